"""What became of everything due for one clause, and its sums over any days: of outcomes one by one, or of columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from svcgraph.domain.attainment import Counts, Period
from svcgraph.engine.outcome import Outcome, count, target


class Made(Protocol):
    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """One outcome an occurrence, in the order of their days."""

    def counts(self, windows: tuple[Period, ...]) -> tuple[Counts, ...]:
        """The sums over each of ``windows``."""

    def target(self, window: Period, default: Fraction) -> Fraction:
        """T over ``window`` (`svcgraph.engine.outcome.target`)."""

    def missing(self, window: Period) -> tuple[date, ...]:
        """The nominal dates of what was due in ``window`` and has no reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Outcomes at hand, counted one by one."""

    outcomes: tuple[Outcome, ...]
    cases: bool

    def counts(self, windows: tuple[Period, ...]) -> tuple[Counts, ...]:
        return tuple(count(self._inside(window), cases=self.cases) for window in windows)

    def target(self, window: Period, default: Fraction) -> Fraction:
        return target(self._inside(window), default, cases=self.cases)

    def missing(self, window: Period) -> tuple[date, ...]:
        return tuple(one.occurrence.nominal for one in self._inside(window) if one.is_missing)

    def _inside(self, window: Period) -> Iterable[Outcome]:
        return [one for one in self.outcomes if window.first <= one.occurrence.day <= window.last]
