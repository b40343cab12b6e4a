"""What each cell of a draw.io page is: lane, step, gateway, event, document or arrow."""

from __future__ import annotations

from svcgraph.domain.names import clean
from svcgraph.readers._drawio.cells import Cell, above, numbers
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Point, Shape, directed

GATEWAYS = ("rhombus", "mxgraph.bpmn.gateway", "mxgraph.flowchart.decision", "mxgraph.bpmn.gateway2")
EVENTS = ("mxgraph.bpmn.event", "mxgraph.flowchart.start_", "startstate", "endstate")
OVALS = ("ellipse", "doubleellipse", "mxgraph.flowchart.terminator")
ITEMS = (
    "document", "message", "mxgraph.bpmn.data", "mxgraph.flowchart.document", "mxgraph.flowchart.multi-document",
    "mxgraph.flowchart.document2", "multidocument",
)  # fmt: skip
STORES = (
    "datastore",
    "cylinder",
    "mxgraph.flowchart.database",
    "mxgraph.flowchart.stored_data",
    "mxgraph.bpmn.datastore",
)
# what is drawn beside a process, not in it
ASIDE = ("note", "callout", "line", "umlactor", "link", "mxgraph.bpmn.annotation")
EXTERNAL = frozenset({"1", "true", "yes", "oui"})


def page_of(cells: dict[str, Cell], process: int, name: str, keys: dict[str, str]) -> Page:
    """The page's lanes, shapes and arrows. ``keys``: the id under which each cell is to be known in the file."""
    page = Page(process=process, name=name)
    lanes = {cell.id for cell in cells.values() if _is_lane(cell, cells)}
    tables = {cell.id for cell in cells.values() if _is_table(cell)}
    joined = {end for cell in cells.values() if cell.edge for end in (cell.source, cell.target)}
    for cell in cells.values():
        if cell.id in lanes:
            page.lanes.append(_lane(cell, cells, lanes, keys))
        elif cell.edge:
            page.arrows += _arrows(cell, cells, keys)
        elif cell.vertex and _is_shape(cell, cells, tables, joined):
            page.shapes.append(_shape(cell, cells, lanes, keys))
    return page


# Lanes


def _is_lane(cell: Cell, cells: dict[str, Cell]) -> bool:
    """A swimlane, or a named row of a table; but not a class, a table of data, or a phase (a cell of a named row)."""
    if not cell.vertex or _is_table(cell):
        return False
    if cell.shape == "tablerow":
        return bool(cell.label)
    row = cells.get(cell.parent)
    is_phase = row is not None and row.shape == "tablerow" and bool(row.label)
    return (cell.has("swimlane") or cell.shape in ("swimlane", "pool")) and not is_phase


def _is_table(cell: Cell) -> bool:
    """UML classes, entities and kanban lists are swimlanes too: all that lies in them is text, lines or cells."""
    inside = [child for child in cell.children if child.vertex]
    return bool(inside) and cell.shape != "table" and all(_is_text(child) or _is_field(child) for child in inside)


def _is_field(cell: Cell) -> bool:
    return (
        cell.shape in ("partialrectangle", "line") or cell.has("line") or (cell.shape == "tablerow" and not cell.label)
    )


def _is_text(cell: Cell) -> bool:
    return cell.has("text") or cell.has("edgeLabel") or cell.shape == "text"


def _lane(cell: Cell, cells: dict[str, Cell], lanes: set[str], keys: dict[str, str]) -> Lane:
    parent = next((one.id for one in above(cell, cells) if one.id in lanes), "")
    name = cell.fields.get("service") or cell.label
    outside = cell.fields.get("external", "").strip().lower() in EXTERNAL
    return Lane(
        key=keys[cell.id],
        name=name,
        parent=keys.get(parent, ""),
        rectangle=cell.rectangle,
        external=outside,
        line=cell.line,
    )


# Shapes


def _is_shape(cell: Cell, cells: dict[str, Cell], tables: set[str], joined: set[str]) -> bool:
    """Steps, gateways, events and documents; not groups, text, fields of tables, or decoration that nothing joins."""
    if cell.shape in ("table", "tablerow") or cell.has("group") or cell.has("swimlane") or cell.id in tables:
        return False
    if _is_text(cell) or any(one.id in tables or cells[one.id].edge for one in above(cell, cells)):
        return False
    if cell.shape.startswith(ASIDE) or any(cell.has(word) for word in ASIDE):
        return False
    return cell.id in joined or (bool(cell.label) and not _holds_shapes(cell))


