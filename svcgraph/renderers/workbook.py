"""A neutral workbook as xlsx: locked without a password, rows may be added, lists to choose from, fit for paper.

Text is always written as text. The same workbook gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from svcgraph.renderers._row_height import height
from svcgraph.renderers.cells import safe
from svcgraph.views.document import Shade
from svcgraph.views.workbook import Box, Holds, Seen, Sheet, Workbook

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # characters that Excel holds in a cell
LONGEST_NAME = 31
LONGEST_HEADER = 250  # of 255 that Excel takes
LONGEST_HINT = 255
A3, A4 = 8, 9
WIDE = 200  # characters: a wider sheet cannot be read on A4
FONT, SIZE = "Arial", 10.0
HEADING = 12.0  # points, from which on a text is a title
THIN, THICK, DASHED = 1, 2, 3
GREY, DARK = "#7F7F7F", "#000000"
FILLINGS: dict[Shade, dict[str, object]] = {
    Shade.PLAIN: {},
    Shade.LABEL: {"bg_color": "#E7E6E6", "border": THIN, "border_color": GREY},
    Shade.TOOL: {"bg_color": "#F2F2F2", "border": THIN, "border_color": GREY},
    Shade.CLIENT: {"bg_color": "#DCE9F5", "border": THIN, "border_color": GREY},
    Shade.SUPPLIER: {"border": THICK, "border_color": DARK},
    Shade.TOGETHER: {"pattern": 18, "fg_color": "#E3E3E3", "bg_color": "#FCF9F0", "border": DASHED},
}
_PROTECTION = {
    "insert_rows": True,
    "delete_rows": True,
    "format_cells": True,
    "format_rows": True,
    "format_columns": True,
}


def xlsx(book: Workbook) -> bytes:
    """The workbook's bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    made = xlsxwriter.Workbook(out, options | {"default_format_properties": {"font_name": FONT, "font_size": SIZE}})
    moment = datetime.combine(book.created, time())
    made.set_properties({"created": moment, "title": safe(book.title), "author": "svcgraph", "comments": ""})
    ink = _Ink(made, book)
    for sheet in book.sheets:
        ink.sheet(sheet)
    ink.lists()
    made.close()
    return _growing(out.getvalue())


