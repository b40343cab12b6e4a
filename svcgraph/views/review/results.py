"""The results, both sides: each objective with its verdict, k of n, since the last meeting and month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.domain.attainment import ContractResult, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.clause_numbers import number
from svcgraph.domain.contract import ClauseState, Criterion, Deliverable
from svcgraph.i18n import mark
from svcgraph.views.attainment_words import (
    contract_verdict_words,
    count_words,
    grouped,
    lateness_words,
    objectives_words,
    period_words,
    reason_words,
    verdict_words,
)
from svcgraph.views.document import Block, Cell, Heading, Paragraph, Row, Words
from svcgraph.views.paper_cells import centred, fact, grid, head, row
from svcgraph.views.review.pen import Pen

SUPPLIER = mark("What the supplier owes: {service}")
CLIENT = mark("What the client owes: {service}")
NOT_IN_FORCE = mark("The agreement is not in force on this day: nothing is judged.")
LEGEND = mark("3/4: met 3 times of 4 known · ?: due and without a reading · –: nothing due")
_UNJUDGED = (Verdict.NOT_DUE, Verdict.NOT_MEASURABLE)
_BAD = (Verdict.MISSED, Verdict.AT_RISK, Verdict.NO_DATA, Verdict.UNDETERMINED)


def results(pen: Pen) -> Iterator[Block]:
    """The heading, a table for the supplier's side and one for the client's, where something is expected of it."""
    yield Heading(text=_title(pen))
    if pen.file.judged is None:
        yield Paragraph(line=(Words(text=pen.words(NOT_IN_FORCE)),))
        return
    contract, words = pen.contract, pen.words
    yield from _side(pen, "objectives", words(SUPPLIER, service=pen.service(contract.supplier.service)))
    if any(item.criteria for item in _negotiated(contract.expectations)):
        yield from _side(pen, "expectations", words(CLIENT, service=pen.service(contract.client.service)))
    yield Paragraph(line=(Words(text=words(LEGEND), grey=True),), small=True)


def _title(pen: Pen) -> str:
    held = pen.file.since
    if held and held.first in pen.contract.review.held:
        return pen.words(mark("1. Results since the last meeting, {day}"), day=pen.day(held.first))
    start = pen.contract.start
    if held and start:
        return pen.words(mark("1. Results since the agreement began, {day}"), day=pen.day(start))
    return pen.words(mark("1. Results"))


def _side(pen: Pen, side: str, title: str) -> Iterator[Block]:
    months = _months(pen, side)
    width = 2 * len(months)
    words = pen.words
    since = pen.file.since
    titles = [
        (words(mark("No.")), 2),
        (words(mark("What is looked at, and the objective")), 31 - 10 - width),
        (words(mark("Since {day}"), day=pen.short(since.first)) if since else "", 5),
        *((_month(one, pen), 2) for one in months),
        (_first_upper(period_words(pen.file.period, words)), 5),
        (words(mark("Kept up to date by")), 6),
    ]
    items = pen.contract.deliverables if side == "objectives" else pen.contract.expectations
    rows = [_line(pen, side, item, one, months) for item, one in pen.criteria(_negotiated(items))]
    yield Heading(text=_headline(title, pen, side), level=2)
    yield grid(side, [head(titles), *rows])


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _headline(title: str, pen: Pen, side: str) -> str:
    """Whose side it is, and the verdict over the period judged."""
    result = pen.file.judged
    said = title
    if result is not None:
        apart = replace(result, verdict=result.expectations_verdict, incomplete=False)
        shown = result if side == "objectives" else apart
        told = [contract_verdict_words(shown, pen.words)]
        told += [objectives_words(result, pen.words)] if side == "objectives" else []
        period = period_words(pen.file.period, pen.words)
        said = pen.words(
            mark("{side} – {period}: {verdict}"), side=title, period=period, verdict=", ".join(filter(None, told))
        )
    return said


def _negotiated(items: tuple[Deliverable, ...]) -> tuple[Deliverable, ...]:
    return tuple(item for item in items if item.state is ClauseState.NEGOTIATED)


def _line(pen: Pen, side: str, item: Deliverable, criterion: Criterion, months: tuple[Period, ...]) -> Row:
    lately, judged, history = (
        _of(result, side, criterion.id) for result in (pen.file.lately, pen.file.judged, pen.file.months)
    )
    objective = pen.text(criterion.objective.text) if criterion.objective else ""
    looked = f"{pen.text(item.name)} – {pen.text(criterion.text)}"
    counted = dict(history.months) if history else {}
    return row(
        centred(number(criterion.id), 2, bold=bool(criterion.objective and criterion.objective.key)),
        fact(objective or pen.words(mark("no objective yet")), 31 - 10 - 2 * len(months), under=looked),
        _verdict(lately, pen),
        *(centred(_cell(history, counted.get(one), pen), 2) for one in months),
        _verdict(judged, pen),
        fact(_keeper(criterion, pen), 6, size=8.0),
    )


def _keeper(criterion: Criterion, pen: Pen) -> str:
    indicator = criterion.indicator
    return pen.people.name(indicator.keeper) if indicator and indicator.keeper else "–"


def _of(result: ContractResult | None, side: str, clause: str) -> IndicatorResult | None:
    found: tuple[IndicatorResult, ...] = getattr(result, side) if result else ()
    return next((one for one in found if one.clause == clause), None)


def _verdict(one: IndicatorResult | None, pen: Pen) -> Cell:
    """The verdict, in bold where something is to be talked about, and below it k of n."""
    if one is None:
        return fact("–", 5)
    below = " · ".join(filter(None, (count_words(one, pen.words), _aside(one, pen))))
    return fact(verdict_words(one, pen.words), 5, bold=one.verdict in _BAD, size=8.5, under=below)


def _aside(one: IndicatorResult, pen: Pen) -> str:
    return reason_words(one, pen.words) if one.verdict in _UNJUDGED else lateness_words(one, pen.words)


def _months(pen: Pen, side: str) -> tuple[Period, ...]:
    """The months of the history, the last one as far as it has gone."""
    found: tuple[IndicatorResult, ...] = getattr(pen.file.months, side) if pen.file.months else ()
    return tuple(dict.fromkeys(month for one in found for month, _ in one.months))


def _month(month: Period, pen: Pen) -> str:
    """Oct., Oct: short, as the columns are narrow."""
    from babel.dates import format_date

    return format_date(month.first, "MMM", locale="fr" if pen.words.language == "fr" else "en_GB")


def _cell(one: IndicatorResult | None, counts: Counts | None, pen: Pen) -> str:
    """ "3/4", "3/4 · 1 ?", "–"."""
    if one is None or counts is None or not counts.due:
        return "–"
    met, of = (counts.k, counts.n) if one.cases else (counts.met, counts.known)
    unknown = counts.due - counts.known - counts.open
    known = f"{grouped(met, pen.words.language)}/{grouped(of, pen.words.language)}" if counts.known else ""
    return " · ".join(filter(None, (known, pen.printed(f"{unknown} ?") if unknown > 0 else ""))) or "–"
