"""Where handovers of large logs are counted: DuckDB in this process, or Spark; the engines of readings.

An engine holds the log as a table: case, activity, lifecycle and every service column as text, time as microseconds (of
UTC, or by the clock on the wall), place as the number of the event in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcgraph.domain.event_log import MISSING, NO_TIME, EventLog, Values
from svcgraph.engine.tables.connections import DUCKDB, SPARK, SourceNotRead, connected
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.logs.parquet import Opened

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

PYTHON = "python"
TIMESTAMP = "timestamp('UTC')"
MICROSECONDS = {DUCKDB: "epoch_us", SPARK: "unix_micros"}  # of a moment since 1970, as the engine calls it


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A connection with the log in it, as ``raw``."""

    connection: Any  # an `engine.tables.connections.DuckDB` or `Spark`
    raw: ir.Table

    def rows(self, asked: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return list(self.connection.asked(asked).to_pylist())

    def number(self, asked: ir.IntegerScalar) -> int:
        """One whole number."""
        return int(self.rows(asked.name("number").as_table())[0]["number"])

    def kept(self, expression: ir.Table) -> ir.Table:
        """The expression worked out once."""
        made: ir.Table = self.connection.kept("moves", expression)
        return made


@contextmanager
def opened(engine: str, log: EventLog | Opened) -> Iterator[Engine]:
    """``log`` in ``engine``. Raises `UsageError` when that is not installed, `SvcgraphError` when it does not start."""
    with connected(engine) as connection:
        if isinstance(log, EventLog):
            yield Engine(connection=connection, raw=connection.uploaded("raw", _arrow(log)))
        else:
            yield Engine(connection=connection, raw=_in_place(connection, log, MICROSECONDS[engine]))


def _in_place(connection: Any, log: Opened, microseconds: str) -> ir.Table:
    """The Parquet file where it is. Raises Unreadable when the engine cannot."""
    try:
        table, place, _ = connection.parquet([log.path.resolve()])
    except SourceNotRead as error:
        said = mark("The Parquet file cannot be read ({why}): export it anew.")
        parameters = (("why", str(error)),)
        fault = Fault(code="damaged", place=Place(file=log.path.as_posix()), message=said, parameters=parameters)
        raise Unreadable(fault) from error
    time = _microseconds(table[log.columns.names[log.columns.time]], microseconds)
    selected: ir.Table = table.select(
        place=place, time=time, **{key: table[name].cast("string") for key, name in _texts(log)}
    )
    return selected


def _microseconds(time: ir.Value, function: str) -> ir.Value:
    """Sessions are in UTC: a moment without a zone is taken by the clock on the wall."""
    import ibis

    @ibis.udf.scalar.builtin(name=function, signature=((TIMESTAMP,), "int64"))
    def since_1970(moment):  # type: ignore[no-untyped-def]
        """The engine's own."""

    counted: ir.Value = since_1970(time.cast(TIMESTAMP))
    return counted


def _texts(log: Opened) -> list[tuple[str, str]]:
    """The columns that are text, and what they are called in the file."""
    columns = log.columns
    found = [("case", columns.case), ("activity", columns.activity)]
    found += [(f"service{number}", place) for number, place in enumerate(columns.services)]
    found += [("lifecycle", columns.lifecycle)] if columns.lifecycle is not None else []
    return [(key, columns.names[place]) for key, place in found]


def _arrow(log: EventLog) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    times = np.frombuffer(log.times, dtype=np.int64)
    return pa.table(
        {
            "place": pa.array(np.arange(len(log), dtype=np.int64)),
            "time": pa.array(times, mask=times == NO_TIME),
            "case": _column(log.cases),
            "activity": _column(log.activities),
            "service0": _column(log.services),
        }
    )


def _column(values: Values) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    codes = np.frombuffer(values.codes, dtype=np.int32)
    encoded = pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=codes == MISSING), pa.array(values.names, type=pa.string())
    )
    return encoded.cast(pa.string())
