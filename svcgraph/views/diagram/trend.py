"""Attainment over periods as small multiples: one little picture per contract, objective or service.

Objectives and promises show the share that was met, k of n, against their target. Contracts and services show counts
by state, never a rate: a contract is judged as a whole, and a service has no verdict (`4-attainment`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period
from svcgraph.domain.attainment.trend import Trend, trend
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import percent
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.dates import dated, day
from svcgraph.views.diagram import legend
from svcgraph.views.shapes import (
    WORST_FIRST,
    Diagram,
    DiagramKind,
    LegendEntry,
    Multiple,
    Node,
    NodeShape,
    Sample,
    State,
    Tick,
)
from svcgraph.views.standing import STATES

MOST = 24  # little pictures on a sheet
SOURCE = mark("Source: contracts and readings of the workspace, drawn by svcgraph.")
TRENDS = {
    Trend.IMPROVING: mark("improving"),
    Trend.FALLING: mark("falling"),
    Trend.STEADY: mark("steady"),
    Trend.NONE: mark("no trend: too few periods"),
}


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


FEWER = (20, 16, 12, 9, 6, 4)  # little pictures, where more are not readable


def forms(
    course: Sequence[Attainment], facts: Facts, words: Words, *, by: By = By.CONTRACT, top: int = 0
) -> Iterator[Diagram]:
    """The forms that the picture may take, the fullest first: whoever knows the paper takes the first that is readable.
    ``top``: only the one with so many little pictures; 0: `MOST` or fewer."""
    made = trends(course, facts, words, by=by, top=top or MOST)
    yield made
    for fewer in FEWER if not top else ():
        if fewer < len(made.multiples):
            yield trends(course, facts, words, by=by, top=fewer)


def trends(
    course: Sequence[Attainment], facts: Facts, words: Words, *, by: By = By.CONTRACT, top: int = MOST
) -> Diagram:
    """Small multiples of ``course``, one attainment a period, oldest first; the ``top`` worst of the last period."""
    told = ChainWords(facts.graph, facts.organisation, facts.contracts, words)
    found = [one for one in _multiples(course, facts, told, by) if any(tick.state for tick in one.ticks)]
    ranked = sorted(found, key=_urgency)
    kept = {one.id for one in ranked[:top]}
    shown = tuple(one for one in found if one.id in kept)
    nodes = tuple(Node(id=one.id, key=one.id, name=one.name, shape=NodeShape.MULTIPLE, tip=one.name) for one in shown)
    return Diagram(
        kind=DiagramKind.TREND,
        title=words(TITLES[by]),
        subtitle=_dated(course, facts, words),
        language=words.language,
        nodes=nodes,
        multiples=shown,
        legend=_legend(shown, by, words),
        notes=tuple(_notes(len(found) - len(shown), empty=not shown, words=words)),
        source=words(SOURCE),
        description=words("{n} little pictures.", n=len(shown)),
    )


def _dated(course: Sequence[Attainment], facts: Facts, words: Words) -> str:
    if not course:
        return dated(facts.attainment, facts.as_of, words)
    first, last = day(course[0].period.first, words), day(course[-1].period.last, words)
    return words("From {first} to {last} · Data as of {day}", first=first, last=last, day=day(facts.as_of, words))


def _urgency(one: Multiple) -> tuple[list[int], str]:
    """The worst last period first, then the one before."""
    return [WORST_FIRST.index(tick.state) if tick.state else len(WORST_FIRST) for tick in reversed(one.ticks)], one.id


def _multiples(course: Sequence[Attainment], facts: Facts, told: ChainWords, by: By) -> Iterator[Multiple]:
    if by is By.SERVICE:
        yield from _services(course, facts, told)
        return
    for at, promise in enumerate(facts.organisation.promises):
        months = [
            (month.period, next((one for one in month.promises if one.clause == promise.id), None)) for month in course
        ]
        name = f"{told.naming.promise(promise.id)} {promise.deliverable.read(told.words.language)}"
        yield _line(f"promise {at}", name, promise.objective.read(told.words.language), told, months=months)
    for contract in facts.contracts:
        results = [next((one for one in month.contracts if one.contract == contract.id), None) for month in course]
        if not any(results):
            continue
        name = f"{contract.reference or contract.id} "
        ends = f"{told.service(contract.supplier.service)} → {told.service(contract.client.service)}"
        if by is By.CONTRACT:
            yield _columns(contract.id, name + ends, course, results)
            continue
        for group in contract.deliverables:
            for criterion in (one for one in group.criteria if one.objective):
                own = [
                    (month.period, _objective(one, criterion.id)) for month, one in zip(course, results, strict=True)
                ]
                thing = f"{name}{group.name.read(told.words.language)}"
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
) -> Multiple:
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
    way = trend([one.counts for one in known], cases=any(one.cases for one in known))
    target = known[-1].target if known else None
    return Multiple(
        id=name, name=title, detail=sentence, ticks=tuple(ticks), target=target,
        target_text=percent(target, words.language) if target is not None else "",
        said=", ".join(filter(None, (words(TRENDS[way]), _last(ticks, words)))),
    )  # fmt: skip


def _last(ticks: Sequence[Tick], words: Words) -> str:
    """The count of the last month that has one."""
    known = [tick.text for tick in ticks if tick.text]
    return words("last month known: {count}", count=known[-1]) if known else ""


def _columns(name: str, title: str, course: Sequence[Attainment], months: Sequence[ContractResult | None]) -> Multiple:
    ticks = []
    for month, result in zip(course, months, strict=True):
        judged = Counter(STATES[one.verdict] for one in result.objectives) if result else Counter()
        state = STATES[result.verdict] if result else None
        state = None if state is State.NEUTRAL else state
        ticks.append(Tick(label=_label(month.period), year=month.period.first.year, state=state,
                          cells=_cells(judged)))  # fmt: skip
    return Multiple(id=name, name=title, ticks=tuple(ticks))


def _services(course: Sequence[Attainment], facts: Facts, told: ChainWords) -> Iterator[Multiple]:
    for service in facts.graph.services:
        ticks = []
        for month in course:
            mine = next((one for one in month.services if one.service == service.id), None)
            counts: Counter[State] = Counter()
            for verdict, number in mine.as_supplier if mine else ():
                counts[STATES[verdict]] += number
            cells = _cells(counts)
            ticks.append(Tick(label=_label(month.period), year=month.period.first.year, cells=cells,
                              state=cells[0][0] if cells else None, judged=False))  # fmt: skip
        if any(tick.cells for tick in ticks):
            yield Multiple(id=service.id, name=told.service(service.id), ticks=tuple(ticks))


def _cells(counts: Counter[State]) -> tuple[tuple[State, int], ...]:
    """Worst first, which stands at the bottom; what was not due is no cell."""
    return tuple((state, counts[state]) for state in WORST_FIRST if counts[state] and state is not State.NEUTRAL)


def _legend(shown: Iterable[Multiple], by: By, words: Words) -> tuple[LegendEntry, ...]:
    states = {state for one in shown for tick in one.ticks
              for state in (tick.state, *(state for state, _ in tick.cells)) if state}  # fmt: skip
    signed = {tick.state for one in shown for tick in one.ticks if tick.state and tick.judged}
    cells = tuple(
        LegendEntry(sample=Sample.CELL if state in signed else Sample.SWATCH, text=words(text), state=state)
        for state, text in legend.STATE_WORDS.items()
        if state in states
    )
    lines = any(one.target is not None for one in shown)
    line = (LegendEntry(sample=Sample.TARGET, text=words("share that was met; dashed: the target")),) if lines else ()
    said = (LegendEntry(sample=Sample.NUMBER, text=words(CELLS[by])),) if by in CELLS else ()
    return (*cells, *line, *said)


def _notes(left_out: int, *, empty: bool, words: Words) -> Iterator[str]:
    if empty:
        yield words("Nothing was measured in these periods.")
    if left_out:
        yield words.plural(
            "Left out: {n} more, which stands no worse in the last period.",
            "Left out: {n} more, which stand no worse in the last period.",
            left_out,
            n=left_out,
        )
    yield words("Months without a reading are empty. Under 6 comparable periods no trend is told.")
