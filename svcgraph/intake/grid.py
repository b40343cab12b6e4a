"""Bytes → sheets of cells: CSV, Excel (xlsx, xls), OpenDocument, told apart by what is inside."""

from __future__ import annotations

from functools import lru_cache

from svcgraph.intake.cells import Grid, Sheet
from svcgraph.intake.delimited import SAMPLE, read_csv
from svcgraph.intake.workbook import is_workbook, read_workbook

PEEKED = 50  # rows of each sheet of a workbook


def read_grid(data: bytes, file: str) -> Grid:
    """The sheets of ``data``. Raises Unreadable with a reason: damaged, protected, too large, no text."""
    return read_workbook(data, file) if is_workbook(data) else read_csv(data, file)


@lru_cache(maxsize=1)
def peek_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of `peek_grid`, none for XML and JSON; raises as it does.

    Several readers ask the same of a file one after the other: the last answer is kept for them.
    """
    if not is_workbook(data) and data.lstrip()[:1] in (b"<", b"{", b""):
        return ()
    return tuple(sheet for sheet in peek_grid(data, "").sheets if sheet.visible)


def peek_grid(data: bytes, file: str) -> Grid:
    """The first rows, enough to find a table's header; the last row may be cut. Raises as `read_grid` does."""
    if is_workbook(data):
        return read_workbook(data, file, PEEKED)
    cut = data[:SAMPLE]
    if len(data) > len(cut):
        cut = cut[: max(cut.rfind(b"\n"), 0) + 1]
    return read_csv(cut, file)
