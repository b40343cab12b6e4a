"""Cells of the tool's own one-sheet papers: printed words, printed facts, places to write in, on one grid.

The grid is that of the forms: 39 columns of 7 mm. What is printed comes set for print already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.views.document import Cell, Grid, Line, Row, Shade, Slot, SlotKind, Words

UNIT, UNITS = 7.0, 39
SMALL = 8.0


def label(text: str, span: int, *, bold: bool = False) -> Cell:
    """Printed words."""
    return Cell(lines=((Words(text=text, bold=bold),),), span=span)


def fact(text: str, span: int, *, bold: bool = False, size: float = 0.0, under: str = "") -> Cell:
    """A printed fact; ``under``: a second, smaller line."""
    lines: list[Line] = [(Words(text=text, bold=bold, size=size),)]
    if under:
        lines.append((Words(text=under, size=SMALL - 0.5, grey=True),))
    return Cell(lines=tuple(lines), span=span, shade=Shade.TOOL)


def centred(text: str, span: int, *, bold: bool = False) -> Cell:
    """A short fact in the middle of its cell."""
    return Cell(lines=((Words(text=text, bold=bold, size=SMALL),),), span=span, shade=Shade.TOOL, centred=True)


def blank(place: str, said: str, span: int, *, shade: Shade = Shade.BLANK, kind: SlotKind = SlotKind.TEXT) -> Cell:
    """A place to write in; ``said`` tells screen readers what it is for."""
    return Cell(lines=((Slot(id=place, value="", label=said, kind=kind, bare=True),),), span=span, shade=shade)


def head(labels: Iterable[tuple[str, int]]) -> Row:
    """Column titles, repeated on every page."""
    return Row(cells=tuple(label(text, span, bold=True) for text, span in labels), head=True)


def row(*cells: Cell, height: float = 0.0, attached: bool = False) -> Row:
    """One row; ``height`` at least, in mm."""
    return Row(cells=cells, height=height, attached=attached)


def grid(name: str, rows: Sequence[Row]) -> Grid:
    """A table as wide as the page. Raises ValueError for a row that is not."""
    for one in rows:
        if (wide := sum(cell.span for cell in one.cells)) != UNITS:
            raise ValueError(f"{name}: a row of {wide} units instead of {UNITS}")
    return Grid(id=name, widths=(UNIT,) * UNITS, rows=tuple(rows))
