"""Tables as a workbook, one sheet a table: ready to filter, to fill in and to print.

Text is always written as text: a name that begins with ``=`` stays a name. The same tables and date give
the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from svcgraph.i18n import Words
from svcgraph.renderers.cells import safe, text_of
from svcgraph.views.tables import Cell, Column, Kind, Table, for_people

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # characters that Excel holds in a cell
LONGEST_NAME = 31
LONGEST_LIST = 255
SHARE = '[=0]0"\u202f"%;[=1]0"\u202f"%;0.0"\u202f"%'  # as `percent` prints it
A3, A4 = 8, 9
WIDE_PAGE = 190  # characters across, from which A4 would print too small to read
NARROWEST, WIDEST = 8, 36
LINE = 15.0  # points
HIGHEST = 400.0  # points; Excel takes 409
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LEFT_TOP = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B0B0B0"}


@dataclass(frozen=True, slots=True)
class _Formats:
    """The workbook's cell formats."""

    title: Any
    note: Any
    head: Any
    cells: dict[tuple[Kind, bool], Any]


def write(tables: Iterable[Table], words: Words, created: date) -> bytes:
    """The workbook's bytes; ``created`` is the date of the data and stands in the file's properties and footers."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    moment = datetime.combine(created, time())
    book.set_properties({"created": moment, "title": "", "author": "svcgraph", "comments": ""})
    formats = _formats(book, words.language)
    taken: set[str] = set()
    for table in tables:
        _sheet(book, for_people(table), words=words, formats=formats, taken=taken, created=created)
    book.close()
    return out.getvalue()


def _formats(book: Workbook, language: str) -> _Formats:
    day = "dd/mm/yyyy" if language == "fr" else "yyyy-mm-dd"
    numbers = {Kind.SHARE: SHARE, Kind.DATE: day, Kind.MOMENT: f"{day} hh:mm"}
    cells = {}
    for kind in Kind:
        for filled_in in (False, True):
            look: dict[str, object] = dict(_LEFT_TOP)
            if kind in numbers:
                look["num_format"] = numbers[kind]
            if filled_in:
                look |= {"bg_color": "#FFF8DC", "locked": False}
            cells[kind, filled_in] = book.add_format(look)
    return _Formats(
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"italic": True}),
        book.add_format(_LEFT_TOP | {"bold": True, "bg_color": "#E7EAEE"}),
        cells,
    )


def _sheet(book: Workbook, table: Table, *, words: Words, formats: _Formats, taken: set[str], created: date) -> None:
    sheet = book.add_worksheet(_sheet_name(table.title, taken))
    sheet.write_string(0, 0, safe(table.title), formats.title)
    for row, note in enumerate(table.notes, 1):
        sheet.write_string(row, 0, safe(note)[:LONGEST_CELL], formats.note)
    head = len(table.notes) + 2
    widths = [_width(one, column, table, words.language) for column, one in enumerate(table.columns)]
    for column, one in enumerate(table.columns):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(head, column, safe(one.title), formats.head)
    sheet.set_row(head, _height([one.title for one in table.columns], widths))
    for row, cells in enumerate(table.rows, head + 1):
        texts = [text_of(cell, one, words.language) for cell, one in zip(cells, table.columns, strict=True)]
        sheet.set_row(row, _height(texts, widths))
        for column, (cell, one) in enumerate(zip(cells, table.columns, strict=True)):
            look = formats.cells[one.kind, one.input]
            _put(sheet, (row, column), cell, one, language=words.language, look=look)
    _behaviour(sheet, table, head)
    _on_paper(sheet, table, head, words, created, paper=A3 if sum(widths) > WIDE_PAGE else A4)


def _sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 characters, without those that Excel refuses, unique whatever the case."""
    clean = _NOT_IN_A_NAME.sub("-", safe(title)).strip(" '")[:LONGEST_NAME] or "-"
    name, number = clean, 1
    while name.casefold() in taken:
        number += 1
        name = f"{clean[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name


def _width(column: Column, place: int, table: Table, language: str) -> int:
    if column.width:
        return column.width
    longest = max((len(text_of(row[place], column, language)) for row in table.rows), default=0)
    return min(max(longest, len(column.title), NARROWEST) + 2, WIDEST)


def _height(texts: list[str], widths: list[int]) -> float:
    """Of a row whose longest text wraps: office programs do not all work it out when they open the file."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(lines * LINE, HIGHEST)


def _lines(text: str, width: int) -> int:
    """Words are wrapped whole, so that a line holds about nine tenths of the column's characters."""
    return sum(-(-len(line) * 10 // (width * 9)) or 1 for line in text.split("\n"))


def _put(sheet: Worksheet, place: tuple[int, int], cell: Cell, one: Column, *, language: str, look: object) -> None:
    if cell is None or cell in ("", ()):
        sheet.write_blank(*place, None, look)
    elif isinstance(cell, bool | str | tuple):
        sheet.write_string(*place, text_of(cell, one, language)[:LONGEST_CELL], look)
    elif isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        sheet.write_datetime(*place, moment.replace(tzinfo=None), look)
    else:
        sheet.write_number(*place, float(cell) if isinstance(cell, Decimal | Fraction) else cell, look)


def _behaviour(sheet: Worksheet, table: Table, head: int) -> None:
    """The head stays in sight, every column can be filtered, columns with choices have their list."""
    last = head + max(len(table.rows), 1)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, last, len(table.columns) - 1)
    for column, one in enumerate(table.columns):
        if one.choices and len(",".join(one.choices)) <= LONGEST_LIST:
            sheet.data_validation(
                head + 1, column, last, column, {"validate": "list", "source": list(one.choices), "ignore_blank": True}
            )


def _on_paper(sheet: Worksheet, table: Table, head: int, words: Words, created: date, *, paper: int) -> None:
    """Landscape, one page wide, the head on every page; reference, date and page x of y at its foot."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    day = created.strftime("%d/%m/%Y") if words.language == "fr" else created.isoformat()
    title = safe(table.title).replace("&", "&&")[:100]
    sheet.set_footer(f"&L{title}&C{day}&R" + words("page {page} of {pages}", page="&P", pages="&N"))
