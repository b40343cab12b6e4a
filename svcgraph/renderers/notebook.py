"""A neutral table as HTML for a notebook: escaped, with heads and caption, the first rows of a long one."""

from __future__ import annotations

from html import escape

from svcgraph.i18n import Words, mark
from svcgraph.renderers.cells import text_of
from svcgraph.views.tables import Cell, Column, Kind, Table, for_people

MOST = 60  # rows, as many as pandas shows
RIGHT = (Kind.NUMBER, Kind.SHARE)


def html(table: Table, language: str) -> str:
    """``table`` in ``language``; a notebook shows at most `MOST` rows and says how many there are."""
    shown = for_people(table)
    columns = [column for column in shown.columns if not column.wide]
    places = [place for place, column in enumerate(shown.columns) if not column.wide]
    heads = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in columns)
    rows = "\n".join(_row([row[place] for place in places], columns, language) for row in shown.rows[:MOST])
    notes = [*shown.notes, *_more(len(shown.rows), language)]
    below = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f"<table><caption>{escape(shown.title)}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>{below}"
    )


def _row(cells: list[Cell], columns: list[Column], language: str) -> str:
    pairs = zip(cells, columns, strict=True)
    made = (
        f"<td{' align=' + chr(34) + 'right' + chr(34) if column.kind in RIGHT else ''}>"
        f"{escape(text_of(cell, column, language))}</td>"
        for cell, column in pairs
    )
    return f"<tr>{''.join(made)}</tr>"


def _more(rows: int, language: str) -> list[str]:
    if rows <= MOST:
        return []
    return [Words(language)(mark("{shown} of {n} rows. All of them: the frame itself."), shown=MOST, n=rows)]