def _holds_shapes(cell: Cell) -> bool:
    return any(child.vertex and not _is_text(child) for child in cell.children)


def _shape(cell: Cell, cells: dict[str, Cell], lanes: set[str], keys: dict[str, str]) -> Shape:
    lane = next((one.id for one in above(cell, cells) if one.id in lanes), "")
    kind = _kind(cell)
    return Shape(
        key=keys[cell.id],
        name=cell.label or _name_beside(cell),
        kind=kind,
        lane=keys.get(lane, ""),
        rectangle=cell.rectangle,
        line=cell.line,
    )


def _name_beside(cell: Cell) -> str:
    """Some shapes carry their name in a text cell inside them."""
    return next((child.label for child in cell.children if _is_text(child) and child.label), "")


def _kind(cell: Cell) -> Kind:
    words = (cell.shape, *cell.style)
    for kinds, kind in (
        (STORES, Kind.STORE),
        (ITEMS, Kind.ITEM),
        (GATEWAYS, Kind.CONTROL),
        (EVENTS, Kind.EVENT),
        (OVALS, Kind.OVAL),
    ):
        if any(word.lower().startswith(kinds) for word in words if word):
            return kind
    if cell.shape == "mxgraph.bpmn.shape":
        return _old_bpmn(cell)
    return Kind.STEP


def _old_bpmn(cell: Cell) -> Kind:
    """The older BPMN shapes say by perimeter and outline what they are."""
    if "rhombus" in cell.style.get("perimeter", "").lower():
        return Kind.CONTROL
    if "ellipse" in cell.style.get("perimeter", "").lower():
        return Kind.EVENT
    return Kind.STEP


# Arrows

# of mxGraph's markers those that point; a BPMN message flow begins with an oval, which does not
POINTED = frozenset({"classic", "classicthin", "block", "blockthin", "open", "openthin", "async", "openasync"})


def _arrows(cell: Cell, cells: dict[str, Cell], keys: dict[str, str]) -> list[Arrow]:
    """One arrow in the line's direction; none without a head, two with a head at both ends."""
    end, start = cell.style.get("endArrow", "classic"), cell.style.get("startArrow", "none")
    tail = start.lower() in POINTED
    head = end.lower() in POINTED or (end not in ("none", "") and not tail)
    label = cell.label or clean(" ".join(child.label for child in cell.children if child.label))
    arrow = Arrow(
        key=keys[cell.id],
        label=label,
        source=keys.get(cell.source, ""),
        target=keys.get(cell.target, ""),
        source_at=_end_at(cell, cells, "source"),
        target_at=_end_at(cell, cells, "target"),
        message=cell.style.get("dashed") == "1",
        line=cell.line,
    )
    return directed(arrow, head=head, tail=tail)


def _end_at(cell: Cell, cells: dict[str, Cell], side: str) -> Point | None:
    """Where an end lies: on the cell it is joined to (exit and entry points), else the point the file gives."""
    other = cells.get(cell.source if side == "source" else cell.target)
    if other is not None and other.rectangle is not None:
        return _on(other, cell, "exit" if side == "source" else "entry")
    if cell.geometry is None:
        return None
    points = [point for point in cell.geometry.all("mxPoint") if point.get("as") == f"{side}Point"]
    found = numbers(points[0], "x", "y") if points else None
    if found is None:
        return None
    x, y = found
    for around in above(cell, cells):
        shift = numbers(around.geometry, "x", "y")
        if around.vertex and shift is not None:
            x, y = x + shift[0], y + shift[1]
    return x, y


def _on(other: Cell, edge: Cell, word: str) -> Point | None:
    try:
        across, down = float(edge.style[f"{word}X"]), float(edge.style[f"{word}Y"])
    except (KeyError, ValueError):
        return None
    assert other.rectangle is not None
    left, top, width, height = other.rectangle
    return left + across * width, top + down * height
