"""The whole sheet: who meets, the results, the actions, what is to be decided, and room for the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.actions import ActionState, Listed, listed
from svcgraph.domain.clause_numbers import number
from svcgraph.domain.fingerprint import fingerprint, shown
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.meetings import last_held, late
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import NO_BREAK
from svcgraph.views import document as doc
from svcgraph.views.actions import STATES
from svcgraph.views.dates import last_day
from svcgraph.views.document import Block, Cell, Document, Heading, Paragraph, Piece, Row, Shade, Slot, SlotKind
from svcgraph.views.paper_cells import blank, centred, fact, grid, head, label, row
from svcgraph.views.review.decisions import decisions
from svcgraph.views.review.pen import Pen, ReviewFile
from svcgraph.views.review.results import results
from svcgraph.views.standing import STATUS_WORDS
from svcgraph.views.wording import FREQUENCIES

TITLE = mark("Review meeting")
FOOTER = mark("Reference {reference} · Version {version} · Fingerprint {fingerprint} · Data as of {day}")
PAGE = mark("page {page} / {pages}")
NEW_ACTIONS = 4
MINUTES = 38.0  # mm of room


def review_document(file: ReviewFile, organisation: Organisation, graph: ServiceGraph, words: Words) -> Document:
    """The sheet in the language of ``words``; the same file gives the same document."""
    pen = Pen(file, organisation, graph, words)
    contract = pen.contract
    parties = f"{pen.service(contract.supplier.service)} → {pen.service(contract.client.service)}"
    version = contract.version or "–"
    return Document(
        title=f"{words(TITLE)} – {pen.called} {pen.text(contract.title)}".rstrip(),
        language=words.language,
        header=(words(TITLE), f"{words(mark('Service agreement'))} {pen.called}", parties),
        footer=words(
            FOOTER,
            reference=pen.called,
            version=version,
            fingerprint=shown(fingerprint(contract)),
            day=pen.day(file.as_of),
        ),
        page=words(PAGE, page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(pen)),
        created=file.as_of,
        size=9.5,
    )


def _blocks(pen: Pen) -> Iterator[Block]:
    title = pen.text(pen.contract.title)
    yield Heading(text=f"{pen.words(TITLE)} – {title}" if title else pen.words(TITLE), level=0)
    yield _facts(pen)
    yield from results(pen)
    yield from _actions(pen)
    yield from decisions(pen)
    yield from _minutes(pen)


def _facts(pen: Pen) -> Block:
    contract, words = pen.contract, pen.words
    sides = row(
        label(words(mark("Supplier")), 4),
        fact(pen.service(contract.supplier.service), 9, under=_head(contract.supplier.representative, pen)),
        label(words(mark("Client")), 4),
        fact(pen.service(contract.client.service), 9, under=_head(contract.client.representative, pen)),
        label(words(mark("State")), 4),
        fact(_state(pen), 9),
    )
    meetings = row(
        label(words(mark("Meeting on")), 4),
        fact(pen.moment(contract.review.next) or "–", 9, bold=True),
        label(words(mark("Last meeting")), 4),
        fact(_last(pen), 9),
        label(words(mark("Rhythm")), 4),
        fact(_rhythm(pen), 9),
    )
    return grid("facts", [sides, meetings, row(label(words(mark("Present")), 4), _present(pen))])


def _head(person: str, pen: Pen) -> str:
    return pen.people.name(person)


def _state(pen: Pen) -> str:
    contract, words = pen.contract, pen.words
    said = words(STATUS_WORDS[contract.status] if contract.place_file else mark("draft made by the tool"))
    if not (contract.start and contract.end):
        return said
    start, last = pen.short(contract.start), pen.short(last_day(contract.end))
    return words(mark("{state}, {start} to {last}"), state=said, start=start, last=last)


def _last(pen: Pen) -> str:
    held, missed = last_held(pen.contract.review, pen.file.as_of), late(pen.contract.review, pen.file.as_of)
    said = pen.day(held) or pen.words(mark("none yet"))
    if missed is None:
        return said
    return pen.words(mark("{held}; not held: {missed}"), held=said, missed=pen.day(missed.day))


def _rhythm(pen: Pen) -> str:
    review = pen.contract.review
    every = pen.words(FREQUENCIES[review.every]) if review.every else ""
    return ", ".join(filter(None, (every, pen.text(review.rule)))) or "–"


def _present(pen: Pen) -> Cell:
    """A box for each participant, and room for others."""
    line: list[Piece] = []
    for place, named in enumerate(pen.contract.review.participants, 1):
        who = pen.people.who(named)
        service = pen.service(who.service) if who.service else ""
        told = f"{who.name} ({service})" if service else who.name
        line.append(Slot(id=f"present/{place}", value="", label=told, kind=SlotKind.CHECK))
        line.append(doc.Words(text=f"{NO_BREAK}{told.replace(' ', NO_BREAK)}    "))
    line.append(Slot(id="present/others", value="", label=pen.words(mark("Others"))))
    return Cell(lines=(tuple(line),), span=35, shade=Shade.BLANK)


def _actions(pen: Pen) -> Iterator[Block]:
    """Open ones, the late ones first, and what was done since the last meeting, with its effect."""
    words = pen.words
    yield Heading(text=words(mark("2. Actions")))
    found = [one for one in listed([pen.contract], pen.file.as_of) if _looked_at(one, pen)]
    if not found:
        yield Paragraph(line=(doc.Words(text=words(mark("No action is open."))),))
        return
    titles = [
        (words(mark("No.")), 2),
        (words(mark("Action")), 11),
        (words(mark("Person responsible")), 5),
        (words(mark("Due")), 4),
        (words(mark("State")), 4),
        (words(mark("Objective")), 3),
        (words(mark("Effect, or what was said")), 10),
    ]
    yield grid("actions", [head(titles), *(_action(one, pen) for one in found)])


def _looked_at(one: Listed, pen: Pen) -> bool:
    if one.state in (ActionState.OVERDUE, ActionState.OPEN):
        return True
    first, done = (pen.file.since.first if pen.file.since else None), one.action.done_on
    return bool(first and done and done >= first)


def _action(one: Listed, pen: Pen) -> Row:
    action = one.action
    effect = pen.text(action.effect) if one.state is ActionState.DONE else ""
    said = mark("Effect, or what was said")
    return row(
        centred(number(action.id), 2),
        fact(pen.text(action.action), 11, under=pen.text(action.cause)),
        fact(pen.people.name(action.owner) or "–", 5, size=8.5),
        centred(pen.short(action.due), 4, bold=bool(one.late)),
        centred(pen.words(STATES[one.state]), 4, bold=bool(one.late)),
        centred(_aim(action.objective, pen), 3),
        fact(effect, 10, size=8.5) if effect else blank(f"a/{action.id}", pen.words(said), 10),
        height=8.0,
    )


def _aim(clause: str, pen: Pen) -> str:
    """The number of the objective that an action is about."""
    if not clause:
        return ""
    said = number(clause)
    return pen.words(mark("expectation {number}"), number=said) if clause.startswith("e") else said


def _minutes(pen: Pen) -> Iterator[Block]:
    words = pen.words
    yield Heading(text=words(mark("4. Minutes and new actions")))
    yield grid("minutes", [row(blank("minutes", words(mark("Minutes")), 39), height=MINUTES)])
    titles = [
        (words(mark("No.")), 2),
        (words(mark("Cause")), 10),
        (words(mark("Action")), 12),
        (words(mark("Person responsible")), 6),
        (words(mark("Due")), 5),
        (words(mark("Objective")), 4),
    ]
    rows = [_new_action(line, titles) for line in range(1, NEW_ACTIONS + 1)]
    following = row(
        label(words(mark("Next meeting on")), 5),
        blank("following", words(mark("Next meeting on")), 8, kind=SlotKind.DATE),
        label(words(mark("Hour and place")), 5),
        blank("following/place", words(mark("Hour and place")), 8),
        label(words(mark("Minutes taken by")), 5),
        blank("following/by", words(mark("Minutes taken by")), 8),
        height=8.0,
    )
    yield grid("new-actions", [head(titles), *rows])
    yield grid("following", [following])


def _new_action(line: int, titles: Sequence[tuple[str, int]]) -> Row:
    places = (blank(f"n/{line}/{place}", said, span) for place, (said, span) in enumerate(titles))
    return row(*places, height=9.0, attached=True)
