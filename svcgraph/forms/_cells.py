"""Cells of the paper: a place becomes words, a content control or check boxes; a row says what its cells are.

All tables of the form lie on one grid of 39 columns of 7 mm. The first cell of every row begins with a marker that
is not printed: ``criteria/d1.c1|number|criterion|…``, one key a cell, empty for printed words; ``-`` is a row without
places. By it a row is known wherever it was moved, whatever was typed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from svcgraph.forms.form import Field, Form, Kind, Zone
from svcgraph.forms.values import YES, shown
from svcgraph.i18n import Words
from svcgraph.sentences.typography import set_in_print
from svcgraph.views import document as doc
from svcgraph.views.document import Cell, Grid, Line, Marker, Piece, Row, Shade, Slot, SlotKind

UNIT, UNITS = 7.0, 39
SMALL = 7.5
NAMES = 12  # people offered in a list: those of the two units come first
SHORT = {
    "flat": "f",
    "deliverables": "d",
    "criteria": "c",
    "expectations": "e",
    "points": "p",
    "actions": "a",
}
SHADES = {
    Zone.TOOL: Shade.TOOL,
    Zone.CLIENT: Shade.CLIENT,
    Zone.SUPPLIER: Shade.SUPPLIER,
    Zone.TOGETHER: Shade.TOGETHER,
}
_SLOTS = {
    Kind.DATE: SlotKind.DATE,
    Kind.CHOICE: SlotKind.CHOICE,
    Kind.CHECK: SlotKind.CHECK,
    Kind.PERSON: SlotKind.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell still without its place in a row: what it shows and the key by which the row's marker calls it."""

    cell: Cell
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What every cell needs: the language, whose names are offered, and whether the copy is a clean one to sign."""

    form: Form
    words: Words
    clean: bool = False

    def label(self, said: str, span: int, *, bold: bool = False) -> Spot:
        """Printed words in the reader's language already."""
        return Spot(cell=Cell(lines=((doc.Words(text=said, bold=bold),),), span=span))

    def place(self, key: str, span: int, *, boxes: bool = False, size: float = 0.0) -> Spot:
        """A single place of the form; with a ``size`` it is set as a title."""
        place = self.form.place(key)
        spot = self._spot(place.field, place.value, key, span, boxes=boxes, size=size)
        return replace(spot, cell=replace(spot.cell, shade=Shade.PLAIN)) if size else spot

    def labelled(self, key: str, label: int, span: int, *, boxes: bool = False) -> tuple[Spot, Spot]:
        """A single place with its label in a cell before it."""
        return self.label(self.form.place(key).field.label, label), self.place(key, span, boxes=boxes)

    def cell(
        self, table: str, row: str, field: Field, value: str, span: int, *, boxes: bool = False, labelled: bool = False
    ) -> Spot:
        """A place in a table; ``labelled``: with its label as a small line above."""
        spot = self._spot(field, value, f"{SHORT[table]}/{row}/{field.key}", span, boxes=boxes)
        if labelled:
            label: Line = (doc.Words(text=field.label, size=SMALL, grey=True),)
            spot = replace(spot, cell=replace(spot.cell, lines=(label, *spot.cell.lines)))
        return replace(spot, key=field.key)

    def _spot(self, field: Field, value: str, slot: str, span: int, *, boxes: bool = False, size: float = 0.0) -> Spot:
        shade = Shade.TOOL if self.clean else SHADES[field.zone]
        if field.locked or (self.clean and field.kind is not Kind.CHECK):
            said = shown(value, field, self.words)
            return Spot(
                cell=Cell(
                    lines=((doc.Words(text=said, bold=bool(size), size=size or self._printed(field)),),),
                    span=span,
                    shade=shade,
                )
            )
        pieces = self._boxes(field, value, slot) if boxes else (self._slot(field, value, slot, size=size),)
        return Spot(cell=Cell(lines=(pieces,), span=span, shade=shade, centred=field.kind is Kind.CHECK), key=field.key)

    def _printed(self, field: Field) -> float:
        """What the tool prints is set smaller than what people write."""
        return 8.5 if field.key in ("thing", "step") and field.locked else 0.0

    def _slot(self, field: Field, value: str, slot: str, *, size: float = 0.0) -> Piece:
        if self.clean:
            return doc.Words(text="☒" if value else "☐")
        return Slot(
            id=slot,
            value=(YES if value else "") if field.kind is Kind.CHECK else shown(value, field, self.words),
            label=field.label,
            kind=_SLOTS.get(field.kind, SlotKind.TEXT) if field.key not in _SEVERAL else SlotKind.TEXT,
            choices=self.form.people[:NAMES] if field.kind is Kind.PERSON else tuple(c.label for c in field.choices),
            day=_day(value) if field.kind is Kind.DATE else None,
            bold=bool(size),
            size=size,
        )

    def _boxes(self, field: Field, value: str, slot: str) -> Line:
        """A choice as check boxes, one a word, in the order of the choices."""
        pieces: list[Piece] = []
        for choice in field.choices:
            ticked = YES if choice.code == value else ""
            label = f"{field.label} – {choice.label}"
            pieces.append(Slot(id=f"{slot}={choice.code}", value=ticked, label=label, kind=SlotKind.CHECK))
            # no break within a choice: a box without its word could be ticked for the next one
            said = choice.label.replace(" ", "\u00a0")
            pieces.append(doc.Words(text=f"\u00a0{said}  ", size=8.0))
        return tuple(pieces)


_SEVERAL = ("supplier.present", "client.present", "review.participants")


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def row(where: str, spots: Sequence[Spot], *, height: float = 0.0, attached: bool = False, head: bool = False) -> Row:
    """One row. ``where``: ``table/row id``, "" for single places, ``-`` for a row without places."""
    said = "-" if where == "-" else "|".join((where, *(spot.key for spot in spots)))
    first, *rest = (spot.cell for spot in spots)
    lines = first.lines or ((),)
    marked = replace(first, lines=((Marker(id=said), *lines[0]), *lines[1:]))
    return Row(cells=(marked, *rest), height=height, attached=attached, head=head)


def grid(name: str, rows: Sequence[Row]) -> Grid:
    """A table on the form's grid. Raises ValueError for a row that is not as wide as the page."""
    for one in rows:
        if (wide := sum(cell.span for cell in one.cells)) != UNITS:
            raise ValueError(f"{name}: a row of {wide} units instead of {UNITS}")
    return Grid(id=name, widths=(UNIT,) * UNITS, rows=tuple(rows))


def head(pen: Pen, labels: Sequence[tuple[str, int]]) -> Row:
    """Column titles, repeated on every page."""
    return row("-", [pen.label(said, span, bold=True) for said, span in labels], head=True)


def colon(said: str, words: Words) -> str:
    """``said`` with a colon, as the language has it."""
    return set_in_print(f"{said} :", "fr") if words.language == "fr" else f"{said}:"
