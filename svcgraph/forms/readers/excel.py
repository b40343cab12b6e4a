"""An Excel form as it came back (`9-forms`), saved by Excel or LibreOffice (also as an OpenDocument).

What a row stands for is told by the mark in its hidden first cell, what a cell stands for by the hidden row of keys
above the table (`forms._sheet_marks`). A row without a mark, within a table, is one that people added. A printed row
whose cells are all empty was struck out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from svcgraph.errors import FaultList
from svcgraph.forms._book_boxes import PEOPLE
from svcgraph.forms._sheet_answers import Answering
from svcgraph.forms._sheet_marks import ENDS, KEYS, LAYOUT, PLACES, PRINTED, VALUE, marked
from svcgraph.forms._sheet_rows import Line
from svcgraph.forms.answers import Answers
from svcgraph.forms.base import PREFIX, single, unpacked
from svcgraph.i18n import mark
from svcgraph.intake.cells import Grid, Sheet, address
from svcgraph.intake.workbook import read_workbook

SUFFIXES = (".xlsx", ".xlsm", ".ods")
SHEET_TWICE = mark("Sheet “{sheet}” shows a table that stands on another sheet already: what is on it was not read.")
GUIDE = 3  # columns of the sheet on how to fill in
MARK_AT = 6  # columns among which the hidden one is looked for: people may have put some before it


def read(data: bytes, file: str, workspace: str) -> Answers:
    """What was filled in. Raises Unreadable: no workbook, damaged, no form, a form of another workspace."""
    grid = read_workbook(data, file)
    base = unpacked(single(_bases(grid), file), file, workspace=workspace)
    answering = Answering(base=base, file=file, faults=FaultList())
    seen: dict[str, str] = {}
    for sheet in grid.sheets:
        at = _marks_at(sheet)
        if at is None:
            _own(sheet, answering)
        else:
            _Reading(sheet=sheet, at=at, answering=answering, seen=seen).lines()
    return answering.answers()


def _bases(grid: Grid) -> Iterator[str]:
    """The lines of base that the workbook holds, each joined from its pieces."""
    for sheet in grid.sheets:
        rows = [row[0] if row else "" for row in sheet.rows]
        for at, text in enumerate(rows):
            if text.startswith(f"{PREFIX}:"):
                yield "".join(takewhile(bool, rows[at:]))


def _marks_at(sheet: Sheet) -> int | None:
    """The column of marks; None in a sheet without places."""
    for row in sheet.rows:
        for at, text in enumerate(row[:MARK_AT]):
            if text.startswith(KEYS) and text[1:] in (*LAYOUT, PLACES):
                return at
    return None


@dataclass(slots=True, kw_only=True)
class _Reading:
    """Goes through one sheet with places, line by line."""

    sheet: Sheet
    at: int  # the column of marks
    answering: Answering
    seen: dict[str, str]  # table → the sheet on which it was found
    table: str = ""  # the one that is under way; ENDS: one that was read already
    keys: tuple[str, ...] = ()
    singles: frozenset[str] = frozenset()

    def lines(self) -> None:
        """All of its lines."""
        self.singles = frozenset(self.answering.singles)
        wide = max(_width(row[self.at + 1 :]) for row in self.sheet.rows if self._said(row).startswith(KEYS))
        for row, cells in enumerate(self.sheet.rows):
            said = self._said(cells)
            if said == ENDS:
                self.table, self.keys = "", ()
            elif said.startswith(KEYS):
                self._keys(said[1:], cells[self.at + 1 :])
            elif said != PRINTED:
                self._line(row, said, cells[self.at + 1 :])
            if said == PRINTED or said in self.singles:
                self._stray(row, cells[self.at + 1 + wide :], self.at + 1 + wide)

    def _said(self, cells: tuple[str, ...]) -> str:
        return cells[self.at].strip() if self.at < len(cells) else ""

    def _keys(self, table: str, cells: tuple[str, ...]) -> None:
        """The table that begins here and the keys of its columns."""
        self.table, self.keys = table, tuple(one.strip() for one in cells)
        if table in LAYOUT:
            if self.seen.setdefault(table, self.sheet.name) != self.sheet.name:
                self.answering.note("sheet-twice", SHEET_TWICE, sheet=self.sheet.name)
                self.table = ENDS
            self.answering.begin(table)

    def _line(self, row: int, said: str, cells: tuple[str, ...]) -> None:
        """One line that may have places."""
        found = marked(said, self.singles)
        if found and found.key:
            column = self.keys.index(VALUE) if VALUE in self.keys else 1
            self.answering.place(found.key, cells[column] if column < len(cells) else "")
        elif self.table in LAYOUT and (found is None or found.table == self.table):
            where = f"{self.sheet.name} {address(row, self.at + 1)}"
            line = Line(table=self.table, mark=found, cells=self._cells(row, cells), where=where)
            self.answering.row(line)
        elif self.table != ENDS:
            self._stray(row, (said if found is None else "", *cells), self.at)

    def _cells(self, row: int, cells: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Pairs of key and text; what stands beside the table is said."""
        for column, text in enumerate(cells):
            if column >= len(self.keys) or not self.keys[column]:
                self._stray(row, (text,), column + self.at + 1)
        return tuple((key, text) for key, text in zip(self.keys, cells, strict=False) if key)

    def _stray(self, row: int, cells: tuple[str, ...], column: int) -> None:
        _stray(self.sheet, row, cells, column, self.answering)


def _own(sheet: Sheet, answering: Answering) -> None:
    """A sheet without places: people's own, or the tool's with how to fill in, which people may have written on."""
    if not sheet.visible or _is_tools(sheet):
        return
    for row, cells in enumerate(sheet.rows):
        begin = GUIDE if cells and cells[0].strip() == PRINTED else 0
        _stray(sheet, row, cells[begin:], begin, answering)


def _stray(sheet: Sheet, row: int, cells: tuple[str, ...], column: int, answering: Answering) -> None:
    """Quotes what stands in ``cells``, of which the first is in ``column``."""
    if text := " · ".join(filter(None, (one.strip() for one in cells))):
        first = next(at for at, one in enumerate(cells) if one.strip())
        answering.stray(text, f"{sheet.name} {address(row, column + first)}")


def _width(cells: tuple[str, ...]) -> int:
    return max((at + 1 for at, one in enumerate(cells) if one.strip()), default=0)


def _is_tools(sheet: Sheet) -> bool:
    """The lists and the base, when somebody made them visible."""
    first = sheet.rows[0] if sheet.rows else ()
    return PEOPLE in first or any(row and row[0].startswith(f"{PREFIX}:") for row in sheet.rows)
