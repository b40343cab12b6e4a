"""What each shape of a Visio page is: lane, step, document or connector; own facts first, then its master's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.names import clean
from svcgraph.intake.tree import Element
from svcgraph.readers._geometry import Rectangle
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Point, Shape, directed
from svcgraph.readers._visio.package import Drawing, Master, VisioPage, universal

NEAR = 0.125  # inches: 12 px on a screen
DEPTH = 50  # of groups
CONTROLS = ("decision", "gateway", "exclusive", "parallel", "inclusive", "intermediate event", "on-page reference",
            "off-page reference", "circle", "or", "summing junction")  # fmt: skip
EVENTS = ("start/end", "terminator", "start event", "end event", "start", "end")
ITEMS = ("document", "multi document", "multiple documents", "data object", "message")
STORES = ("database", "data store", "datastore", "stored data", "external data", "direct data", "disk storage")
MESSAGES = ("message flow",)
LINES = ("dynamic connector", "connector", "sequence flow", "message flow", "association")
ASIDE = (
    "phase", "separator", "cff container", "swimlane list", "title", "text annotation", "annotation", "group", "legend",
)  # fmt: skip
BANDS = frozenset({"swimlane", "swimlane (vertical)", "pool / lane", "functional band"})
FUNCTION = frozenset({"function", "fonction"})
_CONTAINER = re.compile(r"DEPENDSON\(\s*4\s*((?:,\s*Sheet\.\d+![^,)]*\)?)+)")
_SHEET = re.compile(r"Sheet\.(\d+)!")
DASHED = frozenset({"2", "3", "4", "6", "7", "9", "10", "16", "23"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A shape with what it was made from, and where its group's lower left corner lies."""

    element: Element
    master: Master | None
    origin: Point

    @property
    def id(self) -> str:
        return self.element.get("ID")

    def cell(self, name: str) -> Element | None:
        """The shape's own cell of that name, else its master's."""
        for shape in (self.element, self.master.shape if self.master else None):
            found = _named(shape, "Cell", name) if shape is not None else None
            if found is not None:
                return found
        return None

    def value(self, name: str) -> str:
        found = self.cell(name)
        return found.get("V") if found is not None else ""

    def own(self, name: str) -> str:
        found = _named(self.element, "Cell", name)
        return found.get("V") if found is not None else ""

    def row(self, section: str, names: frozenset[str]) -> str:
        """The value of a row of ``Property`` or ``User``, by name or label, own first."""
        for shape in (self.element, self.master.shape if self.master else None):
            if shape is not None and (value := _row(shape, section, names)):
                return value
        return ""

    @property
    def kind_name(self) -> str:
        return self.master.name if self.master else universal(self.element.get("NameU") or self.element.get("Name"))


def page_of(page: VisioPage, drawing: Drawing, process: int, keys: dict[str, str]) -> Page:
    """The page as lanes, shapes and arrows. ``keys``: filled with the id by which the file knows each shape."""
    found = list(_shapes(page.contents, drawing.masters, (0.0, 0.0), 0))
    for one in found:
        keys.setdefault(one.id, one.id)
    drawn = Page(process=process, name=clean(page.name), near=NEAR)
    lanes = {one.id: one for one in found if _is_lane(one)}
    joined = _connects(page.contents)
    glued = {end for pair in joined.values() for end in pair if end}
    drawn.lanes = [_lane(one, keys) for one in lanes.values()]
    for one in found:
        if one.id in lanes:
            continue
        if _is_arrow(one):
            drawn.arrows += _arrows(one, joined.get(one.id, ("", "")), keys)
        elif _is_step(one, glued):
            drawn.shapes.append(_shape(one, lanes, keys))
    _name_lanes(drawn)
    return drawn


def _shapes(container: Element, masters: dict[str, Master], origin: Point, depth: int) -> Iterator[_Found]:
    """All shapes, in order; into groups only when they have no master: else what is inside is its drawing."""
    shapes = container.first("Shapes")
    for element in shapes.all("Shape") if shapes is not None else ():
        master = masters.get(element.get("Master"))
        one = _Found(element, master, origin)
        yield one
        if element.get("Type") == "Group" and master is None and depth < DEPTH:
            left, bottom, *_ = _box(one) or (*origin, 0.0, 0.0)
            yield from _shapes(element, masters, (left, bottom), depth + 1)


# Lanes


def _is_lane(one: _Found) -> bool:
    categories = {part.strip().lower() for part in one.row("User", frozenset({"msvshapecategories"})).split(";")}
    return "swimlane" in categories or one.kind_name in (
        "swimlane",
        "swimlane (vertical)",
        "pool / lane",
        "functional band",
    )


def _lane(one: _Found, keys: dict[str, str]) -> Lane:
    name = one.row("User", frozenset({"visheadingtext"})) or one.row("Property", FUNCTION) or _text(one.element)
    return Lane(key=keys[one.id], name=clean(name), rectangle=_rectangle(one), line=one.element.line)


def _name_lanes(page: Page) -> None:
    """A step may name a function for which no lane is drawn: such a lane lies nowhere."""
    known = {lane.key for lane in page.lanes}
    for name in dict.fromkeys(shape.lane for shape in page.shapes if shape.lane not in known and shape.lane):
        page.lanes.append(Lane(key=name, name=name.removeprefix("="), line=0))


# Steps


