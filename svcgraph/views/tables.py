"""The neutral table: what every listing is before it becomes a terminal table, CSV, JSON or a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

# A cell is a value, not yet a text: how a number or a date is printed is the renderer's matter.
# ``None`` is an empty cell; a tuple is a short list ("E1, E3").
Cell = str | int | float | bool | Decimal | Fraction | date | datetime | tuple[str, ...] | None


class Term(str):
    """A word of a closed list in the reader's language; ``code`` is the same in every language (JSON)."""

    code: str

    def __new__(cls, text: str, code: str) -> Term:
        made = super().__new__(cls, text)
        made.code = code
        return made


class Kind(StrEnum):
    """What a column holds; decides alignment and the number format of a workbook."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"  # 0 to 1, printed as a percentage
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes-no"
    LIST = "list"  # tuple of strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``key`` is stable and English (JSON); ``title`` is in the reader's language.

    ``width`` is in characters, 0 for the renderer's choice. ``choices`` are the values that people may
    pick in a workbook; ``input`` marks a column that people fill in. ``wide``: left out of the terminal's
    table, which has no room for everything; CSV, JSON and workbooks have it. ``codes``: every cell is a
    `Term` with one of these codes. ``data``: for programs, in JSON only.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 0
    choices: tuple[str, ...] = ()
    input: bool = False
    wide: bool = False
    codes: tuple[str, ...] = ()
    data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of one length each; ``notes`` are printed below, ``title`` above."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell per column")


def for_people(table: Table) -> Table:
    """``table`` without the columns that are for programs only."""
    if not any(column.data for column in table.columns):
        return table
    shown = [place for place, column in enumerate(table.columns) if not column.data]
    columns = tuple(table.columns[place] for place in shown)
    rows = tuple(tuple(row[place] for place in shown) for row in table.rows)
    return replace(table, columns=columns, rows=rows)
