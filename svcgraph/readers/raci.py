"""RACI matrices: who performs, who is consulted and informed, as a draft to confirm. See `docs/tables.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Grid, Sheet
from svcgraph.intake.grid import peek_sheets, read_grid
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._raci.letters import CONSULTED, INFORMED, PERFORMS, Legend, legend_of, legend_row
from svcgraph.readers._raci.matrix import Matrix, Row, find_matrix
from svcgraph.readers._table.find import about, find_table, place
from svcgraph.vocabulary import DEFAULT_SHEETS

FORMAT = "raci"
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
VERSION = 2

USUAL = {"C": CONSULTED, "I": INFORMED}  # where the legend says nothing of them


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """Whether a sheet holds a matrix of letters, and no table of steps."""
    try:
        sheets = peek_sheets(data)
    except Unreadable:  # the reader of tables says why
        return False
    return not any(find_table(sheet, "") for sheet in sheets) and any(find_matrix(sheet) for sheet in sheets)


def read(data: bytes, file: str) -> Reading:
    """The matrices' map, a process each. Raises Unreadable when no legend says whose letter performs."""
    grid = read_grid(data, file)
    faults = FaultList(list(grid.faults))
    builder = MapBuilder(file, FORMAT)
    found = [matrix for sheet in grid.sheets if sheet.visible and (matrix := find_matrix(sheet))]
    if not found:
        said = mark(
            "No matrix was found: it has activities in rows, roles in columns, and letters R, A, C, I in cells."
        )
        faults.add("no-matrix", Place(file=file), said)
    for matrix in found:
        legend = _legend(matrix, grid)
        if not legend.settled:
            said = mark(
                "No legend says which letter means who performs: in some matrices it is R, in others A. "
                "Write it beside the matrix, such as “R = performs, A = answers for”."
            )
            faults.add("no-legend", place(file, matrix.sheet, matrix.header, 0), said)
            continue
        _draw(matrix, legend, builder, faults, file)
    if any(fault.severity is Severity.ERROR for fault in faults.faults):
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _legend(matrix: Matrix, grid: Grid) -> Legend:
    """Of the matrix's own sheet, else of the others; headings in words are their own legend."""
    own = legend_of(_texts(matrix.sheet))
    legend = own if own.settled else legend_of(text for sheet in grid.sheets for text in _texts(sheet))
    words = {letter for row in matrix.rows for duty in row.duties for letter in duty.letters if len(letter) > 1}
    settled = {word: word if word != "either" else _either(words, PERFORMS) for word in words}
    known = dict(legend.meanings)
    return Legend(tuple(sorted((USUAL | known | settled).items())))


def _either(words: set[str], usual: str) -> str:
    return "answers" if usual in words else usual


def _texts(sheet: Sheet) -> Iterator[str]:
    for row in sheet.rows:
        yield from (value for value in (*row, legend_row(row)) if value)


def _draw(matrix: Matrix, legend: Legend, builder: MapBuilder, faults: FaultList, file: str) -> None:
    process = builder.add_process(Process(id="", name=_name(matrix, file)))
    flows = 0
    for number, row in enumerate(matrix.rows, 1):
        for odd in row.odd:
            said = mark("This cell holds no letter of a RACI matrix: it is not read.")
            faults.add("odd-cell", place(file, matrix.sheet, *odd), said, severity=Severity.WARNING)
        performers = [duty for duty in row.duties if PERFORMS in {legend.of(letter) for letter in duty.letters}]
        if len(performers) != 1:
            _ask(matrix, row, len(performers), faults, file)
            continue
        key = f"{process + 1}.{number}" if process else str(number)
        where = place(file, matrix.sheet, row.row, row.column)
        flows += _activity(row, key, process, legend, builder, where)
    said = mark("Read from a RACI matrix: {n} flows of information are proposed. Confirm them in a map or a table.")
    faults.add("to-confirm", place(file, matrix.sheet, matrix.header, 0), said, severity=Severity.WARNING, n=flows)


def _ask(matrix: Matrix, row: Row, performers: int, faults: FaultList, file: str) -> None:
    several = mark("“{name}” has {n} performers: say which one does it, or split it. It is not read.")
    nobody = mark("“{name}” has nobody who performs it: say who does. It is not read.")
    where = place(file, matrix.sheet, row.row, row.column)
    faults.add(
        "performers", where, several if performers else nobody, severity=Severity.WARNING, name=row.name, n=performers
    )  # fmt: skip


def _activity(row: Row, key: str, process: int, legend: Legend, builder: MapBuilder, where: Place) -> int:  # noqa: PLR0917
    """One activity, and a message from it to each service that is consulted or informed; how many."""
    meant = [(duty, {legend.of(letter) for letter in duty.letters}) for duty in row.duties]
    doer = next(duty for duty, meanings in meant if PERFORMS in meanings)
    node = builder.node(
        key, row.name, builder.performer((doer.role,), line=where.line, cell=where.cell), process=process,
        line=where.line, cell=where.cell,
    )  # fmt: skip
    told = [duty for duty, meanings in meant if duty is not doer and meanings & {CONSULTED, INFORMED}]
    parties = dict.fromkeys(builder.performer((duty.role,), line=where.line) for duty in told)
    for party in parties:  # who is consulted and informed is told once
        builder.message(row.name, source=node, target_pool=party)
    return len(parties)


def _name(matrix: Matrix, file: str) -> str:
    above = about(matrix.sheet, matrix.header)
    sheet = clean(matrix.sheet.name)
    telling = (
        sheet if sheet and not DEFAULT_SHEETS.key(sheet.rstrip("0123456789 ()")) and sheet.lower() != "raci" else ""
    )
    return above.get("name") or above.title or telling or PurePosixPath(file).stem
