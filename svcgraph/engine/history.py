"""How objectives and contracts went, period by period, and whether that is a trend."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.attainment import ContractResult, IndicatorResult, Period
from svcgraph.domain.attainment.trend import Trend, trend
from svcgraph.engine.judge import Desk, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveHistory:
    """One objective over several periods, oldest first, each judged by itself.

    ``comparable``: the periods that count for the trend (`IndicatorResult.comparable`).
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
    comparable = tuple(one.comparable for one in results)
    counted = [one.counts for one in results if one.comparable]
    return ObjectiveHistory(results=results, comparable=comparable, trend=trend(counted, cases=line.cases))
