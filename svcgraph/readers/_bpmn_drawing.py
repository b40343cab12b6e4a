"""Rule S0: who performs a node, from where it is drawn. Read again only for files that need it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from svcgraph.domain.process import NONE
from svcgraph.errors import FaultList
from svcgraph.intake.xml import SEPARATOR, Attributes, Events, parse
from svcgraph.readers._bpmn_collector import DIAGRAM
from svcgraph.readers._bpmn_references import Index, find

BOUNDS = "http://www.omg.org/spec/DD/20100524/DC" + SEPARATOR + "Bounds"
Rectangle = tuple[float, float, float, float]  # x, y, width, height
Page = dict[str, Rectangle]  # bpmnElement → bounds of its first shape


class Drawing:
    """The pages of a file: per page and element as written, the bounds of its first shape."""

    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages

    def tables(self, index: Index) -> list[dict[int, Rectangle]]:
        """Per page: the elements of ``index`` and their rectangles (the first shape of each, L5)."""
        tables: list[dict[int, Rectangle]] = []
        for page in self._pages:
            table: dict[int, Rectangle] = {}
            for reference, rectangle in page.items():
                table.setdefault(find(index, reference), rectangle)
            table.pop(NONE, None)
            tables.append(table)
        return tables


def read_drawing(data: bytes, file: str) -> Drawing:
    """The drawing of a document that has been read without error before."""
    shapes = parse(data, file, _Shapes, FaultList())
    return Drawing(shapes.pages)


def smallest_around(rectangle: Rectangle, candidates: Iterable[tuple[int, Rectangle]]) -> int:
    """The candidate of smallest area whose closed rectangle holds the centre (ties: order), or NONE."""
    x, y = rectangle[0] + rectangle[2] / 2, rectangle[1] + rectangle[3] / 2
    best, best_area = NONE, math.inf
    for candidate, (left, top, width, height) in candidates:
        if left <= x <= left + width and top <= y <= top + height and width * height < best_area:
            best, best_area = candidate, width * height
    return best


class _Shapes:
    """Fills ``pages``; only a ``Bounds`` directly in a ``BPMNShape`` counts, not its label's."""

    def __init__(self, events: Events) -> None:
        self.pages: list[Page] = []
        self._page: Page | None = None
        self._element: str | None = None
        self._inner = 0  # open elements inside the shape
        self._events = events
        events.switch(self._start, self._end)

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._element is not None:
            self._inner += 1
            if name == BOUNDS and self._inner == 1:
                self._keep(attributes)
        elif name == _PAGE:
            self._page = {}
            self.pages.append(self._page)
        elif name == _SHAPE and self._page is not None:
            self._element = attributes.get("bpmnElement", "")
            self._inner = 0

    def _keep(self, attributes: Attributes) -> None:
        rectangle = _rectangle(attributes)
        if rectangle is not None and self._page is not None and self._element:
            self._page.setdefault(self._element, rectangle)

    def _end(self, name: str) -> None:
        if self._element is not None:
            if self._inner == 0:
                self._element = None
            self._inner -= 1
        elif name == _PAGE:
            self._page = None


_PAGE = DIAGRAM + SEPARATOR + "BPMNDiagram"
_SHAPE = DIAGRAM + SEPARATOR + "BPMNShape"


def _rectangle(attributes: Attributes) -> Rectangle | None:
    try:
        numbers = [float(attributes[key]) for key in ("x", "y", "width", "height")]
    except (KeyError, ValueError):
        return None  # a shape without usable bounds places nothing
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if all(map(math.isfinite, numbers)) else None
