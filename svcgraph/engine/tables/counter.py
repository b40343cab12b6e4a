"""The one expression asked, and what is fetched by the same joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.ledger import Asked
from svcgraph.engine.tables import expression
from svcgraph.engine.tables.connections import Connection
from svcgraph.engine.tables.expression import Due
from svcgraph.engine.tables.fetching import Fetcher
from svcgraph.engine.tables.lines import Flags, Lines, counts_as
from svcgraph.engine.tables.schedules import Nature, Planned

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEW = 60  # readings of one occurrence that an explanation can name
MOST_SHOWN = 50_000
MOST_TOLD = 1_000  # readings of one kind of trouble that are fetched to be told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The clauses by number, whether each counts cases, and what was counted of each by occurrence."""

    planned: tuple[Planned, ...]
    numbers: dict[tuple[str, str], int]  # by contract and criterion
    cases: tuple[bool, ...]
    lines: Lines

    @classmethod
    def of(cls, planned: tuple[Planned, ...], lines: Lines) -> Board:
        """Sorted by clause. "At least 98 %" counts cases as soon as one reading is k of n."""
        cases = tuple(_cases(one, shares=number in lines.shared) for number, one in enumerate(planned))
        numbers = {(one.clause.contract, one.clause.criterion): number for number, one in enumerate(planned)}
        return cls(planned=planned, numbers=numbers, cases=cases, lines=lines)

    @property
    def by_python(self) -> Iterator[str]:
        """The indicators that the engine does not count."""
        return (one.clause.indicator for one in self.planned if one.schedule is None)

    def natures(self) -> tuple[Nature, ...]:
        """By clause."""
        return tuple(one.schedule.nature if one.schedule else Nature.NOTHING for one in self.planned)

    def left(self) -> list[tuple[int, int]]:
        """Clause and occurrence of the readings that contradict each other, or are not of the kind asked for."""
        return self.lines.places(self._of_schedules() & ~counts_as(self.lines, self.natures(), self.cases))

    def _of_schedules(self) -> Flags:
        found: Flags = np.array([one.schedule is not None for one in self.planned], np.bool_)[self.lines.clause]
        return found


def _cases(planned: Planned, *, shares: bool) -> bool:
    nature = planned.schedule.nature if planned.schedule else Nature.NOTHING
    return nature in (Nature.SHARE, Nature.LEAD_TIME) or (nature is Nature.PERCENT and shares)


class Counter:
    """One connection with its readings, joined with what is due."""

    def __init__(self, connection: Connection, fetcher: Fetcher, due: Due, asked: Asked) -> None:
        self._connection, self._fetcher, self._due = connection, fetcher, due
        self._asked = asked

    def lines(self, clauses: int) -> Lines:
        """One line a clause and occurrence."""
        rows, asked = self._fetcher.rows, self._asked
        counted = expression.counted(rows, self._due, asked.now.end, asked.as_of)
        return Lines.of(self._connection.asked(counted), clauses)

    def left_to_python(self, board: Board) -> dict[tuple[int, int], list[Reading]]:
        """The readings of the occurrences that are ``left``."""
        return self._of_occurrences(board, board.left())

    def few(self, board: Board) -> dict[tuple[int, int], list[Reading]]:
        """The readings of occurrences that have few, for explanations; at most `MOST_SHOWN` in all."""
        return self._of_occurrences(board, list(board.lines.few(FEW, MOST_SHOWN)))

    def _of_occurrences(self, board: Board, wanted: list[tuple[int, int]]) -> dict[tuple[int, int], list[Reading]]:
        import pyarrow as pa

        if not wanted:
            return {}
        columns = zip(("w_clause", "w_occurrence"), zip(*wanted, strict=True), strict=True)
        table = pa.table({name: pa.array(numbers, pa.int64()) for name, numbers in columns})
        listed = self._connection.uploaded("svcgraph_wanted", table)
        rows = self._standing(board.planned[number].clause.indicator for number, _ in wanted).inner_join(
            listed, [("clause", "w_clause"), ("occurrence", "w_occurrence")]
        )
        found: dict[tuple[int, int], list[Reading]] = {}
        for reading, _, (clause, occurrence) in self._fetcher.readings(rows, "clause", "occurrence"):
            if reading is not None:
                found.setdefault((int(clause), int(occurrence)), []).append(reading)
        return found

    def unplaced(self, board: Board) -> dict[int, list[Reading]]:
        """The readings for which nothing is due, by clause; at most `MOST_TOLD`."""
        found: dict[int, list[Reading]] = {}
        if board.lines.lost:
            rows = self._standing(board.planned[number].clause.indicator for number in board.lines.lost)
            without = rows["clause"].notnull() & rows["schedule"].notnull() & rows["occurrence"].isnull()
            for reading, _, (clause,) in self._fetcher.readings(rows.filter(without).limit(MOST_TOLD), "clause"):
                if reading is not None:
                    found.setdefault(int(clause), []).append(reading)
        return found

    def _standing(self, indicators: Iterable[str]) -> ir.Table:
        """The placed readings of ``indicators``, but for those that others replace."""
        rows, asked = self._fetcher.rows, self._asked
        wanted = sorted(set(indicators))
        if len(wanted) <= MOST_TOLD:
            rows = rows.filter(rows["indicator"].isin(wanted))
        standing = expression.standing(rows, self._due, asked.now.end, asked.as_of)
        placed = expression.placed(standing, self._due)
        return placed.filter(placed["gone"].isnull() & ~placed["bad"])
