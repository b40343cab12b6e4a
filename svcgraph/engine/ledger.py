"""Who counts readings: `Ledger` is all readings of a workspace wherever they are, `Tally` what was counted of them.

Python's own, here, is the default and the oracle: every other engine gives the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.clauses import Clause
from svcgraph.engine.due import Moment
from svcgraph.engine.made import Listed, Made
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.python import counts_cases, outcomes
from svcgraph.engine.settle import accepted, settle
from svcgraph.errors import FaultList, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted: these clauses, over the days of ``life``, with what was known at the end of ``as_of``."""

    clauses: tuple[Clause, ...]
    as_of: date
    life: Period
    now: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One clause counted. ``readings`` are those of the indicator that the engine handed over, all of them or none."""

    made: Made
    cases: bool
    readings: tuple[Reading, ...] = ()


class Tally(Protocol):
    def counted(self, clause: Clause, followed: tuple[Outcome, ...] | None, told: FaultList) -> Counted:
        """What became of everything due for ``clause``; ``followed`` as for `svcgraph.engine.python.outcomes`."""


class Ledger(Protocol):
    def extent(self) -> tuple[date, ...]:
        """The first and last days that readings speak of, in any order; empty without readings."""

    def tally(self, asked: Asked, told: FaultList, /) -> Tally:
        """All readings counted once for all clauses."""

    def explaining(self) -> Ledger:
        """The same, whose outcomes have their readings with them, where those of an occurrence are few."""

    def places(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Place]]:
        """The indicators that are ``wanted``, each with the place of its first reading."""


class PythonLedger:
    """Readings in memory, counted one by one."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = tuple(readings)

    def extent(self) -> tuple[date, ...]:
        return extent_of(self._readings)

    def tally(self, asked: Asked, _told: FaultList, /) -> PythonTally:
        return PythonTally(self._readings, asked)

    def explaining(self) -> PythonLedger:
        return self

    def places(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Place]]:
        found: dict[str, Place] = {}
        for one in self._readings:
            if wanted(one.indicator):
                found[one.indicator] = min(found.get(one.indicator, one.place), one.place)
        return iter(found.items())


class PythonTally:
    """Every reading put to its clause."""

    def __init__(self, readings: Iterable[Reading], asked: Asked) -> None:
        self._asked = asked
        self._by_indicator: dict[str, list[Reading]] = {}
        for reading in readings:
            self._by_indicator.setdefault(reading.indicator, []).append(reading)

    def counted(self, clause: Clause, followed: tuple[Outcome, ...] | None, told: FaultList) -> Counted:
        readings = tuple(self._by_indicator.get(clause.indicator, ()))
        settled = settle(readings, self._asked.as_of, self._asked.now.calendar)
        told.faults.extend(settled.faults)
        standing = accepted(settled.readings, clause.owing, told)
        cases = counts_cases(clause, standing)
        if cases:
            followed = None
        life, now = self._asked.life, self._asked.now
        made = outcomes(clause, standing, life=life, now=now, faults=told, followed=followed)
        return Counted(made=Listed(outcomes=made, cases=cases), cases=cases, readings=readings)


def extent_of(readings: Iterable[Reading]) -> tuple[date, ...]:
    """The first and last days of periods, and the first of requests."""
    known = tuple(readings)
    spans = [one.span for one in known if one.span]
    days = [one.first for one in spans] + [one.requested_at.date() for one in known if one.requested_at]
    return (*([min(days)] if days else []), *([max(one.last for one in spans)] if spans else []))
