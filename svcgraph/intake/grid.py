"""Bytes → sheets of cells: CSV, Excel (xlsx, xls), OpenDocument, told apart by what is inside."""

from __future__ import annotations

from svcgraph.intake.cells import Grid
from svcgraph.intake.delimited import SAMPLE, read_csv
from svcgraph.intake.workbook import is_workbook, read_workbook

PEEKED = 50  # rows of each sheet of a workbook


def read_grid(data: bytes, file: str) -> Grid:
    """The sheets of ``data``. Raises Unreadable with a reason: damaged, protected, too large, no text."""
    return read_workbook(data, file) if is_workbook(data) else read_csv(data, file)


def peek_grid(data: bytes, file: str) -> Grid:
    """The first rows, enough to find a table's header; the last row may be cut. Raises as `read_grid` does."""
    if is_workbook(data):
        return read_workbook(data, file, PEEKED)
    cut = data[:SAMPLE]
    if len(data) > len(cut):
        cut = cut[: max(cut.rfind(b"\n"), 0) + 1]
    return read_csv(cut, file)
