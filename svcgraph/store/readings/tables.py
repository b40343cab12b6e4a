"""Tables of readings, whatever they stand in: rows of cells with the place of each → readings and faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.errors import Fault, FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.cells import Grid, Sheet
from svcgraph.store.readings.addresses import shown
from svcgraph.store.readings.row import Row, columns_of, heading_of, named

MOST_FAULTS = 200  # of one table, listed one by one
_NO_INDICATOR = mark("There is no column “indicator” (indicateur) in the first line: nothing is read.")
MOST_ROWS = 5_000_000  # of one table that are read one by one; more than that is an engine's work


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings of a workspace in the order of files and lines, and every fault found."""

    readings: tuple[Reading, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``rows`` are cells as text with the place of each, in the order of ``headings``."""

    headings: tuple[str, ...]
    rows: Iterable[tuple[Place, tuple[str, ...]]]
    place: Place
    faults: tuple[Fault, ...] = ()


def together(parts: Iterable[Readings]) -> Readings:
    """One after the other."""
    known = tuple(parts)
    return Readings(
        readings=tuple(reading for part in known for reading in part.readings),
        faults=tuple(fault for part in known for fault in part.faults),
    )


def of_grid(grid: Grid, source: Source) -> tuple[Table, ...]:
    """The sheets of a file that hold readings. Of several, one without a column “indicator” is a note at most."""
    shown = [sheet for sheet in grid.sheets if sheet.visible and sheet.rows]
    told = FaultList(list(grid.faults))
    with_readings = [sheet for sheet in shown if source.indicator or _has_indicator(sheet, source)]
    for sheet in shown if with_readings else ():
        if sheet not in with_readings:
            said = mark("The sheet has no column “indicator” (indicateur): it is not read.")
            told.add("not-readings", Place(file=source.file, cell=sheet.name), said, severity=Severity.NOTE)
    tables = [_of_sheet(sheet, source.file) for sheet in with_readings or shown[:1]]
    told_with = Table(headings=(), rows=(), place=Place(file=source.file), faults=tuple(told.faults))
    return (*([told_with] if told.faults else []), *tables)


def read_table(table: Table, source: Source, calendar: WorkCalendar) -> Readings:
    """The readings of one table; of its faults the first `MOST_FAULTS`, and how many more there are."""
    faults = FaultList(list(table.faults))
    readings = tuple(_rows(table, source, calendar, faults)) if table.headings else ()
    if len(faults.faults) > MOST_FAULTS:
        left = len(faults.faults) - MOST_FAULTS
        del faults.faults[MOST_FAULTS:]
        place = Place(file=table.place.file)
        faults.add("more-faults", place, mark("… and {number} more lines with faults."), number=left)
    return Readings(readings=readings, faults=tuple(faults.faults))


def renamed(headings: Iterable[str], source: Source) -> tuple[str, ...]:
    """Their headings in our words, where the source says which is which; its key is no heading of ours."""
    ours = {theirs: heading_of(own) for own, theirs in source.columns}
    return tuple("" if one == source.key and one not in ours else ours.get(one, one) for one in headings)


def named_columns(headings: tuple[str, ...], source: Source) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """By our keys the headings of a table that an engine reads itself, and what is to be told of the others."""
    faults = FaultList()
    place = Place(file=source.file or shown(source))
    columns = columns_of(renamed(headings, source), place, faults)
    if "indicator" not in columns.values() and not source.indicator:
        faults.add("no-indicator-column", place, _NO_INDICATOR)
    return {key: headings[number] for number, key in columns.items()}, tuple(faults.faults)


def _rows(table: Table, source: Source, calendar: WorkCalendar, faults: FaultList) -> Iterator[Reading]:
    columns = columns_of(renamed(table.headings, source), table.place, faults)
    if "indicator" not in columns.values() and not source.indicator:
        faults.add("no-indicator-column", table.place, _NO_INDICATOR)
        return
    for number, (place, cells) in enumerate(table.rows):
        if number >= MOST_ROWS:
            said = mark("Only {most} rows are read one by one: set “engine: duckdb” in svcgraph.yaml.")
            faults.add("too-many-readings", place, said, most=MOST_ROWS)
            return
        if any(cell.strip() for cell in cells):
            filled = named(cells, columns)
            if source.indicator:
                filled["indicator"] = source.indicator
            reading = Row(filled, place, calendar, faults).read()
            if reading is not None:
                yield reading


def _has_indicator(sheet: Sheet, source: Source) -> bool:
    return "indicator" in columns_of(renamed(sheet.rows[0], source), Place(file=""), FaultList()).values()


def _of_sheet(sheet: Sheet, file: str) -> Table:
    def place(row: int) -> Place:
        return Place(file=file, line=sheet.line(row) or row + 1, cell=sheet.name)

    rows = ((place(number), cells) for number, cells in enumerate(sheet.rows[1:], start=1))
    return Table(headings=sheet.rows[0], rows=rows, place=place(0))
