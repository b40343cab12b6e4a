"""The one expression asked, and what is fetched by the same joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.ledger import Asked
from svcgraph.engine.tables import expression
from svcgraph.engine.tables.cells import Cell, cells_of
from svcgraph.engine.tables.connections import Connection
from svcgraph.engine.tables.expression import Due
from svcgraph.engine.tables.fetching import Fetcher
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
    cells: tuple[dict[int, Cell], ...]

    @classmethod
    def of(cls, planned: tuple[Planned, ...], cells: tuple[Cell, ...]) -> Board:
        """Sorted by clause. "At least 98 %" counts cases as soon as one reading is k of n."""
        shared = {cell.clause for cell in cells if cell.shares and cell.gone is None}
        sorted_out: tuple[dict[int, Cell], ...] = tuple({} for _ in planned)
        for cell in cells:
            if cell.clause is not None and cell.occurrence is not None and cell.gone is None:
                sorted_out[cell.clause][cell.occurrence] = cell
        cases = tuple(_cases(one, shares=number in shared) for number, one in enumerate(planned))
        numbers = {(one.clause.contract, one.clause.criterion): number for number, one in enumerate(planned)}
        return cls(planned=planned, numbers=numbers, cases=cases, cells=sorted_out)

    @property
    def by_python(self) -> Iterator[str]:
        """The indicators that the engine does not count."""
        return (one.clause.indicator for one in self.planned if one.schedule is None)

    @property
    def few(self) -> Iterator[tuple[int, int]]:
        """Clause and occurrence of few readings each, of the last occurrences first."""
        found = (
            (number, at, cell.rows)
            for number, cells in enumerate(self.cells)
            for at, cell in cells.items()
            if 0 < cell.rows <= FEW
        )
        room = MOST_SHOWN
        for number, at, rows in sorted(found, key=lambda one: (-one[1], one[0])):
            room -= rows
            if room < 0:
                return
            yield number, at

    @property
    def left(self) -> Iterator[tuple[int, int]]:
        """Clause and occurrence of the readings that contradict each other, or are not of the kind asked for."""
        for number, (one, cells) in enumerate(zip(self.planned, self.cells, strict=True)):
            if one.schedule is not None:
                nature, cases = one.schedule.nature, self.cases[number]
                yield from ((number, at) for at, cell in cells.items() if not cell.counts_as(nature, cases=cases))


def _cases(planned: Planned, *, shares: bool) -> bool:
    nature = planned.schedule.nature if planned.schedule else Nature.NOTHING
    return nature in (Nature.SHARE, Nature.LEAD_TIME) or (nature is Nature.PERCENT and shares)


class Counter:
    """One connection with its readings, joined with what is due."""

    def __init__(self, connection: Connection, fetcher: Fetcher, due: Due, asked: Asked) -> None:
        self._connection, self._fetcher, self._due = connection, fetcher, due
        self._asked = asked

    def cells(self) -> tuple[Cell, ...]:
        """One line a clause and occurrence."""
        rows, asked = self._fetcher.rows, self._asked
        counted = expression.counted(rows, self._due, asked.now.end, asked.as_of)
        return tuple(cells_of(self._connection.asked(counted)))

    def left_to_python(self, board: Board) -> dict[tuple[int, int], list[Reading]]:
        """The readings of the occurrences that are ``left``."""
        return self._of_occurrences(board, list(board.left))

    def few(self, board: Board) -> dict[tuple[int, int], list[Reading]]:
        """The readings of occurrences that have few, for explanations; at most `MOST_SHOWN` in all."""
        return self._of_occurrences(board, list(board.few))

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

    def unplaced(self, planned: tuple[Planned, ...], cells: tuple[Cell, ...]) -> dict[int, list[Reading]]:
        """The readings for which nothing is due, by clause; at most `MOST_TOLD`."""
        found: dict[int, list[Reading]] = {}
        if any(cell.clause is not None and cell.occurrence is None and cell.gone is None for cell in cells):
            lost = {cell.clause for cell in cells if cell.occurrence is None and cell.gone is None}
            rows = self._standing(planned[number].clause.indicator for number in lost if number is not None)
            without = rows["clause"].notnull() & rows["schedule"].notnull() & rows["occurrence"].isnull()
            for reading, _, (clause,) in self._fetcher.readings(rows.filter(without).limit(MOST_TOLD), "clause"):
                if reading is not None:
                    found.setdefault(int(clause), []).append(reading)
        return found

    def found(self, replaced: tuple[tuple[int, str], ...], cells: tuple[Cell, ...]) -> frozenset[tuple[int, str]]:
        """Of the ids that corrections replace, those that a reading of their clause has."""
        return frozenset(replaced[cell.gone] for cell in cells if cell.gone is not None)

    def _standing(self, indicators: Iterable[str]) -> ir.Table:
        """The placed readings of ``indicators``, but for those that others replace."""
        rows, asked = self._fetcher.rows, self._asked
        wanted = sorted(set(indicators))
        if len(wanted) <= MOST_TOLD:
            rows = rows.filter(rows["indicator"].isin(wanted))
        standing = expression.standing(rows, self._due, asked.now.end, asked.as_of)
        placed = expression.placed(standing, self._due)
        return placed.filter(placed["gone"].isnull() & ~placed["bad"])
