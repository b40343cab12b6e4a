"""The cells of one draw.io page: labels as words, styles as words, places absolute."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.domain.names import clean
from svcgraph.intake.html import words_of
from svcgraph.intake.tree import Element
from svcgraph.readers._geometry import Rectangle

WRAPPERS = frozenset({"UserObject", "object"})  # hold id, label and custom fields of the cell inside them
_PLACEHOLDER = re.compile(r"%(\w[\w ]*)%")
DEPTH = 100  # of cells inside cells


@dataclass(slots=True, kw_only=True)
class Cell:
    """One ``mxCell`` with its wrapper's id and label. ``fields``: custom fields, lower case."""

    id: str
    label: str
    style: dict[str, str]
    vertex: bool
    edge: bool
    parent: str
    source: str
    target: str
    line: int
    hidden: bool
    geometry: Element | None
    fields: dict[str, str] = field(default_factory=dict)
    rectangle: Rectangle | None = None
    children: list[Cell] = field(default_factory=list)

    def has(self, word: str) -> bool:
        return word in self.style

    @property
    def shape(self) -> str:
        return self.style.get("shape", "").lower()


def cells_of(model: Element) -> dict[str, Cell]:
    """The cells that can be seen, by id, in document order, with absolute rectangles. Hidden layers are left out."""
    cells: dict[str, Cell] = {}
    root = model.first("root") or model
    for element in root.children:
        found = _cell(element)
        if found is not None:
            cells.setdefault(found.id, found)
    hidden = {cell.id for cell in cells.values() if _is_hidden(cell, cells)}
    shown = {key: cell for key, cell in cells.items() if key not in hidden}
    for cell in shown.values():
        if cell.parent in shown:
            shown[cell.parent].children.append(cell)
        if cell.vertex:
            cell.rectangle = _rectangle(cell, shown)
    return shown


def _cell(element: Element) -> Cell | None:
    wrapper = element if element.name in WRAPPERS else None
    inner = element.first("mxCell") if wrapper is not None else element
    if inner is None or inner.name != "mxCell":
        return None
    around = wrapper.attributes if wrapper is not None else {}
    label = around.get("label", inner.get("value"))
    if around.get("placeholders") == "1":
        label = _PLACEHOLDER.sub(lambda match: around.get(match[1], match[0]), label)
    return Cell(
        id=around.get("id") or inner.get("id"),
        label=clean(words_of(label)),
        style=_style(inner.get("style")),
        vertex=inner.get("vertex") == "1",
        edge=inner.get("edge") == "1",
        parent=inner.get("parent"),
        source=inner.get("source"),
        target=inner.get("target"),
        line=inner.line,
        hidden=inner.get("visible") == "0",
        geometry=inner.first("mxGeometry"),
        fields={key.lower(): value for key, value in around.items()},
    )


def _style(text: str) -> dict[str, str]:
    """``swimlane;horizontal=0;`` as a dictionary; a word without value stands for itself, empty."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return {key.strip(): value.strip() for key, _, value in pairs}


def above(cell: Cell, cells: dict[str, Cell]) -> Iterator[Cell]:
    """The cells around ``cell``, innermost first."""
    for _ in range(DEPTH):
        parent = cells.get(cell.parent)
        if parent is None:
            return
        yield parent
        cell = parent


def _is_hidden(cell: Cell, cells: dict[str, Cell]) -> bool:
    return cell.hidden or any(one.hidden for one in above(cell, cells))


def _rectangle(cell: Cell, cells: dict[str, Cell]) -> Rectangle | None:
    own = numbers(cell.geometry, "x", "y", "width", "height")
    if own is None or (cell.geometry is not None and cell.geometry.get("relative") == "1"):
        return None
    x, y = own[0], own[1]
    for around in above(cell, cells):
        shift = numbers(around.geometry, "x", "y")
        if around.vertex and shift is not None:
            x, y = x + shift[0], y + shift[1]
    return x, y, own[2], own[3]


def numbers(element: Element | None, *names: str) -> list[float] | None:
    """Those attributes as numbers, 0 where absent; None where one is no finite number."""
    if element is None:
        return None
    try:
        found = [float(element.get(name) or 0) for name in names]
    except ValueError:
        return None
    return found if all(map(math.isfinite, found)) else None
