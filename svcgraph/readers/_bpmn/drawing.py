"""Rule S0: who performs a node, from where it is drawn. Read again only for files that need it."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from svcgraph.errors import FaultList
from svcgraph.intake.xml import SEPARATOR, Attributes, Bindings, Events, parse, spellings
from svcgraph.readers._bpmn.facts import EXTENSION
from svcgraph.readers._bpmn.references import Index
from svcgraph.readers._geometry import Rectangle

DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
PAGE = DIAGRAM + SEPARATOR + "BPMNDiagram"
SHAPE = DIAGRAM + SEPARATOR + "BPMNShape"
EDGE = DIAGRAM + SEPARATOR + "BPMNEdge"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC" + SEPARATOR + "Bounds"
Page = dict[str, Attributes]  # bpmnElement → bounds of its first shape, as written


class Drawing:
    """The pages of a file: per page and element as written, the bounds of its first shape."""

    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages

    def by_id(self, *tables: Index) -> list[Page]:
        """Per page, the rectangles by id of the element meant (L5); ``tables`` hold the ids there are."""
        return [_by_id(page, tables) for page in self._pages]


def _by_id(page: Page, tables: tuple[Index, ...]) -> Page:
    found: Page = {}
    for reference, bounds in page.items():
        found.setdefault(_meant(reference, tables), bounds)
    return found


def _meant(reference: str, tables: tuple[Index, ...]) -> str:
    """The id that ``reference`` means (L5): as it is, trimmed, or without its prefix."""
    trimmed = reference.strip()
    for identity in (reference, trimmed):
        for table in tables:
            if identity in table:
                return identity
    return trimmed.rpartition(":")[2]


def read_drawing(data: bytes, file: str) -> Drawing:
    """The drawing of a document that has been read without error before."""
    return Drawing(parse(data, file, Shapes, FaultList()).pages)


class Shapes:
    """Fills ``pages``; only a ``Bounds`` directly in a ``BPMNShape`` counts, not its label's.

    Start tags are muted where nothing can come that counts: inside an edge, and after the bounds.
    Nothing under an ``extensionElements`` counts (L4).
    ``inside``: the start tag of the first page has been seen already.
    """

    def __init__(self, events: Events, *, inside: bool = False) -> None:
        self.pages: list[Page] = [{}] if inside else []
        self._element: str | None = None
        self._inner = 0  # open elements inside the shape
        self._extensions = 0  # open extensionElements
        self._shape = self._muted_in = ""
        self._events = events
        self._names = _shape_names(events.bindings)
        events.switch(self._start, self._end)

    def _start(self, name: str, attributes: Attributes) -> None:
        kind = self._names.get(name)
        if kind == EXTENSION:
            self._extensions = 1
            self._events.switch(self._start_extension, self._end_extension)
        elif self._element is not None:
            self._inner += 1
            if kind == BOUNDS and self._inner == 1:
                self._keep(attributes)
        elif kind == SHAPE:
            self._element = attributes.get("bpmnElement", "")
            self._shape = name
            self._inner = 0
        elif kind == EDGE:
            self._mute(name)
        elif kind == PAGE:
            self.pages.append({})

    def _start_extension(self, name: str, _attributes: Attributes) -> None:
        if self._names.get(name) == EXTENSION:
            self._extensions += 1

    def _end_extension(self, name: str) -> None:
        if self._names.get(name) == EXTENSION:
            self._extensions -= 1
            if not self._extensions:
                self._events.switch(self._start, self._end)

    def _mute(self, name: str) -> None:
        self._muted_in = name
        self._events.hear_starts(None)

    def _keep(self, attributes: Attributes) -> None:
        if self.pages and self._element:
            self.pages[-1].setdefault(self._element, attributes)
            self._mute(self._shape)

    def _end(self, name: str) -> None:
        if self._muted_in:
            if name == self._muted_in:
                self._muted_in = ""
                self._element = None
                self._events.hear_starts(self._start)
        elif self._element is not None:
            self._inner -= 1
            if self._inner < 0:
                self._element = None


@lru_cache(maxsize=256)
def _shape_names(bindings: Bindings) -> dict[str, str]:
    """Names as a document with ``bindings`` spells them → the names that `Shapes` knows."""
    return {spelled: name for name in (PAGE, SHAPE, EDGE, BOUNDS, EXTENSION) for spelled in spellings(name, bindings)}


def rectangle(attributes: Attributes) -> Rectangle | None:
    """The rectangle of a ``Bounds``; None if its numbers are none: such a shape places nothing."""
    try:
        numbers = [float(attributes[key]) for key in ("x", "y", "width", "height")]
    except (KeyError, ValueError):
        return None
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if all(map(math.isfinite, numbers)) else None


_TAG, _MENTIONS = 4096, 10_000  # bytes between tags, mentions of a diagram: beyond, it is nothing usual
_TAG_END = re.compile(rb"BPMNDiagram\s*>\s*(?:<(?:[^\s<>/:]+:)?BPMNDiagram[\s>]|</[^<>]*>\s*\Z)")


def nothing_but_diagrams(data: bytes, start: int) -> bool:
    """Whether after byte ``start``, where a diagram begins, only diagrams and the root's end follow.

    Every end tag of a diagram must be followed by the next diagram or by the last end tag; a diagram
    in one empty tag spoils it. So whatever is in comments, no element outside a diagram is missed.
    """
    at = data.find(b"BPMNDiagram", start)
    closed = False
    for _ in range(_MENTIONS):
        if at == -1:
            return closed
        tag = data.rfind(b"<", max(0, at - _TAG), at)
        if data[tag + 1 : tag + 2] == b"/":
            closed = True
            if not _TAG_END.match(data, at):
                return False
        else:
            after = data.find(b"<", at, at + _TAG)
            if tag == -1 or after == -1 or data[at:after].rstrip().endswith(b"/>"):
                return False
        at = data.find(b"BPMNDiagram", at + 1)
    return False
