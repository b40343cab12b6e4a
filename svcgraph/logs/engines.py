"""Where handovers of large logs are counted: DuckDB in this process, or Spark; both through Ibis.

An engine holds the log as the table ``raw``: case, activity, lifecycle and every service column as text, time as
microseconds (of UTC, or by the clock on the wall), place as the number of the event in the file.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcgraph.domain.event_log import MISSING, NO_TIME, EventLog, Values
from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark
from svcgraph.logs.parquet import Opened

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import SparkSession

PYTHON, DUCKDB, SPARK = "python", "duckdb", "spark"
ENGINES = (PYTHON, DUCKDB, SPARK)
PARTITIONS = 16  # Spark would take 200, which small machines are slow at
ROW = "file_row_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A connection with the log in it. ``rows`` asks; ``materialised`` keeps a table that is asked several times."""

    raw: ir.Table
    rows: Callable[[ir.Table], list[dict[str, Any]]]
    materialised: Callable[[ir.Table], ir.Table]
    close: Callable[[], object]

    def number(self, asked: ir.IntegerScalar) -> int:
        """One whole number."""
        return int(self.rows(asked.name("number").as_table())[0]["number"])


@contextmanager
def opened(engine: str, log: EventLog | Opened) -> Iterator[Engine]:
    """``log`` in ``engine``. Raises ``SvcgraphError`` when the engine is not installed or does not start."""
    with tempfile.TemporaryDirectory(prefix="svcgraph-") as folder:
        try:
            made = _duckdb(log, folder) if engine == DUCKDB else _quiet_spark(log, folder)
        except ImportError as error:
            said = mark("The engine {engine} is not installed: pip install 'svcgraph[{extra}]'")
            extra = "engine" if engine == DUCKDB else "spark"
            raise SvcgraphError(said, engine=engine, extra=extra) from error
        try:
            yield made
        finally:
            made.close()


def _duckdb(log: EventLog | Opened, folder: str) -> Engine:
    import ibis

    connection = ibis.duckdb.connect(temp_directory=folder)
    if isinstance(log, EventLog):
        connection.con.register("raw", _arrow(log))
        raw = connection.table("raw")
    else:
        table = connection.read_parquet(log.path.resolve().as_posix(), file_row_number=True)
        raw = table.select(
            place=table[ROW], time=_micros(table, log), **{key: table[name].cast("string") for key, name in _texts(log)}
        )

    def materialised(expression: ir.Table) -> ir.Table:
        return connection.create_table("moves", expression, temp=True)

    def rows(expression: ir.Table) -> list[dict[str, Any]]:
        return list(expression.to_pyarrow().to_pylist())

    return Engine(raw=raw, rows=rows, materialised=materialised, close=connection.disconnect)


def _micros(table: ir.Table, log: Opened) -> ir.Value:
    import ibis

    @ibis.udf.scalar.builtin(signature=(("timestamp",), "int64"))
    def epoch_us(moment):  # type: ignore[no-untyped-def]
        """DuckDB's own: of a moment with a zone in UTC, of one without by the clock on the wall."""

    time: ir.Value = epoch_us(table[log.columns.names[log.columns.time]])
    return time


def _quiet_spark(log: EventLog | Opened, folder: str) -> Engine:
    """Spark says of every pandas that is newer than itself that it may not fit; no pandas is used here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
        return _spark(log, folder)


def _spark(log: EventLog | Opened, folder: str) -> Engine:
    import ibis
    from pyspark.sql import functions

    session = _session(folder)
    path, names = _on_disk(log, folder)
    frame = session.read.parquet(path.as_posix()).withColumn("place", functions.monotonically_increasing_id())
    if isinstance(log, Opened):
        time = functions.unix_micros(frame[log.columns.names[log.columns.time]].cast("timestamp"))
        frame = frame.select(
            "place", time.alias("time"), *(frame[name].cast("string").alias(key) for key, name in names)
        )
    frame.createOrReplaceTempView("raw")
    connection = ibis.pyspark.connect(session)

    def materialised(expression: ir.Table) -> ir.Table:
        session.sql(connection.compile(expression)).cache().createOrReplaceTempView("moves")
        return connection.table("moves")

    def rows(expression: ir.Table) -> list[dict[str, Any]]:
        return [row.asDict() for row in session.sql(connection.compile(expression)).collect()]

    return Engine(raw=connection.table("raw"), rows=rows, materialised=materialised, close=session.catalog.clearCache)


def _session(folder: str) -> SparkSession:
    """Spark as the machine has it set up, else in this process. Raises ``SvcgraphError`` when it does not start."""
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    try:
        session = (
            SparkSession.builder.appName("svcgraph")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", str(PARTITIONS))
            .config("spark.sql.warehouse.dir", folder)
            .getOrCreate()
        )
    except (PySparkRuntimeError, OSError) as error:
        said = mark("Spark does not start ({why}): it wants a Java runtime.")
        raise SvcgraphError(said, why=" ".join(str(error).split())[:200]) from error
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.sparkContext.setLogLevel("ERROR")
    return session


def _on_disk(log: EventLog | Opened, folder: str) -> tuple[Path, list[tuple[str, str]]]:
    """The log as a Parquet file: its own, or one written for the engine."""
    if isinstance(log, Opened):
        return log.path.resolve(), _texts(log)
    import pyarrow.parquet as pq

    path = Path(folder) / "log.parquet"
    pq.write_table(_arrow(log).drop_columns(["place"]), path)
    return path, []


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
