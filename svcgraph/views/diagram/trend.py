"""Attainment over periods as small multiples: one little picture per contract, objective or service.

Objectives and promises show the share that was met, k of n, against their target. Contracts and services show counts
by state, never a rate: a contract is judged as a whole, and a service has no verdict (`4-attainment`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import percent
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.dates import dated, day
from svcgraph.views.diagram import legend, trend_words
from svcgraph.views.diagram.trend_words import Row, Told
from svcgraph.views.shapes import (
    WORST_FIRST,
    Diagram,
    DiagramKind,
    LegendEntry,
    Multiple,
    Node,
    NodeShape,
    Panel,
    Sample,
    State,
    Tick,
)
from svcgraph.views.standing import STATES

MOST = 24  # little pictures on a sheet
SOURCE = mark("Source: contracts and readings of the workspace, drawn by svcgraph.")


class By(StrEnum):
    """What one little picture is about."""

    CONTRACT = "contract"
    OBJECTIVE = "objective"
    SERVICE = "service"


TITLES = {
    By.CONTRACT: mark("Promises and contracts, month by month"),
    By.OBJECTIVE: mark("Promises and objectives, month by month"),
    By.SERVICE: mark("Contracts of each service as supplier, month by month"),
}
CELLS = {
    By.CONTRACT: mark("in a column: objectives of the contract in each state; below it the verdict of the month"),
    By.SERVICE: mark("in a column: contracts of the service as supplier in each state"),
}

LEFT_OUT = (
    mark("Shown: those that stand worst in the last month. Others: {n}, of them missed in that month: {m}."),
    mark("Shown: those with the most missed contracts in the last month. Others: {n}, with a missed contract: {m}."),
)
COMPARED = mark(
    "A trend holds the later half of the months against the earlier half; too few occurrences are counted, without "
    "a percentage."
)
FEWER = (20, 16, 12, 9, 6, 4)  # little pictures, where more are not readable


def forms(
    course: Sequence[Attainment], facts: Facts, words: Words, *, by: By = By.CONTRACT, top: int = 0
) -> Iterator[Diagram]:
    """The forms that the picture may take, the fullest first: whoever knows the paper takes the first that is readable.
    ``top``: only the one with so many little pictures; 0: `MOST` or fewer."""
    rows = _known_rows(course, facts, words, by)
    made = _sheet(rows, course, facts, words, by=by, top=top or MOST)
    yield made
    for fewer in FEWER if not top else ():
        if fewer < len(made.multiples):
            yield _sheet(rows, course, facts, words, by=by, top=fewer)


def trends(
    course: Sequence[Attainment], facts: Facts, words: Words, *, by: By = By.CONTRACT, top: int = MOST
) -> Diagram:
    """Small multiples of ``course``, one attainment a period, oldest first; the ``top`` worst of the last period."""
    return _sheet(_known_rows(course, facts, words, by), course, facts, words, by=by, top=top)


def _known_rows(course: Sequence[Attainment], facts: Facts, words: Words, by: By) -> list[Row]:
    """Of what something is known in at least one period."""
    told = ChainWords(facts.graph, facts.organisation, facts.contracts, words)
    return [row for row in _rows(course, facts, told, by) if any(tick.state for tick in row.picture.ticks)]


def _sheet(
    rows: Sequence[Row], course: Sequence[Attainment], facts: Facts, words: Words, *, by: By, top: int
) -> Diagram:
    found = [row.picture for row in rows]
    kept = {one.id for one in sorted(found, key=_urgency)[:top]}
    shown = tuple(one for one in found if one.id in kept)
    left_out = [one for one in found if one.id not in kept]
    nodes = tuple(Node(id=one.id, key=one.id, name=one.name, shape=NodeShape.MULTIPLE, tip=one.name) for one in shown)
    return Diagram(
        kind=DiagramKind.TREND,
        title=words(TITLES[by]),
        subtitle=_dated(course, facts, words),
        language=words.language,
        nodes=nodes,
        multiples=shown,
        legend=_legend(shown, by, words),
        panels=tuple(_panels(rows, course, by, words)) if rows else (),
        notes=tuple(_notes(left_out, by, empty=not shown, words=words)),
        source=words(SOURCE),
        description=words("{n} little pictures.", n=len(shown)),
    )


def _dated(course: Sequence[Attainment], facts: Facts, words: Words) -> str:
    if not course:
        return dated(facts.attainment, facts.as_of, words)
    first, last = day(course[0].period.first, words), day(course[-1].period.last, words)
    return words("From {first} to {last} · Data as of {day}", first=first, last=last, day=day(facts.as_of, words))


def _panels(rows: Sequence[Row], course: Sequence[Attainment], by: By, words: Words) -> Iterator[Panel]:
    if by is By.SERVICE:
        return trend_words.service_panels(rows, [month.period for month in course], words)
    return trend_words.panels(rows, words)


def _urgency(one: Multiple) -> tuple[list[tuple[int, int]], str]:
    """The worst last period first, of columns that with most in its worst state; then the one before."""
    return [_gravity(tick) for tick in reversed(one.ticks)], one.id


def _gravity(tick: Tick) -> tuple[int, int]:
    worst = WORST_FIRST.index(tick.state) if tick.state else len(WORST_FIRST)
    return worst, -dict(tick.cells).get(tick.state, 0) if tick.state else 0


def _rows(course: Sequence[Attainment], facts: Facts, told: ChainWords, by: By) -> Iterator[Row]:
    if by is By.SERVICE:
        yield from _services(course, facts, told)
        return
    for at, promise in enumerate(facts.organisation.promises):
        months = [
            (month.period, next((one for one in month.promises if one.clause == promise.id), None)) for month in course
        ]
        name = f"{told.naming.promise(promise.id)} {promise.deliverable.read(told.words.language)}"
        yield _line(f"promise {at}", name, promise.objective.read(told.words.language), told, months=months)
    by_contract = [{one.contract: one for one in month.contracts} for month in course]
    for contract in facts.contracts:
        results = [found.get(contract.id) for found in by_contract]
        if not any(results):
            continue
        name = f"{contract.reference} " if contract.reference else ""
        ends = f"{told.service(contract.supplier.service)} → {told.service(contract.client.service)}"
        if by is By.CONTRACT:
            yield _columns(contract.id, name + ends, course, results, told.words)
            continue
        for group in contract.deliverables:
            for criterion in (one for one in group.criteria if one.objective):
                own = [
                    (month.period, _objective(one, criterion.id)) for month, one in zip(course, results, strict=True)
                ]
                thing = f"{name or f'{ends} : '}{group.name.read(told.words.language)}"
                sentence = criterion.objective.text.read(told.words.language) if criterion.objective else ""
                yield _line(f"{contract.id}/{criterion.id}", thing, sentence, told, months=own)


def _objective(month: ContractResult | None, clause: str) -> IndicatorResult | None:
    return next((one for one in month.objectives if one.clause == clause), None) if month else None


def _label(period: Period) -> str:
    """The month's number; the year stands below the first one."""
    return str(period.first.month)


