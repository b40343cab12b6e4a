"""Where handovers of large logs are counted: DuckDB in this process, or Spark; the engines of readings.

An engine holds the log as a table: case, activity, lifecycle and every service column as text, time as microseconds (of
UTC, or by the clock on the wall), place as the number of the event in the file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcgraph.domain.event_log import MISSING, NO_TIME, EventLog, Values
from svcgraph.engine.tables import connections
from svcgraph.engine.tables.connections import DUCKDB, missing
from svcgraph.intake.log.parquet import Opened

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

PYTHON = "python"
DOUBLE, BACK = '"', "`"  # marks around a name


class _DuckDB(connections.DuckDB):
    """DuckDB with a log in it. Moments without a zone are counted by the clock on the wall."""

    def in_place(self, log: Opened) -> ir.Table:
        path = Path(log.file).resolve().as_posix().replace("'", "''")
        columns = [f"{_quoted(name, DOUBLE)}::varchar as {_quoted(key, DOUBLE)}" for key, name in _texts(log)]
        time = f"epoch_us({_quoted(log.time, DOUBLE)}) as time"
        selected = f"select file_row_number as place, {', '.join((time, *columns))}"
        self._ibis.con.execute(
            f"create temporary view raw as {selected} from read_parquet('{path}', file_row_number = true)"
        )
        return self._ibis.table("raw")

    def kept(self, expression: ir.Table) -> ir.Table:
        return self._ibis.create_table("moves", expression, temp=True)


class _Spark(connections.Spark):
    """Spark with a log in it; its sessions are in UTC."""

    def in_place(self, log: Opened) -> ir.Table:
        path = _quoted(Path(log.file).resolve().as_posix(), BACK)
        columns = [f"cast({_quoted(name, BACK)} as string) as {_quoted(key, BACK)}" for key, name in _texts(log)]
        time = f"unix_micros(cast({_quoted(log.time, BACK)} as timestamp)) as time"
        selected = f"select _metadata.row_index as place, {', '.join((time, *columns))} from parquet.{path}"
        self._session.sql(selected).createOrReplaceTempView("raw")
        return self._ibis.table("raw")

    def kept(self, expression: ir.Table) -> ir.Table:
        self._session.sql(self._ibis.compile(expression)).cache().createOrReplaceTempView("moves")
        return self._ibis.table("moves")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A connection with the log in it, as ``raw``."""

    connection: _DuckDB | _Spark
    raw: ir.Table

    def rows(self, asked: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return list(self.connection.asked(asked).to_pylist())

    def number(self, asked: ir.IntegerScalar) -> int:
        """One whole number."""
        return int(self.rows(asked.name("number").as_table())[0]["number"])

    def kept(self, expression: ir.Table) -> ir.Table:
        """The expression worked out once, as a table of the session that is asked several times."""
        return self.connection.kept(expression)


@contextmanager
def opened(engine: str, log: EventLog | Opened) -> Iterator[Engine]:
    """``log`` in ``engine``. Raises `UsageError` when that is not installed, `SvcgraphError` when it does not start."""
    with tempfile.TemporaryDirectory(prefix="svcgraph-") as folder:
        try:
            connection = (_DuckDB if engine == DUCKDB else _Spark)(Path(folder))
        except ImportError as error:
            raise missing(engine, error) from error
        try:
            raw = connection.uploaded("raw", _arrow(log)) if isinstance(log, EventLog) else connection.in_place(log)
            yield Engine(connection=connection, raw=raw)
        finally:
            connection.close()


def _quoted(name: str, mark: str) -> str:
    """A name in the engine's own marks."""
    return mark + name.replace(mark, mark * 2) + mark


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
