"""Where readings are counted: DuckDB in this process, PostgreSQL where they live, or Spark. All speak through Ibis.

A connection is opened for one run and closes with it; nothing is written but tables that vanish with it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

DUCKDB, POSTGRES, SPARK = "duckdb", "postgres", "spark"
EXTRAS = {DUCKDB: "engine", POSTGRES: "postgres", SPARK: "spark"}
PARTITIONS = 16  # Spark would take 200, which small machines are slow at


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Parquet files of one shape as one table, with the number of each row in its file (from 1) and the file's path.

    ``instants`` are the columns whose moments are UTC already; other moments are by the clock on the wall.
    """

    table: ir.Table
    line: ir.Value
    file: ir.Value
    instants: frozenset[str]


class SourceNotRead(Exception):
    """What a database says of a source that it cannot read."""

    def __init__(self, error: Exception) -> None:
        super().__init__((str(error).strip().splitlines() or [type(error).__name__])[0][:200])


class Connection(Protocol):
    """One database that counts."""

    def uploaded(self, name: str, table: pa.Table) -> ir.Table:
        """``table`` as one that can be joined, under a name of its own."""

    def asked(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""

    def selected(self, sql: str) -> ir.Table:
        """The rows of one SELECT in the database's own words. Raises `SourceNotRead`."""

    def parquet(self, paths: list[Path]) -> Files:
        """Files as one table. Raises `SourceNotRead`."""


def missing(engine: str, error: ImportError) -> UsageError:
    """What to install."""
    said = mark("“engine: {engine}” wants more than is installed: pip install svcgraph[{extra}].")
    told = UsageError(said, engine=engine, extra=EXTRAS[engine])
    told.__cause__ = error
    return told


class DuckDB:
    """DuckDB, in memory; what does not fit goes to a folder that is deleted afterwards."""

    def __init__(self, folder: Path) -> None:
        import duckdb
        import ibis

        self.failures = duckdb.Error
        self._ibis = ibis.duckdb.connect(temp_directory=str(folder))
        self._ibis.raw_sql("SET TimeZone = 'UTC'")
        self._ibis.raw_sql("SET preserve_insertion_order = false")
        self._views = 0

    def uploaded(self, name: str, table: pa.Table) -> ir.Table:
        self._ibis.con.register(name, table)
        return self._ibis.table(name)

    def asked(self, expression: ir.Table) -> pa.Table:
        return self._ibis.to_pyarrow(expression)

    def selected(self, sql: str) -> ir.Table:
        return self._ibis.sql(sql)

    def parquet(self, paths: list[Path]) -> Files:
        import duckdb

        self._views += 1
        view = f"readings_in_files_{self._views}"
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        source = f"read_parquet([{listed}], file_row_number = true, filename = true)"
        try:
            columns = self._ibis.con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
            instants = sorted(name for name, kind, *_ in columns if kind.endswith("WITH TIME ZONE"))
            # the same microseconds without a zone: a cast would ask the calendar for each of them
            bare = ", ".join(f"make_timestamp(epoch_us({quoted(name)})) AS {quoted(name)}" for name in instants)
            chosen = f"SELECT * REPLACE ({bare})" if instants else "SELECT *"
            self._ibis.con.execute(f"CREATE TEMPORARY VIEW {view} AS {chosen} FROM {source}")
        except duckdb.Error as error:
            raise SourceNotRead(error) from error
        table = self._ibis.table(view)
        line, file = table["file_row_number"] + 1, table["filename"]
        return Files(table=table, line=line, file=file, instants=frozenset(instants))

    def close(self) -> None:
        self._ibis.disconnect()


class Postgres:
    """A PostgreSQL database that readings live in; what is joined with them are temporary tables of the session."""

    def __init__(self, url: str) -> None:
        import ibis
        import psycopg

        self.failures, self._views = psycopg.Error, 0
        try:
            self._ibis = ibis.connect(url)
            self._run("SET TIME ZONE 'UTC'")
        except psycopg.Error as error:
            said = mark("The database that counts the readings does not answer: {problem}")
            raise SvcgraphError(said, problem=str(error).strip().splitlines()[0][:200]) from error

    def _run(self, sql: str) -> None:
        with self._ibis.con.cursor() as cursor:
            cursor.execute(sql)

    def uploaded(self, name: str, table: pa.Table) -> ir.Table:
        columns = ", ".join(f'"{field.name}" {_postgres_type(field.type)}' for field in table.schema)
        with self._ibis.con.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')
            cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({columns})')
            with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                    copy.write_row(row)
            cursor.execute(f'ANALYZE "{name}"')
        return self._ibis.table(name)

    def selected(self, sql: str) -> ir.Table:
        self._views += 1
        view = f"svcgraph_source_{self._views}"
        try:
            self._run(f"CREATE TEMPORARY VIEW {view} AS {sql}")
        except self.failures as error:
            raise SourceNotRead(error) from error
        return self._ibis.table(view)

    def asked(self, expression: ir.Table) -> pa.Table:
        import pyarrow as pa

        with self._ibis.con.cursor() as cursor:
            cursor.execute(self._ibis.compile(expression))
            rows = cursor.fetchall()
        columns = {name: [row[at] for row in rows] for at, name in enumerate(expression.columns)}
        return pa.table({name: pa.array(values) for name, values in columns.items()})

    def parquet(self, paths: list[Path]) -> Files:
        raise NotImplementedError(paths)  # they are read by Python, and uploaded

    def close(self) -> None:
        self._ibis.disconnect()


class Spark:
    """Spark as the machine has it set up, else in this process."""

    def __init__(self, folder: Path) -> None:
        import warnings

        import ibis
        from pyspark.errors import PySparkException

        self.failures = PySparkException
        with warnings.catch_warnings():  # Spark says of every pandas newer than itself that it may not fit
            warnings.simplefilter("ignore")
            self._session = _session(folder)
            self._ibis = ibis.pyspark.connect(self._session)
        self._folder = folder
        self._views = 0

    def uploaded(self, name: str, table: pa.Table) -> ir.Table:
        from pyarrow.parquet import write_table

        path = self._folder / f"{name}.parquet"
        write_table(table, path)
        self._session.read.parquet(str(path)).createOrReplaceTempView(name)
        return self._ibis.table(name)

    def asked(self, expression: ir.Table) -> pa.Table:
        import pyarrow as pa

        rows = self._session.sql(self._ibis.compile(expression)).collect()
        columns = {name: [_in_utc(row[at]) for row in rows] for at, name in enumerate(expression.columns)}
        return pa.table({name: pa.array(values) for name, values in columns.items()})

    def selected(self, sql: str) -> ir.Table:
        return self._ibis.sql(sql)

    def parquet(self, paths: list[Path]) -> Files:
        from pyspark.errors import PySparkException
        from pyspark.sql import functions

        try:
            frame = self._session.read.parquet(*map(str, paths))
        except PySparkException as error:
            raise SourceNotRead(error) from error
        placed = frame.select("*", "_metadata.row_index", functions.col("_metadata.file_path").alias("file_path"))
        self._views += 1
        view = f"readings_in_files_{self._views}"
        placed.createOrReplaceTempView(view)
        table = self._ibis.table(view)
        instants = frozenset(field.name for field in placed.schema if field.dataType.typeName() == "timestamp")
        return Files(table=table, line=table["row_index"] + 1, file=table["file_path"], instants=instants)

    def close(self) -> None:
        self._session.catalog.clearCache()


@contextmanager
def connected(engine: str, url: str = "") -> Iterator[Any]:
    """One connection. Raises `UsageError` when the engine is not installed, `SvcgraphError` when it does not start."""
    with tempfile.TemporaryDirectory(prefix="svcgraph-") as folder:
        try:
            made = Postgres(url) if engine == POSTGRES else (Spark if engine == SPARK else DuckDB)(Path(folder))
        except ImportError as error:
            raise missing(engine, error) from error
        try:
            yield made
        except made.failures as error:
            said = mark("The engine {engine} gave up: {problem}")
            raise SvcgraphError(said, engine=engine, problem=SourceNotRead(error)) from error
        finally:
            made.close()


def _session(folder: Path) -> Any:
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(PARTITIONS),
        "spark.sql.warehouse.dir": str(folder),
        "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    }
    builder = SparkSession.builder.appName("svcgraph")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkRuntimeError, OSError) as error:
        said = mark("Spark does not start ({why}): it wants a Java runtime.")
        raise SvcgraphError(said, why=" ".join(str(error).split())[:200]) from error
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.sparkContext.setLogLevel("ERROR")
    return session


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _in_utc(value: object) -> object:
    """Spark hands moments over by the clock of the machine."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _postgres_type(kind: pa.DataType) -> str:
    from pyarrow import types

    if types.is_decimal(kind):
        return f"numeric({kind.precision}, {kind.scale})"
    names = ((types.is_string, "text"), (types.is_boolean, "boolean"), (types.is_date, "date"))
    named = next((name for test, name in names if test(kind)), "")
    return named or ("timestamp" if types.is_timestamp(kind) else "bigint")
