"""Which readings are read one by one, which are left to the engine that the workspace names, and that engine opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.engine.ledger import Ledger, PythonLedger
from svcgraph.errors import Fault, FaultList, Place, Severity, UsageError
from svcgraph.i18n import mark
from svcgraph.store.readings import Readings, read_sources
from svcgraph.store.readings.addresses import connection_url, shown
from svcgraph.store.readings.databases import select
from svcgraph.store.readings.parquet import files_of
from svcgraph.store.readings.row import read_cells
from svcgraph.store.readings.tables import named_columns
from svcgraph.store.readings.typed import typed_cell
from svcgraph.store.readings.values import span
from svcgraph.store.root import FILE
from svcgraph.store.settings import PYTHON, Settings

MANY = 200_000  # readings from which on another engine is proposed
POSTGRES = "postgres"


def divided(settings: Settings, sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The sources that are read one by one, and those that the engine counts where they are.

    DuckDB and Spark read Parquet files themselves; PostgreSQL counts in the first database that is named. Raises
    `UsageError` when none is.
    """
    known = tuple(sources)
    if settings.engine == PYTHON:
        return known, ()
    if settings.engine == POSTGRES:
        urls = [one.url for one in known if one.is_postgres]
        if not urls:
            said = mark("“engine: postgres” counts readings where they live: name their table under “readings”.")
            raise UsageError(said)
        theirs = tuple(one for one in known if one.url == urls[0])
    else:
        theirs = tuple(one for one in known if one.is_parquet)
    return tuple(one for one in known if one not in theirs), theirs


@contextmanager
def opened(
    root: Path, settings: Settings, sources: tuple[Source, ...], readings: tuple[Reading, ...]
) -> Iterator[tuple[Ledger, tuple[Fault, ...]]]:
    """The ledger of ``readings`` and of the engine's ``sources``, with what was to be told when it was opened.

    Raises `UsageError` for an engine that is not installed, `SvcgraphError` for one that does not answer.
    """
    if settings.engine == PYTHON:
        yield PythonLedger(readings), proposal(readings)
        return
    from svcgraph.engine.tables.opening import opened as opened_tables

    url = connection_url(sources[0]) if settings.engine == POSTGRES else ""
    with opened_tables(settings.engine, url, sources, readings, _reader(root, settings)) as found:
        yield found


def proposal(readings: tuple[Reading, ...]) -> tuple[Fault, ...]:
    """That another engine would be faster, where the readings are many."""
    if len(readings) < MANY:
        return ()
    told = FaultList()
    said = mark("{number} readings are counted one by one. “engine: duckdb” in svcgraph.yaml counts them faster.")
    told.add("many-readings", Place(file=FILE), said, severity=Severity.NOTE, number=len(readings))
    return tuple(told.faults)


def _reader(root: Path, settings: Settings):  # type: ignore[no-untyped-def]
    from svcgraph.engine.tables.opening import Reader

    calendar = WorkCalendar(timezone=settings.timezone)

    def row(cells: dict[str, object], place: Place) -> tuple[Reading | None, tuple[Fault, ...]]:
        return read_cells({key: typed_cell(value) for key, value in cells.items()}, place, calendar)

    def rows(source: Source) -> tuple[tuple[Reading, ...], tuple[Fault, ...]]:
        found: Readings = read_sources(root, settings.timezone, [source])
        return found.readings, found.faults

    return Reader(
        columns=named_columns,
        span=span,
        row=row,
        files=lambda source: files_of(root.resolve(), source.file),
        select=select,
        shown=lambda source: shown(source) if source.url else source.file,
        rows=rows,
        root=root.resolve(),
        calendar=calendar,
    )
