"""What an engine counted, as columns: those placed in the order of clauses and occurrences, and what to look into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from svcgraph.engine.tables.cells import Cell, cells_of
from svcgraph.engine.tables.schedules import Nature

if TYPE_CHECKING:
    import pyarrow as pa

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE = -1  # where a number is missing: none of ours is negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of `svcgraph.engine.tables.expression.counted`.

    ``table`` are those of an occurrence, the line ``starts[n]`` being the first of clause n; ``odd`` counts rows with
    faults; ``gone`` are the replaced readings that were found; ``lost`` the clauses with readings that nothing is due
    for; ``shared`` those with a reading that is k of n.
    """

    table: pa.Table
    clause: Whole
    occurrence: Whole
    starts: Whole
    odd: int
    gone: frozenset[int]
    lost: frozenset[int]
    shared: frozenset[int]

    @classmethod
    def of(cls, table: pa.Table, clauses: int) -> Lines:
        """Sorted out."""
        clause, occurrence, gone = (whole(table, name) for name in ("clause", "occurrence", "gone"))
        stands = (clause != NONE) & (gone == NONE)
        placed = np.flatnonzero(stands & (occurrence != NONE))
        order = placed[np.lexsort((occurrence[placed], clause[placed]))]
        return cls(
            table=table.take(order),
            clause=clause[order],
            occurrence=occurrence[order],
            starts=np.searchsorted(clause[order], np.arange(clauses + 1)),
            odd=int(whole(table, "odd", 0).sum()),
            gone=frozenset(gone[gone != NONE].tolist()),
            lost=frozenset(clause[stands & (occurrence == NONE)].tolist()),
            shared=frozenset(clause[stands & (whole(table, "shares", 0) > 0)].tolist()),
        )

    def number(self, name: str) -> Whole:
        """A column of whole numbers; 0 where there is none."""
        return whole(self.table, name, 0)

    def cells(self, clause: int) -> dict[int, Cell]:
        """The lines of a clause by their occurrence."""
        start, end = self.starts[clause], self.starts[clause + 1]
        return {cell.occurrence or 0: cell for cell in cells_of(self.table.slice(start, end - start))}

    def chosen(self, flags: Flags) -> Iterator[tuple[int, Cell]]:
        """The lines that ``flags`` choose, with their numbers."""
        at = np.flatnonzero(flags)
        return zip(at.tolist(), cells_of(self.table.take(at)), strict=True)

    def places(self, flags: Flags) -> list[tuple[int, int]]:
        """Clause and occurrence of the lines that ``flags`` choose."""
        return list(zip(self.clause[flags].tolist(), self.occurrence[flags].tolist(), strict=True))

    def few(self, most: int, room: int) -> Iterator[tuple[int, int]]:
        """Clause and occurrence of at most ``most`` readings, last occurrences first; ``room`` readings in all."""
        rows = self.number("rows")
        at = np.flatnonzero((rows > 0) & (rows <= most))
        at = at[np.lexsort((self.clause[at], -self.occurrence[at]))]
        at = at[: int(np.searchsorted(np.cumsum(rows[at]), room, side="right"))]
        return zip(self.clause[at].tolist(), self.occurrence[at].tolist(), strict=True)


def counts_as(lines: Lines, natures: tuple[Nature, ...], cases: tuple[bool, ...]) -> Flags:
    """Whether the readings are of one mind, and of the kind that is asked for; others are Python's to tell."""
    own, answers = lines.number("own"), lines.number("yes") + lines.number("no")
    deadline = np.array([one is Nature.DEADLINE for one in natures], np.bool_)[lines.clause]
    yes_no = np.array([one is Nature.YES_NO for one in natures], np.bool_)[lines.clause]
    wanted = np.where(np.array(cases, np.bool_)[lines.clause], lines.number("shares"), lines.number("values"))
    wanted = np.where(deadline, lines.number("undelivered") + answers + lines.number("deliveries"), wanted)
    wanted = np.where(yes_no, answers, wanted)
    alone = np.where(deadline | yes_no, own <= 1, lines.number("twice") == 0)
    found: Flags = (own == wanted) & alone
    return found


def whole(table: pa.Table, name: str, none: int = NONE) -> Whole:
    """A column of whole numbers, decimals in some engines."""
    from pyarrow import compute, int64

    found: Whole = compute.fill_null(compute.cast(table.column(name), int64()), none).to_numpy()
    return found
