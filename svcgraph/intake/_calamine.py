"""calamine's sheets as ours: all values text, merged cells filled down."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from svcgraph.errors import Unreadable
from svcgraph.i18n import mark
from svcgraph.intake._measure import too_many
from svcgraph.intake.archive import damaged, protected, refusal
from svcgraph.intake.cells import CELLS, Sheet, cell_text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SHEETS = 200


def open_sheets(data: bytes, file: str, rows: int | None) -> tuple[Sheet, ...]:
    """The worksheets, at most ``rows`` rows of each. Raises Unreadable: damaged, protected, too large."""
    try:
        return tuple(_sheets(data, file, rows))
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise _reason(error, file) from error


def _reason(error: BaseException, file: str) -> Unreadable:
    from python_calamine import PasswordError

    return protected(file) if isinstance(error, PasswordError) else damaged(file, str(error).split("\n", 1)[0][:200])


def _sheets(data: bytes, file: str, rows: int | None) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_object(io.BytesIO(data))
    number = len(workbook.sheets_metadata)
    if number > SHEETS:
        raise refusal("too-large", file, mark("The file has {size} parts; at most {most} are read."), number, SHEETS)
    for position, about in enumerate(workbook.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            visible = about.visible == SheetVisibleEnum.Visible
            yield Sheet(name=about.name, rows=_rows(workbook, position, rows, file), visible=visible)


def _rows(workbook: CalamineWorkbook, position: int, rows: int | None, file: str) -> tuple[tuple[str, ...], ...]:
    sheet = workbook.get_sheet_by_index(position)
    if sheet.total_height * sheet.total_width > CELLS:
        raise too_many(file, sheet.total_height * sheet.total_width)
    values = sheet.to_python(skip_empty_area=False, nrows=rows)
    texts = [[cell_text(value) for value in row] for row in values]
    _fill_down(texts, sheet.merged_cell_ranges or ())
    return tuple(tuple(row) for row in texts)


def _fill_down(texts: list[list[str]], merged: Sequence[Any]) -> None:
    """A merged cell's value stands in each row it spans, in its first column; a row is filled once."""
    done: set[tuple[int, int]] = set()
    for (top, left), (bottom, _) in merged:
        if (top, left) not in done and top < len(texts) and left < len(texts[top]):
            done.update((row, left) for row in range(top, min(bottom + 1, len(texts))))
            for row in texts[top + 1 : bottom + 1]:
                row[left] = texts[top][left]
