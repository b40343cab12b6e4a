"""The tables of the workbook: titles, printed rows under their marks, blank rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.forms._book_boxes import DELIVERABLES, SMALL, ZONES, Maker, keys, placed, printed
from svcgraph.forms._sheet_marks import BLANK, KEYS, LAYOUT, Mark
from svcgraph.forms._sheet_values import understood
from svcgraph.forms.form import Field, Kind, Row, Table, Zone
from svcgraph.i18n import mark
from svcgraph.views.workbook import Box, Strip

HIGH = 17.0  # points of a blank row, to be written into by hand too
ROOM = 10  # blank rows a table (`9-forms`)
UNDERSTOOD = mark("What the tool understood")
OWN = {"form": "form", "channel": "channel", "receiver": "receiver"}  # the deliverable's columns beside its criteria
Values = dict[str, str]


def table(make: Maker, name: str) -> Iterator[Strip]:
    """Hidden keys, who fills in what, titles, rows."""
    columns = columns_of(make, name)
    yield keys(name, columns)
    zones = [Box(value=make.words(ZONES[_zone(key, one)]), italic=True, size=SMALL) for key, one in columns.items()]
    yield printed(zones)
    yield printed([make.label(one.label) for one in columns.values()])
    for found, values in _rows(make, name):
        boxes = [_box(make, key, one, values.get(key, "")) for key, one in columns.items()]
        yield placed(found, boxes, height=HIGH if found.blank else 0.0)


def titles_at(strips: list[Strip], name: str) -> int:
    """The row of the column titles: the second below the keys of table ``name``."""
    return next(row for row, one in enumerate(strips) if one.boxes[0].value == f"{KEYS}{name}") + 2


def columns_of(make: Maker, name: str) -> dict[str, Field]:
    """The fields of a sheet's columns, by key."""
    known = {one.key: one for one in make.form.table(name).columns}
    if name == "criteria":
        known |= {one.key: one for one in make.form.table("deliverables").columns if one.key in OWN}
        known["understood"] = Field(key="understood", label=make.words(UNDERSTOOD), zone=Zone.TOOL)
    return {key: known[key] for key, _ in LAYOUT[name]}


def _zone(key: str, field: Field) -> Zone:
    return Zone.CLIENT if key == "deliverable" else field.zone


def _box(make: Maker, key: str, field: Field, value: str) -> Box:
    if key == "deliverable":
        return replace(make.place(field, value, locked=False, zone=Zone.CLIENT), choices=DELIVERABLES, free=True)
    box = make.place(field, value)
    return replace(box, centred=True) if key == "number" or field.kind is Kind.CHECK else box


def _rows(make: Maker, name: str) -> Iterator[tuple[Mark, Values]]:
    if name == "criteria":
        yield from _criteria(make)
        return
    held = make.form.table(name)
    for row in held.rows:
        yield Mark(table=name, id=row.id), _values(held, row)
    if held.blank:
        first = int(held.blank[0])
        for number in map(str, range(first, first + ROOM)):
            yield Mark(table=name, id=BLANK + number), {"number": number}


def _criteria(make: Maker) -> Iterator[tuple[Mark, Values]]:
    """The rows of each deliverable, room for two criteria at least; then blank ones for any."""
    for item in make.form.table("deliverables").rows:
        yield from _of(make, item)
    for _ in range(ROOM):
        yield Mark(table="criteria", id=BLANK), {}


def _of(make: Maker, item: Row) -> Iterator[tuple[Mark, Values]]:
    """The rows of one deliverable: its own places stand on the first."""
    deliverables, criteria = make.form.table("deliverables"), make.form.table("criteria")
    said = _values(deliverables, item)
    number, name = said["number"], {"deliverable": said["name"]}
    own = {key: said[there] for key, there in OWN.items()}
    mine = [row for row in criteria.rows if criteria.value(row, "deliverable") == number]
    banner = item.id
    for row in mine:
        values = _values(criteria, row)
        values["understood"] = understood(values["objective"], values["share"], make.words)
        yield Mark(table="criteria", id=row.id, banner=banner), {**values, **own, **name}
        own, banner = {}, ""
    for blank in (one for one in criteria.blank if one.split(".")[0] == number):
        yield Mark(table="criteria", id=BLANK + blank, banner=banner), {"number": blank, **own, **name}
        own, banner = {}, ""


def _values(table: Table, row: Row) -> Values:
    return {column.key: value for column, value in zip(table.columns, row.values, strict=True)}
