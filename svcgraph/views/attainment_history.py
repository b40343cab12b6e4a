"""Attainment period by period: a column a period for people, a row a period for programs; and the trend."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.attainment import Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.attainment.trend import Trend
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.organisation import promise_reference
from svcgraph.engine.history import ContractHistory, History, ObjectiveHistory
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment import COUNTS, VERDICTS, Names
from svcgraph.views.attainment_words import (
    contract_verdict_words,
    count_words,
    day_words,
    grouped,
    objectives_words,
    period_words,
    verdict_words,
)
from svcgraph.views.shapes import State
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

TRENDS = {
    Trend.IMPROVING: mark("improving"),
    Trend.FALLING: mark("falling"),
    Trend.STEADY: mark("steady"),
    Trend.NONE: mark("too few periods"),
}
SYMBOLS = {
    State.MET: "●",
    State.AT_RISK: "▲",
    State.MISSED: "■",
    State.UNKNOWN: "○",
    State.ON_TRACK: "◌",
    State.NEUTRAL: "–",
}
STATES = {
    Verdict.MET: State.MET,
    Verdict.AT_RISK: State.AT_RISK,
    Verdict.MISSED: State.MISSED,
    Verdict.NO_DATA: State.UNKNOWN,
    Verdict.UNDETERMINED: State.UNKNOWN,
    Verdict.ON_TRACK: State.ON_TRACK,
    Verdict.SECURED: State.ON_TRACK,
    Verdict.OPEN: State.ON_TRACK,
}
LEGEND = mark("● met  ▲ at risk  ■ missed  ○ not measured or not enough readings  ◌ not over yet  – nothing due")
NO_TREND = mark("A trend compares the later half with the earlier half, from 6 comparable periods on.")
Row = tuple[Cell, ...]


def history_table(history: History, names: Names, words: Words, *, by: str, long: bool) -> Table:
    """``by`` objective or contract; ``long``: one row a period, for programs, else one column a period."""
    columns, rows = _SHAPES[by, long]
    first, last = history.periods[0], history.periods[-1]
    period = period_words(Period(first=first.first, last=last.last), words)
    legend = () if long else (words(LEGEND), words(NO_TREND)) if by == "objective" else (words(LEGEND),)
    return Table(
        title=words(mark("Attainment period by period, {period}"), period=period),
        columns=columns(history, words),
        rows=tuple(rows(history, names)),
        notes=(*legend, words(mark("As known on {day}."), day=day_words(names.as_of, words))),
    )


# --- one column a period ----------------------------------------------------------------------------------------


def _wide_objectives_columns(history: History, words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words(mark("Agreement"))),
        Column(key="clause", title=words(mark("No."))),
        *(Column(key=period_name(one), title=period_name(one)) for one in history.periods),
        Column(key="trend", title=words(mark("Trend"))),
    )


def _wide_objectives(history: History, names: Names) -> Iterator[Row]:
    for one in _ordered(history, names):
        cells = (_short(result, names.words) for result in one.results)
        yield (*_called(one, names), *cells, names.words(TRENDS[one.trend]))


def _short(result: IndicatorResult, words: Words) -> str:
    """ "■ 2/4", "● 606/612"; the symbol alone where nothing is known."""
    counts = result.counts
    met, of = (counts.k, counts.n) if result.cases else (counts.met, counts.known)
    symbol = SYMBOLS[STATES.get(result.verdict, State.NEUTRAL)]
    return f"{symbol} {grouped(met, words.language)}/{grouped(of, words.language)}" if of else symbol


def _wide_contracts_columns(history: History, words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words(mark("Agreement"))),
        *(Column(key=period_name(one), title=period_name(one)) for one in history.periods),
    )


def _wide_contracts(history: History, names: Names) -> Iterator[Row]:
    for one in _contracts(history, names):
        yield (
            names.reference(one.results[0].contract),
            *(
                f"{SYMBOLS[STATES.get(result.verdict, State.NEUTRAL)]} {result.met}/{result.judged}"
                if result.judged
                else SYMBOLS[STATES.get(result.verdict, State.NEUTRAL)]
                for result in one.results
            ),
        )


# --- one row a period ------------------------------------------------------------------------------------------


def _long_objectives_columns(_history: History, words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words(mark("Agreement"))),
        Column(key="clause", title=words(mark("No."))),
        Column(key="objective", title=words(mark("Objective"))),
        *_period_columns(words),
        Column(key="count", title=words(mark("Count"))),
        Column(key="share", title=words(mark("Attainment")), kind=Kind.SHARE),
        Column(key="verdict", title=words(mark("Verdict")), codes=VERDICTS),
        Column(key="comparable", title=words(mark("Comparable")), kind=Kind.YES_NO),
        Column(key="trend", title=words(mark("Trend")), codes=tuple(Trend)),
        Column(key="indicator", title=words(mark("Indicator"))),
        *(Column(key=key, title="", kind=Kind.NUMBER, data=True) for key in COUNTS),
    )


def _period_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="period", title=words(mark("Period"))),
        Column(key="from", title=words(mark("From")), kind=Kind.DATE),
        Column(key="to", title=words(mark("To")), kind=Kind.DATE),
    )


def _long_objectives(history: History, names: Names) -> Iterator[Row]:
    words = names.words
    for one in _ordered(history, names):
        for period, result, comparable in zip(history.periods, one.results, one.comparable, strict=True):
            known = result.counts.n if result.cases else result.counts.known
            yield (
                *(*_called(one, names), names.objective(result), period_name(period), period.first, period.last),
                count_words(result, words),
                attained(result) if known >= result.minimum_sample else None,
                Term(verdict_words(result, words), result.verdict.value),
                comparable,
                Term(words(TRENDS[one.trend]), one.trend.value),
                result.indicator,
                *_counts(result.counts),
            )


def _counts(counts: Counts) -> Row:
    return tuple(getattr(counts, key) for key in COUNTS)


def _long_contracts_columns(_history: History, words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words(mark("Agreement"))),
        *_period_columns(words),
        Column(key="verdict", title=words(mark("Verdict")), codes=VERDICTS),
        Column(key="objectives", title=words(mark("Objectives kept"))),
        Column(key="kept", title="", kind=Kind.NUMBER, data=True),
        Column(key="judged", title="", kind=Kind.NUMBER, data=True),
    )


def _long_contracts(history: History, names: Names) -> Iterator[Row]:
    for one in _contracts(history, names):
        for period, result in zip(history.periods, one.results, strict=True):
            yield (
                *(names.reference(result.contract), period_name(period), period.first, period.last),
                Term(contract_verdict_words(result, names.words), result.verdict.value),
                objectives_words(result, names.words),
                *(result.met, result.judged),
            )


_SHAPES = {
    ("objective", False): (_wide_objectives_columns, _wide_objectives),
    ("objective", True): (_long_objectives_columns, _long_objectives),
    ("contract", False): (_wide_contracts_columns, _wide_contracts),
    ("contract", True): (_long_contracts_columns, _long_contracts),
}


# --- charts -----------------------------------------------------------------------------------------------------


def _tip(period: Period, result: IndicatorResult, words: Words) -> str:
    said = (period_words(period, words), count_words(result, words), verdict_words(result, words))
    return ", ".join(filter(None, said))


# --- names ------------------------------------------------------------------------------------------------------


def _ordered(history: History, names: Names) -> list[ObjectiveHistory]:
    owed = sorted(history.objectives, key=lambda one: names.reference(one.results[0].contract))  # stable: clauses stay
    return [*owed, *history.promises]


def _contracts(history: History, names: Names) -> list[ContractHistory]:
    return sorted(history.contracts, key=lambda one: names.reference(one.results[0].contract))


def _called(one: ObjectiveHistory, names: Names) -> tuple[str, str]:
    result = one.results[0]
    return (names.reference(result.contract) if result.contract else promise_reference(result.clause), result.clause)
