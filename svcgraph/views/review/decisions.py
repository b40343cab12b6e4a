"""What is to be decided, as sentences, each with a place for the decision."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.attainment import IndicatorResult
from svcgraph.domain.clause_numbers import number
from svcgraph.domain.people import Standing
from svcgraph.domain.questions import Matter, Question, questions
from svcgraph.domain.text import Text
from svcgraph.i18n import mark
from svcgraph.sentences.typography import NO_BREAK
from svcgraph.views.attainment_words import count_words, period_words, reason_words
from svcgraph.views.document import Block, Heading, Paragraph, Row, SlotKind, Words
from svcgraph.views.paper_cells import blank, centred, fact, grid, head, row
from svcgraph.views.review.pen import Pen

NOTHING = mark("Nothing stands out: every objective is met, no action is late, the text is complete.")
SAID = {
    Matter.MISSED: mark("{clause} is missed ({count}). What is the cause, and who does what about it?"),
    Matter.AT_RISK: mark("{clause} is at risk ({count}). Is an action needed?"),
    Matter.UNDECIDED: mark("{clause}: too few readings for a verdict ({count}). Who brings the missing ones, by when?"),
    Matter.NOT_MEASURED: mark("{clause} is not measured: no reading is known. Who keeps the indicator from now on?"),
    Matter.NO_OBJECTIVE: mark("{clause} has no objective: which level is to be reached?"),
    Matter.NOT_MEASURABLE: mark(
        "{clause} cannot be measured as it is written. Write a time, a share or a quantity, or keep it as text."
    ),
    Matter.TO_BUILD: mark("{clause}: its measure was to be built by {day} ({who}). Is it there?"),
    Matter.OVERDUE_ACTION: mark(
        "Action {element}, {clause}, was due on {day} ({who}). Do it, drop it, or agree on a new date."
    ),
    Matter.VOID_APPROVAL: mark(
        "The text was changed since {who} signed it on {day}. Take the change back, or have both sides sign again."
    ),
    Matter.PROPOSED: mark(
        "The process map shows {clause}, which is not negotiated. Keep it, rename it, or decline it with a reason."
    ),
    Matter.VANISHED: mark("{clause} is no longer on the process map. Is it still handed over?"),
    Matter.OPEN_POINT: mark("Open point {element}: {clause} ({who})."),
    Matter.NOT_HELD: mark("The meeting of {day} was not held. Which results does this one make up for?"),
    Matter.NO_NEXT: mark("No next meeting is planned. On which day?"),
    Matter.ENDING: mark("The agreement ends on {day}. Renew it, change it, or let it end?"),
}
KEEPERS = {
    Standing.NOBODY: mark("{clause}: nobody keeps its indicator. Name one person and a deputy."),
    Standing.LEFT: mark("{clause}: {who}, who keeps its indicator, left the organisation. Name another person."),
    Standing.UNKNOWN: mark("{clause}: {who}, who keeps its indicator, is not known. Name one person and a deputy."),
}
OWNERS = {
    Standing.NOBODY: mark("Action {element}, {clause}, has nobody to do it. Name one person."),
    Standing.LEFT: mark("Action {element}, {clause}: {who} left the organisation. Name another person."),
    Standing.UNKNOWN: mark("Action {element}, {clause}: {who} is not known. Name one person."),
}
OBJECTIVE = mark("Objective {number} {text}")
EXPECTED = mark("Objective of expectation {number} {text}")
UNDER_WAY = mark("Under way, action {actions}.")


def decisions(pen: Pen) -> Iterator[Block]:
    """The heading and a line for each question."""
    yield Heading(text=pen.words(mark("3. To be decided")))
    results = tuple(one for one in (pen.file.lately, pen.file.judged) if one is not None)
    found = questions(pen.contract, results, pen.people, pen.file.as_of)
    if not found:
        yield Paragraph(line=(Words(text=pen.words(NOTHING)),))
        return
    titles = [
        (pen.words(mark("No.")), 2),
        (pen.words(mark("Point")), 17),
        (pen.words(mark("Decision")), 11),
        (pen.words(mark("Who")), 5),
        (pen.words(mark("By when")), 4),
    ]
    yield grid("decisions", [head(titles), *(_line(pen, *one) for one in enumerate(found, 1))])


def _line(pen: Pen, place: int, one: Question) -> Row:
    where = f"q/{place}"
    return row(
        centred(str(place), 2),
        fact(sentence(one, pen), 17, under=_under_way(one, pen)),
        blank(f"{where}/decision", pen.words(mark("Decision")), 11),
        blank(f"{where}/who", pen.words(mark("Who")), 5),
        blank(f"{where}/by", pen.words(mark("By when")), 4, kind=SlotKind.DATE),
        height=9.0,
    )


def sentence(one: Question, pen: Pen) -> str:
    """The question as people read it at the table."""
    who = pen.people.who(one.who)
    message = {Matter.KEEPER: KEEPERS, Matter.UNOWNED_ACTION: OWNERS}.get(one.matter, {}).get(who.standing)
    return pen.words(
        message or SAID[one.matter],
        clause=_clause(one.element, pen),
        element=number(one.element) if one.element else "",
        who=who.name or "–",
        day=pen.day(one.day),
        count=_counts(one.results, pen),
    )


def _clause(element: str, pen: Pen) -> str:
    """Objective 1.1 “every Monday before 10:00”; deliverables, actions and points by their own words."""
    if found := pen.criterion(element):
        item, criterion = found
        text = criterion.objective.text if criterion.objective else criterion.text
        called = EXPECTED if element.startswith("e") else OBJECTIVE
        return pen.words(called, number=number(element), text=pen.quoted(text or criterion.text or item.name))
    named = (*pen.contract.deliverables, *pen.contract.expectations)
    said: dict[str, Text] = {one.id: one.name for one in named}
    said |= {one.id: one.action for one in pen.contract.actions} | {
        one.id: one.point for one in pen.contract.open_points
    }
    return pen.quoted(said[element]) if element in said else element


def _counts(results: tuple[IndicatorResult, ...], pen: Pen) -> str:
    """ "8 of 11, August to October 2026; 1 of 2, …": each period in which it is so, the same count once."""
    told: dict[str, str] = {}
    for one in results:
        count = count_words(one, pen.words) or reason_words(one, pen.words) or pen.words(mark("no reading"))
        told[count] = f"{count}, {period_words(one.period, pen.words)}" if one.period else count
    return pen.wording.listed(told.values())


def _under_way(one: Question, pen: Pen) -> str:
    known = {action.id: action for action in pen.contract.actions}
    said = [f"{number(name)}{NO_BREAK}{pen.quoted(known[name].action)}" for name in one.actions]
    return pen.words(UNDER_WAY, actions=", ".join(said)) if said else ""
