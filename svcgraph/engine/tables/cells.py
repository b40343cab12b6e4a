"""What came back of one occurrence, and the outcome that it makes: by the same functions as Python's own engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, NamedTuple

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.python import Matching
from svcgraph.engine.tables.schedules import Nature
from svcgraph.errors import Place

if TYPE_CHECKING:
    import pyarrow as pa


class Cell(NamedTuple):
    """One line of `svcgraph.engine.tables.expression.counted`, its columns by their names."""

    clause: int | None
    occurrence: int | None
    gone: int | None
    rows: int
    odd: int
    excused: int
    said: int
    own: int
    yes: int
    no: int
    undelivered: int
    deliveries: int
    values: int
    shares: int
    twice: int
    k: int | None
    n: int | None
    case_k: int
    case_n: int
    delivered: int | None
    total: Decimal | None
    least: Decimal | None
    most: Decimal | None
    lower_half: Decimal | None
    upper_half: Decimal | None
    lower_95: Decimal | None
    upper_95: Decimal | None
    latest: Decimal | None


def cells_of(table: pa.Table) -> Iterator[Cell]:
    """The lines of a result; sums of whole numbers are decimals in some engines."""
    whole = (_whole(table.column(name)) for name in Cell._fields[:20])
    exact = (_values(table.column(name)) for name in Cell._fields[20:])
    return map(Cell._make, zip(*whole, *exact, strict=True))


def _whole(column: pa.ChunkedArray) -> list[int | None]:
    from pyarrow import types

    values = _values(column)
    if types.is_integer(column.type):
        return values
    return [None if value is None else int(value) for value in values]


def _values(column: pa.ChunkedArray) -> list[Any]:
    return [None] * len(column) if column.null_count == len(column) else column.to_pylist()


def outcome(cell: Cell, blank: Outcome, matching: Matching, nature: Nature) -> Outcome:
    """What the readings of one occurrence make of it; only for one that counts as its nature (`lines.counts_as`)."""
    if cell.excused:
        blank = replace(blank, excused=True)
    if not cell.said:
        return blank
    if matching.cases:
        k, n = (cell.k or 0) + cell.case_k, (cell.n or 0) + cell.case_n
        return matching.shared(blank, k, n, noted=cell.shares > 0)
    if nature is Nature.DEADLINE:
        timed = cell.delivered is not None
        return matching.timed(blank, cell.delivered or 0) if timed else matching.delivery(blank, _reading(cell))
    if nature is Nature.YES_NO:
        return matching.answered(blank, _reading(cell))
    return matching.measured(blank, aggregated(cell, matching.term.aggregate))


def aggregated(cell: Cell, how: str) -> Fraction:
    """The value that `svcgraph.engine.aggregate.aggregate` makes of the same values, exactly."""
    if how == "mean":
        return _exact(cell.total) / cell.values
    if how == "median":
        return (_exact(cell.lower_half) + _exact(cell.upper_half)) / 2
    if how == "p95":
        at = Fraction(95, 100) * (cell.values - 1)
        low = _exact(cell.lower_95)
        return low + (_exact(cell.upper_95) - low) * (at - floor(at))
    found = {"last": cell.latest, "sum": cell.total, "min": cell.least, "max": cell.most}
    return _exact(found[how])


def _exact(value: Decimal | None) -> Fraction:
    return Fraction(value) if value is not None else Fraction(0)


def _reading(cell: Cell) -> Reading:
    """The one reading of an occurrence, where it is yes, no or not delivered."""
    answer = None if cell.undelivered else cell.yes > 0
    return Reading(indicator="", answer=answer, not_delivered=cell.undelivered > 0, place=Place(file=""))
