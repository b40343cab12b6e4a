"""The size of each node: its name wrapped, its details below, measured in points before any layout."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, Node, NodeShape, Run

NAME = 11.0  # points
DETAIL = 9.0
SYMBOL = 0.78  # em that the symbol of a state takes
PAD_X, PAD_Y = 8.0, 5.0
PORT = 15.0  # between two arrows that end at one side of the service in the middle
SMALL = 22.0  # a gateway or an event
LETTERED = 18.0  # a letter in a circle
QUESTION = 76.0  # width of what is written above a gateway
DETAIL_LIMIT = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """``lines`` and ``details`` are the name and the small lines as wrapped.

    Width and height in points; ``size`` is the type size of the name.
    """

    width: float
    height: float
    lines: tuple[str, ...]
    details: tuple[tuple[Run, ...], ...] = ()
    size: float = NAME


SMALL_SHAPES = (NodeShape.GATEWAY, NodeShape.START, NodeShape.EVENT, NodeShape.END)
LIMITS = {
    NodeShape.FOCUS: 190.0,
    NodeShape.ACTIVITY: 96.0,
    NodeShape.EXTERNAL: 96.0,
    NodeShape.DEPARTMENT: 150.0,
    NodeShape.GROUP: 190.0,
    NodeShape.CARD: 108.0,
    NodeShape.STOP: 104.0,
    NodeShape.PROCESS: 122.0,
    NodeShape.CHIP: 132.0,
    NodeShape.PROMISE: 130.0,
}
DETAIL_LIMITS = {
    NodeShape.CARD: 142.0,  # a share, its target and the count on one line
    NodeShape.STOP: 112.0,
    NodeShape.PROCESS: 130.0,
    NodeShape.PROMISE: 138.0,
    NodeShape.CHIP: 138.0,
}
SIZES = {
    NodeShape.FOCUS: 14.0,
    NodeShape.DEPARTMENT: 12.0,
    NodeShape.GROUP: 12.0,
    NodeShape.CHIP: 9.5,
    NodeShape.ACTIVITY: 9.0,
    NodeShape.CARD: 10.0,
}


def measured(diagram: Diagram) -> dict[str, Box]:
    """Every node's box, by node id."""
    boxes = {node.id: box(node) for node in diagram.nodes}
    for node in diagram.nodes:
        if node.shape is NodeShape.FOCUS:
            sides = Counter((edge.source == node.id) for edge in diagram.edges)
            needed = PORT * max(sides.values(), default=0) + 2 * PAD_Y
            boxes[node.id] = replace(boxes[node.id], height=max(boxes[node.id].height, needed))
    return boxes


def box(node: Node) -> Box:
    """One node's size, with its name wrapped."""
    if node.shape in SMALL_SHAPES:
        return Box(width=SMALL, height=SMALL, lines=wrap(node.name, QUESTION, DETAIL) if node.name else ())
    if node.shape is NodeShape.CONNECTOR:
        return Box(width=LETTERED, height=LETTERED, lines=(node.name,), size=DETAIL)
    size = SIZES.get(node.shape, NAME)
    details = tuple(
        piece for line in node.details for piece in _wrapped(line, DETAIL_LIMITS.get(node.shape, DETAIL_LIMIT))
    )
    limit = max(LIMITS.get(node.shape, 112.0), *(line_width(line) for line in details), 0)
    lines = wrap(node.name, limit, size, bold=is_bold(node)) or ("",)
    inner = max(*(width(line, size, bold=is_bold(node)) for line in lines), *(line_width(line) for line in details), 44)
    # the points of a hexagon and of a process take room that text cannot use
    sides = PAD_X * (2 if node.shape in (NodeShape.EXTERNAL, NodeShape.PROCESS, NodeShape.PROMISE) else 1)
    height = len(lines) * size * LINE + len(details) * DETAIL * LINE + 2 * PAD_Y
    return Box(width=inner + 2 * sides, height=height, lines=lines, details=details, size=size)


def _wrapped(line: tuple[Run, ...], limit: float) -> tuple[tuple[Run, ...], ...]:
    """A small line as it is; too long, broken before a symbol, and the last text of what is still too long wrapped."""
    if line_width(line) <= limit:
        return (line,)
    starts = [place for place, run in enumerate(line) if run.state and place]
    fitting = [place for place in starts if line_width(line[:place]) <= limit]
    if fitting:
        return (line[: fitting[-1]], *_wrapped(line[fitting[-1] :], limit))
    *before, last = line
    first, *rest = wrap(last.text, limit - line_width(tuple(before)), DETAIL) or ("",)
    blank = " " if before and last.text.startswith(" ") else ""
    return ((*before, Run(blank + first)), *((Run(more),) for more in rest))


def is_bold(node: Node) -> bool:
    """Services stand out from activities and external parties."""
    return node.shape in (
        NodeShape.SERVICE,
        NodeShape.FOCUS,
        NodeShape.DEPARTMENT,
        NodeShape.GROUP,
        NodeShape.STOP,
        NodeShape.PROCESS,
        NodeShape.CHIP,
        NodeShape.PROMISE,
        NodeShape.CONNECTOR,
    )


def line_width(line: tuple[Run, ...], size: float = DETAIL) -> float:
    """Points that a line of text and symbols takes."""
    return sum(run_width(run, size) for run in line)


def run_width(run: Run, size: float = DETAIL) -> float:
    """Points that one piece of a line takes."""
    return width(run.text, size) + (SYMBOL * size if run.state else 0.0)
