"""The size of each node: its name wrapped, its details below, measured in points before any layout."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.renderers.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, Node, NodeShape, Run

NAME = 11.0  # points
DETAIL = 9.0
SYMBOL = 0.78  # em that the symbol of a state takes
PAD_X, PAD_Y = 8.0, 5.0
SMALL = 22.0  # a gateway or an event


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """``lines`` are the name as wrapped. Width and height in points, ``size`` the name's type size."""

    width: float
    height: float
    lines: tuple[str, ...]
    size: float = NAME


LIMITS = {NodeShape.FOCUS: 190.0, NodeShape.ACTIVITY: 104.0, NodeShape.EXTERNAL: 96.0, NodeShape.DEPARTMENT: 150.0}
SIZES = {NodeShape.FOCUS: 14.0, NodeShape.DEPARTMENT: 12.0, NodeShape.ACTIVITY: 9.0}


def measured(diagram: Diagram) -> dict[str, Box]:
    """Every node's box, by node id."""
    return {node.id: box(node) for node in diagram.nodes}


def box(node: Node) -> Box:
    """One node's size, with its name wrapped."""
    if node.shape in (NodeShape.GATEWAY, NodeShape.START, NodeShape.END):
        return Box(width=SMALL, height=SMALL, lines=())
    size = SIZES.get(node.shape, NAME)
    lines = wrap(node.name, LIMITS.get(node.shape, 112.0), size, bold=is_bold(node)) or ("",)
    inner = max(
        *(width(line, size, bold=is_bold(node)) for line in lines), *(line_width(line) for line in node.details), 44.0
    )
    # a hexagon's points take room that text cannot use
    sides = PAD_X * (2 if node.shape is NodeShape.EXTERNAL else 1)
    height = len(lines) * size * LINE + len(node.details) * DETAIL * LINE + 2 * PAD_Y
    return Box(width=inner + 2 * sides, height=height, lines=lines, size=size)


def is_bold(node: Node) -> bool:
    """Services stand out from activities and external parties."""
    return node.shape in (NodeShape.SERVICE, NodeShape.FOCUS, NodeShape.DEPARTMENT)


def line_width(line: tuple[Run, ...], size: float = DETAIL) -> float:
    """Points that a line of text and symbols takes."""
    return sum(run_width(run, size) for run in line)


def run_width(run: Run, size: float = DETAIL) -> float:
    """Points that one piece of a line takes."""
    return width(run.text, size) + (SYMBOL * size if run.state else 0.0)
