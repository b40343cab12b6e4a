"""Tables for the terminal. rich is loaded only here, when a table is printed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from svcgraph.renderers.cells import text_of
from svcgraph.views.tables import Column, Kind, Table

if TYPE_CHECKING:
    from rich.table import Table as RichTable

_RIGHT = frozenset({Kind.NUMBER, Kind.SHARE, Kind.DATE, Kind.MOMENT})

LONGEST_WORD = 14


def write(table: Table, language: str, *, width: int | None = None, colour: bool = False) -> str:
    """The table drawn for ``width`` columns (default: this terminal's), with colour codes only if asked."""
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out,
        width=width or shutil.get_terminal_size((120, 24)).columns,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    console.print(_drawn(table, language))
    for note in table.notes:
        console.print(Text(note))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _drawn(table: Table, language: str) -> RichTable:
    """Cells are rich texts, never markup: a name like ``[red]`` prints as it is."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        title=Text(table.title) if table.title else None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False
    )
    shown = [(place, column) for place, column in enumerate(table.columns) if not (column.wide or column.data)]
    rows = [[text_of(row[place], column, language) for place, column in shown] for row in table.rows]
    for at, (_, column) in enumerate(shown):
        least = _least(column, [row[at] for row in rows])
        drawn.add_column(Text(column.title), justify=_justify(column), overflow="fold", min_width=least)
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _least(column: Column, cells: Sequence[str]) -> int:
    """The heading's longest word stays whole, as far as that is reasonable; numbers and days always do.

    Headings wrap over numbers too: a row of long ones took all the width, and the column that names the row had none.
    """
    least = min(max(map(len, column.title.split()), default=1), LONGEST_WORD)
    return max(least, *map(len, cells)) if column.kind in _RIGHT and cells else least


def _justify(column: Column) -> Literal["left", "right"]:
    return "right" if column.kind in _RIGHT else "left"
