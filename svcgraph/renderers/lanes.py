"""Swimlanes: places worked out here, since Graphviz draws none; it only routes the arrows around the boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from svcgraph.renderers.arrangement import Places, Rect
from svcgraph.renderers.boxes import Box
from svcgraph.renderers.curves import Point
from svcgraph.renderers.dot import Setting
from svcgraph.views.shapes import Diagram, Node

LANES = Setting(engine="neato", graph=(("splines", "true"), ("esep", "+3"), ("sep", "+4")), fixed=True)
HEADER = 112.0  # width of the lane's name
GAP_X, GAP_Y, PAD = 44.0, 14.0, 16.0


def in_lanes(diagram: Diagram, boxes: Mapping[str, Box]) -> Places:
    """Columns from left to right in flow order, a band per lane, boxes of one cell below each other."""
    columns = _columns(diagram.nodes, boxes)
    cells: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for node in diagram.nodes:
        cells[node.lane, node.column].append(node)
    bands: list[Rect] = []
    centres: dict[str, Point] = {}
    right = max((x + wide / 2 for x, wide in columns.values()), default=HEADER) + GAP_X / 2
    top = 0.0
    for lane in range(len(diagram.clusters)):
        rows = {column: nodes for (at, column), nodes in cells.items() if at == lane}
        high = max((_stack(nodes, boxes) for nodes in rows.values()), default=30.0) + 2 * PAD
        bands.append(Rect(left=0, top=top, right=right, bottom=top + high))
        for column, nodes in rows.items():
            y = top + (high - _stack(nodes, boxes)) / 2
            for node in nodes:
                centres[node.id] = (columns[column][0], y + boxes[node.id].height / 2)
                y += boxes[node.id].height + GAP_Y
        top += high
    return Places(centres=centres, bands=tuple(bands), width=right, height=top)


def _stack(nodes: list[Node], boxes: Mapping[str, Box]) -> float:
    return sum(boxes[node.id].height for node in nodes) + GAP_Y * (len(nodes) - 1)


def _columns(nodes: tuple[Node, ...], boxes: Mapping[str, Box]) -> dict[int, tuple[float, float]]:
    """Centre and width of each column."""
    widths: dict[int, float] = defaultdict(float)
    for node in nodes:
        widths[node.column] = max(widths[node.column], boxes[node.id].width)
    left, found = HEADER + GAP_X / 2, {}
    for column in sorted(widths):
        found[column] = (left + widths[column] / 2, widths[column])
        left += widths[column] + GAP_X
    return found
