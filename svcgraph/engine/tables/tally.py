"""Outcomes of clauses from what an engine counted, and by Python's own engine where it left something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.clauses import Clause
from svcgraph.engine.ledger import Asked, Counted, PythonTally
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.python import Matching, tell_unused
from svcgraph.engine.settle import in_order, tell_replaces_nothing
from svcgraph.engine.tables.cells import outcome
from svcgraph.engine.tables.counter import Board
from svcgraph.engine.tables.schedules import Planned, Run, Schedule
from svcgraph.engine.undelivered import undelivered_aside
from svcgraph.errors import FaultList


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTally:
    """``left``, ``shown``, ``unplaced``: readings that were fetched; ``found``: ids that corrections rightly name."""

    asked: Asked
    board: Board
    python: PythonTally
    left: dict[tuple[int, int], list[Reading]]
    shown: dict[tuple[int, int], list[Reading]]
    unplaced: dict[int, list[Reading]]
    found: frozenset[tuple[int, str]]
    corrections: dict[str, list[Reading]]
    known_blanks: dict[tuple[int, Fraction], tuple[Outcome, ...]] = field(default_factory=dict)

    def counted(self, clause: Clause, followed: tuple[Outcome, ...] | None, told: FaultList) -> Counted:
        """As `svcgraph.engine.ledger.Tally`."""
        number = self.board.numbers[clause.contract, clause.criterion]
        planned = self.board.planned[number]
        if planned.schedule is None:
            return self.python.counted(clause, followed, told)
        corrections = self.corrections.get(clause.indicator, [])
        missing = [one for one in corrections if (number, one.replaces) not in self.found]
        tell_replaces_nothing(in_order(missing, self.asked.now.calendar), told)
        made = list(self._outcomes(number, planned, planned.schedule, told))
        tell_unused(in_order(self.unplaced.get(number, []), self.asked.now.calendar), made, told)
        made.sort(key=lambda one: (one.occurrence.day, one.occurrence.nominal))
        return Counted(outcomes=undelivered_aside(tuple(made), followed), cases=self.board.cases[number])

    def _outcomes(self, number: int, planned: Planned, schedule: Schedule, told: FaultList) -> Iterator[Outcome]:
        for run, term in zip(schedule.runs, planned.terms, strict=True):
            cases = self.board.cases[number]
            matching = Matching(term=term, cases=cases, now=self.asked.now, faults=told)
            yield from self._of_run(number, run, matching, schedule)

    def _blanks(self, run: Run, matching: Matching) -> tuple[Outcome, ...]:
        """What nothing is known of, once for all clauses that are due alike and ask for the same share."""
        asked = (id(run), matching.target())
        if asked not in self.known_blanks:
            self.known_blanks[asked] = tuple(map(matching.blank, run.due))
        return self.known_blanks[asked]

    def _of_run(self, number: int, run: Run, matching: Matching, schedule: Schedule) -> Iterator[Outcome]:
        cells = self.board.cells[number]
        for at, blank in enumerate(self._blanks(run, matching), start=run.start):
            cell = cells.get(at)
            if cell is None:
                yield blank
            elif (number, at) in self.left:
                readings = in_order(self.left[number, at], self.asked.now.calendar)
                yield replace(matching.outcome(blank.occurrence, readings), readings=tuple(readings))
            elif (number, at) in self.shown:
                readings = in_order(self.shown[number, at], self.asked.now.calendar)
                yield replace(outcome(cell, blank, matching, schedule.nature), readings=tuple(readings))
            else:
                yield outcome(cell, blank, matching, schedule.nature)