def _is_step(one: _Found, glued: set[str]) -> bool:
    if one.kind_name.startswith(ASIDE) or one.own("BeginX"):
        return False
    if one.master is None and one.element.get("Type") == "Group":
        return one.id in glued
    return one.id in glued or (one.master is not None and bool(_text(one.element)))


def _shape(one: _Found, lanes: dict[str, _Found], keys: dict[str, str]) -> Shape:
    return Shape(
        key=keys[one.id],
        name=clean(_text(one.element)),
        kind=_kind(one.kind_name),
        lane=_declared(one, lanes, keys),
        rectangle=_rectangle(one),
        line=one.element.line,
    )


def _declared(one: _Found, lanes: dict[str, _Found], keys: dict[str, str]) -> str:
    """The property ``Function`` names the lane; else the containers it depends on; else where it lies decides."""
    function = clean(one.row("Property", FUNCTION))
    if function:
        same = [key for key, lane in lanes.items() if _lane(lane, keys).name.casefold() == function.casefold()]
        return keys[same[0]] if same else f"={function}"
    relations = _named(one.element, "Cell", "Relationships")
    text = relations.get("F") if relations is not None else ""
    sheets = [sheet for found in _CONTAINER.findall(text) for sheet in _SHEET.findall(found)]
    return next((keys[sheet] for sheet in sheets if sheet in lanes), "")


def _kind(name: str) -> Kind:
    for names, kind in ((STORES, Kind.STORE), (ITEMS, Kind.ITEM), (CONTROLS, Kind.CONTROL), (EVENTS, Kind.EVENT)):
        if name in names or any(_is_one_of(name, one) for one in names):
            return kind
    return Kind.STEP


def _is_one_of(name: str, kind: str) -> bool:
    """``exclusive gateway`` is a ``gateway``, ``data object collection`` a ``data object``."""
    return len(kind) > 4 and (name.startswith(f"{kind} ") or name.endswith(f" {kind}"))


# Connectors


def _is_arrow(one: _Found) -> bool:
    return bool(one.own("BeginX") and one.own("EndX")) or (one.kind_name in LINES and one.cell("BeginX") is not None)


def _connects(contents: Element) -> dict[str, tuple[str, str]]:
    """Connector → the shapes at its beginning and its end."""
    ends: dict[str, list[str]] = {}
    connects = contents.first("Connects")
    for connect in connects.all("Connect") if connects is not None else ():
        side = {"BeginX": 0, "EndX": 1}.get(connect.get("FromCell"))
        if side is not None:
            ends.setdefault(connect.get("FromSheet"), ["", ""])[side] = connect.get("ToSheet")
    return {key: (begin, end) for key, (begin, end) in ends.items()}


def _arrows(one: _Found, ends: tuple[str, str], keys: dict[str, str]) -> list[Arrow]:
    """One arrow from beginning to end; the other way, or both, where heads say so."""
    begin, end = ends
    arrow = Arrow(
        key=keys[one.id],
        label=clean(_text(one.element)),
        source=keys.get(begin, ""),
        target=keys.get(end, ""),
        source_at=_point(one, "BeginX", "BeginY"),
        target_at=_point(one, "EndX", "EndY"),
        message=one.kind_name in MESSAGES or (one.kind_name not in LINES[2:] and one.own("LinePattern") in DASHED),
        line=one.element.line,
    )
    tail = one.own("BeginArrow") not in ("", "0")
    head = not tail or one.own("EndArrow") != "0"
    return directed(arrow, head=head, tail=tail)


# Cells


def _named(element: Element, kind: str, name: str) -> Element | None:
    return next((one for one in element.all(kind) if one.get("N") == name), None)


def _row(shape: Element, section: str, names: frozenset[str]) -> str:
    """``Value`` of the first row whose name or label is one of ``names`` (lower case)."""
    for one in shape.all("Section"):
        if one.get("N") == section:
            for row in one.all("Row"):
                label = _named(row, "Cell", "Label")
                words = (row.get("N"), label.get("V") if label is not None else "")
                value = _named(row, "Cell", "Value")
                if value is not None and value.get("V") and any(word.strip().lower() in names for word in words):
                    return value.get("V")
    return ""


def _text(shape: Element) -> str:
    """What is written on a shape; else on the first shape inside it that has words."""
    text = shape.first("Text")
    if text is not None and text.all_text.strip():
        return text.all_text
    shapes = shape.first("Shapes")
    return next((words for inner in (shapes.all("Shape") if shapes is not None else ()) if (words := _text(inner))), "")


def _box(one: _Found) -> tuple[float, float, float, float] | None:
    """Left, bottom, width, height in inches, y upwards; LocPin is the middle unless told."""
    numbers = [_number(one.value(name)) for name in ("PinX", "PinY", "Width", "Height")]
    if any(number is None for number in numbers):
        return None
    pin_x, pin_y, width, height = (number or 0.0 for number in numbers)
    local_x, local_y = _number(one.value("LocPinX")), _number(one.value("LocPinY"))
    left = pin_x - (width / 2 if local_x is None else local_x)
    bottom = pin_y - (height / 2 if local_y is None else local_y)
    return one.origin[0] + left, one.origin[1] + bottom, width, height


def _rectangle(one: _Found) -> Rectangle | None:
    box = _box(one)
    return (box[0], -(box[1] + box[3]), abs(box[2]), abs(box[3])) if box else None


def _point(one: _Found, across: str, up: str) -> Point | None:
    x, y = _number(one.value(across)), _number(one.value(up))
    return None if x is None or y is None else (one.origin[0] + x, -(one.origin[1] + y))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