def _growing(data: bytes) -> bytes:
    """Heights are given, since programs do not all work them out, but not fixed: a row grows with what is written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(
                part, content.replace(b' customHeight="1"', b"") if "/worksheets/" in part.filename else content
            )
    return out.getvalue()


class _Ink:
    """Writes the sheets of one workbook; cell formats are made once."""

    def __init__(self, made: xlsxwriter.Workbook, book: Workbook) -> None:
        self.made, self.book = made, book
        self.formats: dict[Box, Any] = {}
        self.day = "dd/mm/yyyy" if book.language == "fr" else "yyyy-mm-dd"

    def sheet(self, sheet: Sheet) -> None:
        """One sheet, its first column hidden."""
        page = self.made.add_worksheet(safe(sheet.name)[:LONGEST_NAME])
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width, None, {"hidden": column == 0})
        for row, strip in enumerate(sheet.strips):
            page.set_row(row, height(strip, sheet.widths), None, {"hidden": strip.hidden})
            column = 0
            for box in strip.boxes:
                self._box(page, row, column, box)
                column += box.span
        self._lists_of(page, sheet)
        self._seen(page, sheet.seen)
        if sheet.seen is Seen.YES:
            page.protect("", _PROTECTION)
            page.freeze_panes(*sheet.frozen)
            page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(sheet.widths) - 1)}{len(sheet.strips)}"})
            self._paper(page, sheet)

    def lists(self) -> None:
        """The hidden sheet of values, a column a list."""
        page = self.made.add_worksheet(safe(self.book.lists_name)[:LONGEST_NAME])
        look = self._format(Box())
        for column, one in enumerate(self.book.lists):
            for row, value in enumerate((one.name, *one.values)):
                page.write_string(row, column, safe(value)[:LONGEST_CELL], look)
        self._seen(page, Seen.HIDDEN)

    def _box(self, page: Worksheet, row: int, column: int, box: Box) -> None:
        look = self._format(box)
        if box.span > 1:
            page.merge_range(row, column, row, column + box.span - 1, "", look)
        if box.value is None or box.value == "":
            page.write_blank(row, column, None, look)
        elif isinstance(box.value, date):
            page.write_datetime(row, column, datetime.combine(box.value, time()), look)
        elif isinstance(box.value, Decimal):
            page.write_number(row, column, float(box.value), look)
        else:
            page.write_string(row, column, safe(box.value)[:LONGEST_CELL], look)

    def _format(self, box: Box) -> Any:
        key = replace(box, value=None, span=1, choices="", free=False, hint="")
        if key not in self.formats:
            self.formats[key] = self.made.add_format(self._look(key))
        return self.formats[key]

    def _look(self, box: Box) -> dict[str, object]:
        numbers = {Holds.TEXT: "@", Holds.DATE: self.day, Holds.SHARE: "0 %" if self.book.language == "fr" else "0%"}
        look = dict(FILLINGS[box.shade])
        look |= {"num_format": numbers[box.holds], "locked": box.locked, "text_wrap": True, "valign": _valign(box)}
        look |= {"bold": box.bold, "italic": box.italic, "font_name": FONT, "font_size": box.size or SIZE}
        look |= {"align": "center" if box.centred else "left"}
        return look

    def _lists_of(self, page: Worksheet, sheet: Sheet) -> None:
        """What cells take: one rule for cells of a kind that stand below one another, so that it grows with them."""
        for first, last, column, box in _runs(sheet):
            if (rule := self._rule(box)) is not None:
                page.data_validation(first, column, last, column, rule)
            if box.holds is Holds.SHARE:
                self._decimals(page, first, last, column)

    def _decimals(self, page: Worksheet, first: int, last: int, column: int) -> None:
        """98,6 % is not shown as 99 %."""
        cell = f"{_letters(column)}{first + 1}"
        look = self.made.add_format({"num_format": "0.0 %" if self.book.language == "fr" else "0.0%"})
        rule = {"type": "formula", "criteria": f"=MOD(ROUND(N({cell})*1000,0),10)<>0", "format": look}
        page.conditional_format(first, column, last, column, rule)

    def _rule(self, box: Box) -> dict[str, object] | None:
        rule: dict[str, object] = {"ignore_blank": True, "error_type": "information"}
        if box.hint:
            rule |= {"input_message": box.hint[:LONGEST_HINT]}
        if box.choices:
            number = [one.name for one in self.book.lists].index(box.choices)
            size = len(self.book.lists[number].values)
            name = safe(self.book.lists_name)[:LONGEST_NAME].replace("'", "''")
            letter = _letters(number)
            rule |= {"validate": "list", "source": f"='{name}'!${letter}$2:${letter}${max(size, 1) + 1}"}
            return rule | {"show_error": not box.free, "error_type": "warning"}
        if box.holds is Holds.DATE:
            return rule | {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
        if box.holds is Holds.SHARE:
            return rule | {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        return rule | {"validate": "any"} if box.hint else None

    def _seen(self, page: Worksheet, seen: Seen) -> None:
        if seen is Seen.HIDDEN:
            page.hide()
        elif seen is Seen.NEVER:
            page.very_hidden()

    def _paper(self, page: Worksheet, sheet: Sheet) -> None:
        """Landscape, one page wide, on A4, or on A3 where that would be too small to read.

        Who, what, which version and page x of y stand on every page.
        """
        page.set_landscape()
        page.set_paper(A3 if sum(sheet.widths) > WIDE else A4)
        page.fit_to_pages(1, int(sheet.one_page))
        page.set_margins(left=0.3, right=0.3, top=0.65, bottom=0.6)
        if sheet.repeated:
            page.repeat_rows(*sheet.repeated)
        left, middle, right = (_said(text) for text in self.book.header)
        page.set_header(f"&L&8&B{left}&C&8{middle}&R&8{right}"[:LONGEST_HEADER])
        number = self.book.page.format(page="&P", pages="&N")
        page.set_footer(f"&L&7{_said(self.book.footer, LONGEST_HEADER - len(number) - 10)}&R&7{number}")


def _valign(box: Box) -> str:
    """Titles stand close to what they are over."""
    if box.size < HEADING:
        return "top"
    return "bottom" if box.shade is Shade.PLAIN else "vcenter"


def _said(text: str, most: int = 75) -> str:
    """For a header: a figure at the beginning would be read as part of the size before it, half an && as a code."""
    doubled = f" {safe(text)}".replace("&", "&&").replace("\n", " ")[:most]
    return doubled[:-1] if (len(doubled) - len(doubled.rstrip("&"))) % 2 else doubled


def _letters(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letters(column // 26 - 1) + _letters(column % 26)


def _runs(sheet: Sheet) -> Iterator[tuple[int, int, int, Box]]:
    """First and last row, column, and what the cells between have in common."""
    begun: dict[int, tuple[int, int, Box]] = {}
    for row, strip in enumerate(sheet.strips):
        column = 0
        for box in strip.boxes:
            if not box.locked:
                kind = Box(holds=box.holds, choices=box.choices, free=box.free, hint=box.hint)
                first, last, before = begun.get(column, (row, row, kind))
                if column in begun and (last != row - 1 or before != kind):
                    yield first, last, column, before
                    first = row
                begun[column] = (first, row, kind)
            column += box.span
    for column, (first, last, kind) in begun.items():
        yield first, last, column, kind