def _line(
    name: str,
    title: str,
    sentence: str,
    told: ChainWords,
    *,
    months: Sequence[tuple[Period, IndicatorResult | None]],
) -> Row:
    """Shares of one objective or promise, with the last count in words."""
    words = told.words
    ticks = []
    for month, result in months:
        share = attained(result) if result else None
        counts = result.counts if result else Counts()
        k, n = (counts.k, counts.n) if result and result.cases else (counts.met, counts.known)
        state = STATES[result.verdict] if result and n else None
        text = words("{k} of {n}", k=k, n=n) if n else ""
        ticks.append(Tick(label=_label(month), year=month.first.year, state=state, share=share,
                          text=text))  # fmt: skip
    known = [one for _, one in months if one]
    target = known[-1].target if known else None
    way = trend_words.of_shares(months, words)
    return _row(way, Multiple(
        id=name, name=title, detail=sentence, ticks=tuple(ticks), target=target,
        target_text=percent(target, words.language) if target is not None else "", said=way.said,
    ))  # fmt: skip


def _row(way: Told, picture: Multiple) -> Row:
    return Row(picture=picture, trend=way.trend, change=way.change, way=way.way)


def _columns(
    name: str, title: str, course: Sequence[Attainment], months: Sequence[ContractResult | None], words: Words
) -> Row:
    ticks = []
    for month, result in zip(course, months, strict=True):
        judged = Counter(STATES[one.verdict] for one in result.objectives) if result else Counter()
        state = STATES[result.verdict] if result else None
        state = None if state is State.NEUTRAL else state
        ticks.append(Tick(label=_label(month.period), year=month.period.first.year, state=state,
                          cells=_cells(judged)))  # fmt: skip
    way = trend_words.of_verdicts(course, months, words)
    return _row(way, Multiple(id=name, name=title, ticks=tuple(ticks), said=way.said))


def _services(course: Sequence[Attainment], facts: Facts, told: ChainWords) -> Iterator[Row]:
    by_service = [{one.service: one for one in month.services} for month in course]
    periods = [month.period for month in course]
    for service in facts.graph.services:
        ticks = []
        for month, found in zip(course, by_service, strict=True):
            mine = found.get(service.id)
            counts: Counter[State] = Counter()
            for verdict, number in mine.as_supplier if mine else ():
                counts[STATES[verdict]] += number
            cells = _cells(counts)
            ticks.append(Tick(label=_label(month.period), year=month.period.first.year, cells=cells,
                              state=cells[0][0] if cells else None, judged=False))  # fmt: skip
        if any(tick.cells for tick in ticks):
            picture = Multiple(id=service.id, name=told.service(service.id), ticks=tuple(ticks))
            yield Row(picture=replace(picture, said=trend_words.of_counts(periods, picture, told.words)))


def _cells(counts: Counter[State]) -> tuple[tuple[State, int], ...]:
    """Worst first, which stands at the bottom; what was not due is no cell."""
    return tuple((state, counts[state]) for state in WORST_FIRST if counts[state] and state is not State.NEUTRAL)


def _legend(shown: Iterable[Multiple], by: By, words: Words) -> tuple[LegendEntry, ...]:
    states = {state for one in shown for tick in one.ticks
              for state in (tick.state, *(state for state, _ in tick.cells)) if state}  # fmt: skip
    cells = tuple(
        LegendEntry(sample=Sample.CELL, text=words(text), state=state)
        for state, text in legend.STATE_WORDS.items()
        if state in states
    )
    lines = any(one.target is not None for one in shown)
    line = (LegendEntry(sample=Sample.TARGET, text=words("share that was met; dashed: the target")),) if lines else ()
    said = (LegendEntry(sample=Sample.NUMBER, text=words(CELLS[by])),) if by in CELLS else ()
    return (*cells, *line, *said)


def _notes(left_out: Sequence[Multiple], by: By, *, empty: bool, words: Words) -> Iterator[str]:
    if empty:
        yield words("Nothing was measured in these periods.")
    if left_out:
        missed = sum(one.ticks[-1].state is State.MISSED for one in left_out)
        yield words(LEFT_OUT[by is By.SERVICE], n=len(left_out), m=missed)
    yield words("Months without a reading are empty. Under 6 comparable periods no trend is told.")
    if by is not By.SERVICE:
        yield words(COMPARED)
