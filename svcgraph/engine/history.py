"""How objectives and contracts went, period by period, and whether that is a trend."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.attainment import ContractResult, Counts, IndicatorResult, Period
from svcgraph.domain.attainment.trend import Trend, trend
from svcgraph.domain.attainment.verdict import ENOUGH_COVERAGE
from svcgraph.engine.judge import Desk, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveHistory:
    """One objective over several periods, oldest first, each judged by itself.

    ``comparable``: the periods that count for the trend; closed, judged by the objective as it is now, and with
    readings of nine in ten at least.
    """

    results: tuple[IndicatorResult, ...]
    comparable: tuple[bool, ...]
    trend: Trend

    @property
    def indicator(self) -> str:
        return self.results[0].indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractHistory:
    """One contract over several periods. A contract has no trend: it is never a blended score."""

    results: tuple[ContractResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    periods: tuple[Period, ...]
    objectives: tuple[ObjectiveHistory, ...]  # of contracts
    promises: tuple[ObjectiveHistory, ...]
    contracts: tuple[ContractHistory, ...]


def history(desk: Desk, periods: tuple[Period, ...]) -> History:
    """Everything that was judged, over each of ``periods``."""
    judged = [desk.attainment(period, grows=False) for period in periods]
    lines = [line for one in desk.agreements for line in (*one.objectives, *one.expectations)]
    return History(
        periods=periods,
        objectives=tuple(_objective(desk, line, periods) for line in lines),
        promises=tuple(_objective(desk, line, periods) for line in desk.promises),
        contracts=tuple(
            ContractHistory(results=tuple(one.contracts[place] for one in judged))
            for place in range(len(desk.agreements))
        ),
    )


def _objective(desk: Desk, line: Timeline, periods: tuple[Period, ...]) -> ObjectiveHistory:
    results = tuple(desk.result(line, period, False) for period in periods)
    comparable = tuple(
        period.last <= desk.as_of and _as_now(line, period) and not is_thin(one.counts)
        for period, one in zip(periods, results, strict=True)
    )
    counted = [one.counts for one, same in zip(results, comparable, strict=True) if same]
    return ObjectiveHistory(results=results, comparable=comparable, trend=trend(counted, cases=line.cases))


def _as_now(line: Timeline, period: Period) -> bool:
    """Whether the objective said over the whole period what it says now."""
    inside = [one for one in line.clause.terms if one.first <= period.last and one.last >= period.first]
    return bool(inside) and all(one.statement == line.clause.now.statement for one in inside)


def is_thin(counts: Counts) -> bool:
    """Coverage under 90 %: what has no reading could be the trend."""
    return counts.known < counts.due * ENOUGH_COVERAGE
