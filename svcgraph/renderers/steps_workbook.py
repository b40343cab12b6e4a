"""The empty sheet of steps as a workbook: a table to fill in, how to fill it in, and the lists behind it.

Text only (`write_string`), as everywhere; the same content and date give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from svcgraph.renderers.cells import safe
from svcgraph.views.steps_template import ROWS, Field, StepsTemplate

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A3, A4 = 8, 9
CELL = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B0B0B0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """Cell formats. ``cell`` is text, so that no program takes ``2,3`` for a number."""

    head: Any
    label: Any
    cell: Any
    chosen: Any
    title: Any
    text: Any


def write(template: StepsTemplate, created: date) -> bytes:
    """The workbook's bytes; ``created`` stands in its properties."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"created": datetime.combine(created, time()), "author": "svcgraph", "title": "", "comments": ""}
    )
    looks = _looks(book)
    steps, guide, lists = (book.add_worksheet(name) for name in (template.sheet, template.guide, template.lists))
    ranges = _lists(lists, template)
    _steps(steps, template, ranges, looks)
    _guide(guide, template, looks)
    book.close()
    return out.getvalue()


def _looks(book: Workbook) -> _Looks:
    text = {"num_format": "@", "locked": False}
    return _Looks(
        head=book.add_format(CELL | {"bold": True, "bg_color": "#E7EAEE"}),
        label=book.add_format({"bold": True, "valign": "top"}),
        cell=book.add_format(CELL | text),
        chosen=book.add_format(CELL | text | {"bg_color": "#FFF8DC"}),
        title=book.add_format({"bold": True, "font_size": 14}),
        text=book.add_format({"valign": "top", "text_wrap": True}),
    )


def _lists(sheet: Worksheet, template: StepsTemplate) -> dict[str, str]:
    """Writes the choices below each other, a column a list; heading → the range that holds them."""
    ranges: dict[str, str] = {}
    fields = [one for one in (*template.about, *template.columns) if one.choices]
    for column, one in enumerate(fields):
        sheet.write_string(0, column, safe(one.heading))
        for row, choice in enumerate(one.choices, 1):
            sheet.write_string(row, column, safe(choice))
        letter = chr(ord("A") + column)
        ranges[one.heading] = f"='{template.lists}'!${letter}$2:${letter}${len(one.choices) + 1}"
    sheet.hide()
    return ranges


def _steps(sheet: Worksheet, template: StepsTemplate, ranges: dict[str, str], looks: _Looks) -> None:
    """The lines about the process, then the table."""
    for row, one in enumerate(template.about):
        sheet.write_string(row, 1, safe(one.heading), looks.label)
        look = looks.chosen if one.choices else looks.cell
        sheet.merge_range(row, 2, row, 4, "", look)
        _choose(sheet, one, ranges, (row, 2, row, 2))
    head = len(template.about) + 1
    for column, one in enumerate(template.columns):
        sheet.set_column(column, column, one.width)
        sheet.write_string(head, column, safe(one.heading), looks.head)
        sheet.write_comment(head, column, safe(f"{one.meaning}\n{one.example}"), {"x_scale": 1.6})
        look = looks.chosen if one.choices else looks.cell
        for row in range(head + 1, head + 1 + ROWS):
            sheet.set_row(row, 20)
            sheet.write_blank(row, column, None, look)
        _choose(sheet, one, ranges, (head + 1, column, head + ROWS, column))
    sheet.set_row(head, 32)
    sheet.freeze_panes(head + 1, 2)
    _on_paper(sheet, A3)
    sheet.repeat_rows(head)


def _choose(sheet: Worksheet, one: Field, ranges: dict[str, str], place: tuple[int, int, int, int]) -> None:
    """The list; names that are not in it may be typed, unless it is strict."""
    if one.heading in ranges:
        kind = "stop" if one.strict else "information"
        sheet.data_validation(
            *place,
            {
                "validate": "list",
                "source": ranges[one.heading],
                "ignore_blank": True,
                "error_type": kind,
                "show_error": one.strict,
            },
        )


def _guide(sheet: Worksheet, template: StepsTemplate, looks: _Looks) -> None:
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 70)
    sheet.set_column(3, 3, 26)
    sheet.write_string(0, 0, safe(template.title), looks.title)
    for row, line in enumerate(template.advice, 2):
        sheet.merge_range(row, 0, row, 3, safe(line), looks.text)
    head = len(template.advice) + 3
    for column, heading in enumerate(template.guide_headings):
        sheet.write_string(head, column, safe(heading), looks.head)
    for row, (where, one) in enumerate(_fields(template), head + 1):
        for column, text in enumerate((where, one.heading, one.meaning, one.example)):
            sheet.write_string(row, column, safe(text), looks.cell)
    _on_paper(sheet, A4)


def _fields(template: StepsTemplate) -> Iterator[tuple[str, Field]]:
    """Each field with the cell in which it is headed."""
    yield from ((f"B{row}", one) for row, one in enumerate(template.about, 1))
    head = len(template.about) + 2
    yield from ((f"{chr(ord('A') + column)}{head}", one) for column, one in enumerate(template.columns))


def _on_paper(sheet: Worksheet, paper: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
