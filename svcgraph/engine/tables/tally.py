"""Outcomes of clauses from what an engine counted, and by Python's own engine where it left something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.clauses import Clause, Term
from svcgraph.engine.ledger import Asked, Counted, PythonTally
from svcgraph.engine.made import Listed, Made
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.python import Matching, tell_unused
from svcgraph.engine.settle import in_order, tell_replaces_nothing
from svcgraph.engine.tables.cells import Cell, outcome
from svcgraph.engine.tables.counter import Board
from svcgraph.engine.tables.schedules import Planned, Run, Schedule
from svcgraph.engine.tables.sums import Axis, Judged, Sums
from svcgraph.engine.undelivered import undelivered_aside
from svcgraph.errors import FaultList


@dataclass(frozen=True, kw_only=True)
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
        made = self._made(number, planned, planned.schedule, told)
        if number in self.unplaced:
            tell_unused(in_order(self.unplaced[number], self.asked.now.calendar), made.outcomes, told)
        cases = self.board.cases[number]
        if followed is not None:
            made = Listed(outcomes=undelivered_aside(made.outcomes, followed), cases=cases)
        return Counted(made=made, cases=cases)

    def _made(self, number: int, planned: Planned, schedule: Schedule, told: FaultList) -> Made:
        """The sums of columns; outcomes one by one where readings were left, of which something is to be told."""
        every = partial(self._every, number, planned, schedule)
        made = None if number in self.found_left else self.sums.made(number, partial(every, FaultList()))
        return made or Listed(outcomes=every(told), cases=self.board.cases[number])

    def _every(self, number: int, planned: Planned, schedule: Schedule, told: FaultList) -> tuple[Outcome, ...]:
        made = self._outcomes(number, planned, schedule, told)
        return tuple(sorted(made, key=lambda one: (one.occurrence.day, one.occurrence.nominal)))

    @cached_property
    def found_left(self) -> frozenset[int]:
        """The clauses with readings that were left to Python."""
        return frozenset(number for number, _ in self.left)

    @cached_property
    def sums(self) -> Sums:
        """All lines judged."""
        board, now = self.board, self.asked.now
        known = {one.schedule.number: one.schedule for one in board.planned if one.schedule}
        axes = {number: Axis(one, now) for number, one in known.items()}
        asked = [self._judged(number, one) for number, one in enumerate(board.planned)]
        return Sums(board.lines, asked, axes, self._one_by_one)

    def _judged(self, number: int, planned: Planned) -> Judged | None:
        schedule, cases = planned.schedule, self.board.cases[number]
        if schedule is None or not planned.terms or number in self.found_left:
            return None
        targets = {self._matching(term, cases).target() for term in planned.terms}
        target = targets.pop() if len(targets) == 1 else None
        return Judged(nature=schedule.nature, cases=cases, schedule=schedule.number, target=target)

    def _one_by_one(self, number: int, cell: Cell) -> Outcome:
        """The outcome of a cell, by the term that has its occurrence."""
        planned, at = self.board.planned[number], cell.occurrence or 0
        if planned.schedule is None:
            raise ValueError("a clause without a schedule has no cells")
        pairs = zip(planned.schedule.runs, planned.terms, strict=True)
        run, term = next((run, term) for run, term in pairs if run.start <= at < run.start + len(run.due))
        matching = self._matching(term, self.board.cases[number])
        blank = self._blanks(run, matching)[at - run.start]
        return outcome(cell, blank, matching, planned.schedule.nature)

    def _matching(self, term: Term, cases: bool) -> Matching:
        return Matching(term=term, cases=cases, now=self.asked.now, faults=FaultList())

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
        cells = self.board.lines.cells(number)
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
