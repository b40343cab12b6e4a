"""Tables of steps in CSV, Excel and OpenDocument files. What is read of them: `docs/tables.md`."""

from __future__ import annotations

from svcgraph.domain.names import clean
from svcgraph.errors import UNKNOWN_FORMAT, Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Grid, Sheet
from svcgraph.intake.grid import peek_sheets, read_grid
from svcgraph.intake.log.read import tells_events
from svcgraph.intake.workbook import is_workbook
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.draw import draw_table
from svcgraph.readers._table.find import About, Table, about, find_table, nearest_row, place
from svcgraph.vocabulary import TABLE

FORMAT = "table"
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
VERSION = 3

NEARLY = 2  # known headings in a row, from which on it is a table that lacks something
NO_STEP = mark(
    "This row heads a table ({known}), but no column names the step (Step, No): it is not read. “svcgraph import "
    "--table-template” writes an empty sheet."
)
NO_ACTOR = mark(
    "This row heads a table ({known}), but no column says who performs the step (Service, Actor) or which is the next "
    "one: it is not read. “svcgraph import --table-template” writes an empty sheet."
)
NO_WORK = mark(
    "This row heads a table of steps ({known}), but no column says what is done, needed or made (Activity, Input "
    "documents, Output documents): it is not read. “svcgraph import --table-template” writes an empty sheet."
)


def recognises(data: bytes, suffix: str) -> bool:
    """Whether a sheet holds a table that is understood; a workbook that cannot be opened is claimed, to say why."""
    try:
        return any(find_table(sheet, "") for sheet in peek_sheets(data)) and not tells_events(data)
    except Unreadable:
        return is_workbook(data) and suffix.lower() in SUFFIXES


def nearly(data: bytes, file: str) -> Fault | None:
    """What is lacking in a file that no reader knows, if it is almost a table of steps."""
    try:
        sheets = peek_sheets(data)
    except Unreadable:  # no table, then: another reader's, or nobody's
        return None
    best = max(((*nearest_row(sheet), sheet) for sheet in sheets), key=lambda one: len(one[1]), default=None)
    if best is None or len(best[1]) < NEARLY:
        return None
    row, keys, sheet = best
    said = NO_WORK if "function" in keys else NO_ACTOR
    known = ", ".join(clean(value) for value in sheet.rows[row] if TABLE.key(value))
    return Fault(
        code=UNKNOWN_FORMAT,
        place=place(file, sheet, row, 0),
        message=said if keys & {"id", "step"} else NO_STEP,
        parameters=(("known", known),),
        severity=Severity.NOTE,
    )


def read(data: bytes, file: str) -> Reading:
    """The map of the file's tables, a process each. Raises Unreadable when there is no table, or no file to open."""
    grid = read_grid(data, file)
    faults = FaultList(list(grid.faults))
    tables = [table for sheet in grid.sheets if sheet.visible and (table := find_table(sheet, file))]
    if not tables:
        said = mark(
            "No table of steps was found: a header row names at least the step, who performs it and what follows."
        )
        faults.add("no-table", Place(file=file), said)
        raise Unreadable(*faults.faults)
    builder = MapBuilder(file, FORMAT)
    cover = _cover(grid, tables, faults, file)
    steps = [draw_table(table, cover, builder, faults) for table in tables]
    if not any(steps):
        faults.add("no-steps", tables[0].place(tables[0].header), mark("The table has a header, but no steps."))
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _cover(grid: Grid, tables: list[Table], faults: FaultList, file: str) -> About | None:
    """What a sheet without a table says of the process (a title, "Pilote"…), when there is but one process."""
    found: About | None = None
    for sheet in grid.sheets:
        if any(table.sheet is sheet for table in tables) or not any(any(row) for row in sheet.rows):
            continue
        said = about(sheet, len(sheet.rows)) if sheet.visible and len(tables) == 1 and not found else None
        if said and said.said:
            found = said
        else:
            _note_sheet(sheet, faults, file)
    return found


def _note_sheet(sheet: Sheet, faults: FaultList, file: str) -> None:
    hidden = mark("The sheet “{sheet}” is hidden and is not read.")
    other = mark("The sheet “{sheet}” holds no table of steps and is not read.")
    where = place(file, sheet, 0, 0)
    faults.add("sheet", where, other if sheet.visible else hidden, severity=Severity.NOTE, sheet=sheet.name)
