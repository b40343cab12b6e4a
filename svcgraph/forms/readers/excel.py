"""An Excel form as it came back (`9-forms`), saved by Excel or LibreOffice.

What a row stands for is told by the mark in its hidden first cell, what a cell stands for by the hidden row of keys
above the table (`forms._sheet_marks`). A row without a mark, within a table, is one that people added. A printed row
whose cells are all empty was struck out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from svcgraph.errors import FaultList
from svcgraph.forms._book_boxes import PEOPLE
from svcgraph.forms._sheet_answers import Answering
from svcgraph.forms._sheet_marks import ENDS, KEYS, LAYOUT, PLACES, PRINTED, VALUE, marked
from svcgraph.forms._sheet_rows import Line
from svcgraph.forms.answers import Answers
from svcgraph.forms.base import PREFIX, single, unpacked
from svcgraph.forms.fields import singles
from svcgraph.i18n import Words, mark
from svcgraph.intake.cells import Grid, Sheet, address
from svcgraph.intake.workbook import read_workbook

SUFFIXES = (".xlsx",)
SHEET_TWICE = mark("Sheet “{sheet}” shows a table that stands on another sheet already: what is on it was not read.")
MARK_AT = 6  # columns among which the hidden one is looked for: people may have put some before it


def read(data: bytes, file: str, workspace: str) -> Answers:
    """What was filled in. Raises Unreadable: no workbook, damaged, no form, a form of another workspace."""
    grid = read_workbook(data, file)
    base = unpacked(single(_bases(grid), file), file, workspace=workspace)
    reading = _Reading(Answering(base=base, file=file, faults=FaultList()))
    for sheet in grid.sheets:
        reading.sheet(sheet)
    return reading.answering.answers()


def _bases(grid: Grid) -> Iterator[str]:
    """The lines of base that the workbook holds, each joined from its pieces."""
    for sheet in grid.sheets:
        rows = [row[0] if row else "" for row in sheet.rows]
        for at, text in enumerate(rows):
            if text.startswith(f"{PREFIX}:"):
                yield "".join(takewhile(bool, rows[at:]))


class _Reading:
    """Goes through the sheets, line by line."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.singles = {one.key for one in singles(Words(answering.base.language))}
        self.tables: dict[str, str] = {}  # table → the sheet on which it was found

    def sheet(self, sheet: Sheet) -> None:
        """One sheet; those without a hidden column of marks are people's own, or the tool's."""
        at = self._marks_at(sheet)
        if at is None:
            self._own(sheet)
            return
        table, keys = "", tuple[str, ...]()
        for row, cells in enumerate(sheet.rows):
            said = cells[at].strip() if at < len(cells) else ""
            if said.startswith(KEYS) and said != ENDS:
                table, keys = self._keys(sheet, said[1:], cells[at + 1 :])
            elif said == ENDS:
                table, keys = "", ()
            elif said != PRINTED:
                self._line(sheet, row, said, table, keys, at)

    def _marks_at(self, sheet: Sheet) -> int | None:
        for row in sheet.rows:
            for at, text in enumerate(row[:MARK_AT]):
                if text.startswith(KEYS) and text[1:] in (*LAYOUT, PLACES):
                    return at
        return None

    def _keys(self, sheet: Sheet, table: str, cells: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The table that begins here and the keys of its columns; "" for one that another sheet has already."""
        if table not in (*LAYOUT, PLACES):
            return "", ()
        if table != PLACES and self.tables.setdefault(table, sheet.name) != sheet.name:
            self.answering.note("sheet-twice", SHEET_TWICE, sheet=sheet.name)
            return ENDS, ()
        if table != PLACES:
            self.answering.begin(table)
        return table, tuple(one.strip() for one in cells)

    def _line(  # noqa: PLR0917 - where the line stands, and what stands above it
        self, sheet: Sheet, row: int, said: str, table: str, keys: tuple[str, ...], at: int
    ) -> None:
        """One line that may have places."""
        cells = sheet.rows[row][at + 1 :]
        if table == ENDS:
            return  # a table that was read already
        found = marked(said, self.singles)
        if found and found.key:
            self._place(found.key, cells, keys)
        elif table in LAYOUT and (found is None or found.table == table):
            kept = self._cells(sheet, row, cells, keys, at)
            where = f"{sheet.name} {address(row, at + 1)}"
            self.answering.row(Line(table=table, mark=found, cells=kept, where=where))
        else:
            self._stray(sheet, row, (said if found is None else "", *cells), at)

    def _place(self, key: str, cells: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """A single place; one that is there twice counts where it stands first."""
        column = keys.index(VALUE) if VALUE in keys else 1
        self.answering.place(key, cells[column] if column < len(cells) else "")

    def _cells(
        self, sheet: Sheet, row: int, cells: tuple[str, ...], keys: tuple[str, ...], at: int
    ) -> tuple[tuple[str, str], ...]:
        """Pairs of key and text; what stands beside the table is said."""
        for column, text in enumerate(cells):
            if text.strip() and (column >= len(keys) or not keys[column]):
                self._quoted(sheet, row, column + at + 1, text)
        return tuple((key, text) for key, text in zip(keys, cells, strict=False) if key)

    def _own(self, sheet: Sheet) -> None:
        """A sheet without places: people's own, or the tool's with how to fill in, which people may have written on."""
        if not sheet.visible or _is_tools(sheet):
            return
        for row, cells in enumerate(sheet.rows):
            if not cells or cells[0].strip() != PRINTED:
                self._stray(sheet, row, cells, -1)

    def _stray(self, sheet: Sheet, row: int, cells: tuple[str, ...], at: int) -> None:
        text = " · ".join(filter(None, (one.strip() for one in cells)))
        if text:
            self._quoted(sheet, row, at + 1, text)

    def _quoted(self, sheet: Sheet, row: int, column: int, text: str) -> None:
        self.answering.stray(text, f"{sheet.name} {address(row, column)}")


def _is_tools(sheet: Sheet) -> bool:
    """The lists and the base, when somebody made them visible."""
    first = sheet.rows[0] if sheet.rows else ()
    return PEOPLE in first or any(row and row[0].startswith(f"{PREFIX}:") for row in sheet.rows)
