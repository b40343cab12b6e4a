"""Tables and queries of SQL databases, row by row: SQLite by Python's own, PostgreSQL by psycopg, others by Ibis.

Nothing is ever written: connections are opened for reading only where the database knows that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from svcgraph.domain.attainment.source import Source
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.store.readings.addresses import connection_url, place_of, shown
from svcgraph.store.readings.tables import Table
from svcgraph.store.readings.typed import typed_cell

BATCH = 10_000  # rows in memory at once
SECONDS = 30  # to connect

Row = tuple[Any, ...]


def table_at(root: Path, source: Source) -> Table:
    """The rows of the source. Raises Unreadable when it cannot be reached, or what reads it is not installed."""
    url = connection_url(source)
    try:
        headings, rows = _opened(root, source, url)
    except ImportError as error:
        said = mark("{url} wants more than is installed: pip install svcgraph[{extra}].")
        extra = "postgres" if source.is_postgres else "engine"
        raise Unreadable(_fault("extra-not-installed", source, said, url=shown(source), extra=extra)) from error
    where = shown(source)
    return Table(headings=headings, rows=_cells(headings, rows, source, where), place=Place(file=where))


def _opened(root: Path, source: Source, url: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    if source.scheme == "sqlite":
        return _sqlite(root, source, url)
    return _postgres(source, url) if source.is_postgres else _by_ibis(source, url)


def _cells(
    headings: tuple[str, ...], rows: Iterable[Row], source: Source, where: str
) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Rows are named by their key, without one by their number."""
    key = headings.index(source.key) if source.key in headings else None
    for number, row in enumerate(rows, start=1):
        cells = tuple(map(typed_cell, row))
        named = Place(file=where, line=number) if key is None else Place(file=where, element=cells[key])
        yield named, cells


def select(source: Source, quote: str = '"') -> str:
    """The source as one SELECT; the rows of a table in the order of its key."""
    if source.query:
        return source.query.strip().rstrip(";")
    names = ".".join(quote + part.replace(quote, quote * 2) + quote for part in source.table.split("."))
    order = f" ORDER BY {quote}{source.key.replace(quote, quote * 2)}{quote}" if source.key else ""
    return f"SELECT * FROM {names}{order}"


def _sqlite(root: Path, source: Source, url: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """``sqlite:///folder/file.db`` is below the workspace, ``sqlite:////folder/file.db`` anywhere."""
    import sqlite3

    path = (root / url.partition("://")[2].removeprefix("/")).resolve()
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        cursor = connection.execute(select(source))
    except sqlite3.Error as error:
        raise _refused(source, error) from error
    return tuple(column[0] for column in cursor.description), _checked(cursor, source, sqlite3.Error)


def _postgres(source: Source, url: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """By a server-side cursor, in a transaction that only reads."""
    import psycopg

    try:
        connection = psycopg.connect(url, connect_timeout=SECONDS, options="-c TimeZone=UTC")
        connection.read_only = True
        cursor = connection.cursor(name="svcgraph")
        cursor.itersize = BATCH
        cursor.execute(select(source).encode())
    except psycopg.Error as error:
        raise _refused(source, error) from error
    headings = tuple(column.name for column in cursor.description or ())
    return headings, _checked(cursor, source, psycopg.Error)


def _by_ibis(source: Source, url: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    import ibis
    from ibis.common.exceptions import IbisError

    try:
        connection = ibis.connect(url)
        table = connection.sql(source.query) if source.query else connection.table(source.table)
        ordered = table.order_by(source.key) if source.key else table
        batches = ordered.to_pyarrow_batches(chunk_size=BATCH)
    except (IbisError, ValueError, AttributeError) as error:
        raise _refused(source, error) from error
    rows = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
    return tuple(table.columns), rows


def _checked(rows: Iterable[Row], source: Source, kind: type[Exception]) -> Iterator[Row]:
    """``rows``; one that the database refuses on the way ends the source, and is said."""
    try:
        yield from rows
    except kind as error:
        raise _refused(source, error) from error


def _refused(source: Source, error: Exception) -> Unreadable:
    said = mark("The readings at {url} cannot be read: {problem}")
    return Unreadable(_fault("source-not-read", source, said, url=shown(source), problem=_told(error)))


def _told(error: Exception) -> str:
    """The first line of what the driver says; drivers name the host and user, never the password."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def _fault(code: str, source: Source, message: str, **parameters: str) -> Fault:
    return Fault(code=code, place=place_of(source), message=message, parameters=tuple(parameters.items()))
