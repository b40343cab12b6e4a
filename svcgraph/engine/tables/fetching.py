"""Rows of an engine brought back as readings: what explanations, findings and Python's own counts need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.tables.connections import Connection
from svcgraph.engine.tables.rows import MEMORY, TEXTS
from svcgraph.errors import Fault, Place

if TYPE_CHECKING:
    import ibis.expr.types as ir

CELLS = ("value", "answer", "not_delivered", "k", "n", "delivered_at", "requested_at", "recorded_at")

RowReader = Callable[[dict[str, object], Place], tuple[Reading | None, tuple[Fault, ...]]]
Fetched = tuple[Reading | None, tuple[Fault, ...], tuple[Any, ...]]
PlaceOf = Callable[[int, str | None, int | None, str | None], Place]


@dataclass(slots=True)
class Fetcher:
    """Brings rows back as readings, each read as `svcgraph.store.readings` reads it.

    ``place_of`` is given a row's origin, file, line and key; ``memory`` are the readings of origin `MEMORY`.
    """

    connection: Connection
    rows: ir.Table
    memory: tuple[Reading, ...]
    read: RowReader
    place_of: PlaceOf
    fetched: int = field(default=0)

    def readings(self, rows: ir.Table, *extra: str) -> Iterator[Fetched]:
        """The readings of ``rows`` with the faults of each, and its ``extra`` columns."""
        names = ("origin", "line", "key", "file", "first", "last", "words", "unfit", *TEXTS, *CELLS)
        found = self.connection.asked(rows.select(*names, *extra))
        columns = {name: found.column(name).to_pylist() for name in (*names, *extra)}
        self.fetched += found.num_rows
        for at in range(found.num_rows):
            row = {name: column[at] for name, column in columns.items()}
            reading, faults = self._reading(row)
            yield reading, faults, tuple(row[name] for name in extra)

    def _reading(self, row: dict[str, Any]) -> tuple[Reading | None, tuple[Fault, ...]]:
        if row["origin"] == MEMORY:
            return self.memory[row["line"]], ()
        place = self.place_of(row["origin"], row["file"], row["line"], row["key"])
        return self.read(dict(_cells(row)), place)


def _cells(row: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """A row as the cells of a table, under the keys of `svcgraph.store.readings.row`."""
    for name in (*TEXTS, *CELLS):
        value = row[name]
        if (value is not None and value is not False) or (name == "answer" and value is False):
            yield name, value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
    if row["unfit"]:
        yield "value", "≥ 10¹²"
    if row["words"] is not None:
        yield "span", row["words"]
    elif row["first"] is not None:
        yield "span", f"{row['first']}..{row['last']}"
