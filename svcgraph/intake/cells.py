"""Sheets of cells, whatever file they come from: all values as text, with their address."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from svcgraph.errors import Fault

CELLS = 8_000_000  # of one sheet, counted as the rectangle that holds them all
COLUMNS = 16_384
LETTERS = 26
INTEGERS = 1e15  # below this a whole number is exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet, from its cell A1 on. ``lines``: where each row begins in a text file, else empty."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...] = ()
    visible: bool = True

    def line(self, row: int) -> int:
        """Line of the file (from 1), 0 when it is no text file."""
        return self.lines[row] if row < len(self.lines) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A file's sheets, and what had to be guessed to read them."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()


def address(row: int, column: int) -> str:
    """``B12`` for row 11, column 1 (both from 0)."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_text(value: object) -> str:
    """A cell's value as text: ``1`` for 1.0, ``2.3`` for 2.3, ISO dates, ``12:30`` for a time of day.

    A cell shows 95 % and holds 0.95: the number is what comes out, for formats are not in the value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < INTEGERS else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return str(value)
