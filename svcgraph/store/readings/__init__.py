"""Readings: what stands in `processes/readings/`, and in the sources that `svcgraph.yaml` names.

Every faulty line is told with file and line (a table's row with its key) and left out; the others are read.
An unknown column is said. What an engine reads itself (`svcgraph.engine`) is not read here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Grid
from svcgraph.intake.delimited import BYTES, read_csv
from svcgraph.intake.workbook import read_workbook
from svcgraph.store.readings.names import with_names
from svcgraph.store.readings.tables import Readings, Table, of_grid, read_table, together
from svcgraph.store.root import is_hidden

FOLDER = "processes/readings"
CSV = ".csv"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
PARQUET = ".parquet"

__all__ = ["FOLDER", "Readings", "in_folder", "load_readings", "parse_readings", "read_sources"]


def load_readings(root: Path, timezone: str) -> Readings:
    """The readings that lie in the workspace's own folder; an absent one holds none. Never raises for a bad file.

    Moments without an offset are in ``timezone``, the workspace's.
    """
    return read_sources(root, timezone, in_folder(root))


def in_folder(root: Path) -> tuple[Source, ...]:
    """The files of `processes/readings/`, by name."""
    folder = root / FOLDER
    paths = sorted(folder.glob("*"), key=lambda path: path.name) if folder.is_dir() else []
    return tuple(Source(file=f"{FOLDER}/{path.name}") for path in paths if path.is_file() and not is_hidden(path.name))


def read_sources(root: Path, timezone: str, sources: Iterable[Source]) -> Readings:
    """The readings of ``sources`` in their order; a source that cannot be read is a fault, and loses no other."""
    calendar = WorkCalendar(timezone=timezone)
    read = together(_read(root, source, calendar) for source in sources)
    return replace(read, readings=with_names(read.readings))


def parse_readings(data: bytes, file: str, timezone: str) -> Readings:
    """The readings in the bytes of one CSV file; ``file`` is its path as people see it. Never raises."""
    return _of_bytes(data, Source(file=file), WorkCalendar(timezone=timezone))


def _read(root: Path, source: Source, calendar: WorkCalendar) -> Readings:
    try:
        tables = _tables(root, source)
        return together(read_table(table, source, calendar) for table in tables)
    except Unreadable as error:
        return Readings(faults=error.faults)


def _tables(root: Path, source: Source) -> tuple[Table, ...]:
    """Raises Unreadable for what is no table, or cannot be reached."""
    if source.url:
        from svcgraph.store.readings.databases import table_at

        return (table_at(root, source),)
    suffix = Path(source.file).suffix.lower()
    if suffix == PARQUET:
        from svcgraph.store.readings.parquet import tables_in

        return tables_in(root, source)
    if suffix != CSV and suffix not in WORKBOOKS:
        said = mark("Not read: readings are files whose name ends in {endings}.")
        endings = ", ".join((CSV, *WORKBOOKS, PARQUET))
        place = Place(file=source.file)
        raise Unreadable(_fault("not-readings", place, said, Severity.NOTE, endings=endings))
    return of_grid(_grid(_bytes(root, source), source), source)


def _of_bytes(data: bytes, source: Source, calendar: WorkCalendar) -> Readings:
    try:
        return together(read_table(table, source, calendar) for table in of_grid(_grid(data, source), source))
    except Unreadable as error:
        return Readings(faults=error.faults)


def _grid(data: bytes, source: Source) -> Grid:
    is_book = Path(source.file).suffix.lower() in WORKBOOKS
    return read_workbook(data, source.file) if is_book else read_csv(data, source.file)


def _bytes(root: Path, source: Source) -> bytes:
    try:
        with (root / source.file).open("rb") as file:
            return file.read(BYTES + 1)
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        raise Unreadable(_fault("unreadable", Place(file=source.file), said, problem=error.strerror or "")) from error


def _fault(
    code: str, place: Place, message: str, severity: Severity = Severity.ERROR, /, **parameters: object
) -> Fault:
    told = FaultList()
    told.add(code, place, message, severity=severity, **parameters)
    return told.faults[0]
