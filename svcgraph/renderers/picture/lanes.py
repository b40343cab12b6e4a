"""Swimlanes: places worked out here, since Graphviz draws none; it only routes the arrows around the boxes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from svcgraph.renderers.picture.arrangement import Places, Rect
from svcgraph.renderers.picture.boxes import DETAIL, SMALL_SHAPES, Box
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.dot import Setting
from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, Edge, Node, NodeShape

LANES = Setting(engine="neato", graph=(("splines", "true"), ("esep", "+3"), ("sep", "+4")), fixed=True)
NAME = 10.5  # type size of a lane's name
HEADER = 112.0  # width of the lane's name
GAP_X, GAP_Y, PAD = 30.0, 14.0, 15.0
CLOSE = 14.0  # as `PAD`, where lanes stand below each other in strips
BELOW = 20.0  # between two strips
CROWD = 6  # steep arrows between two columns, beyond which these move apart
APART, FARTHEST = 24.0, 260.0  # by so much for each more, and in all


def in_lanes(diagram: Diagram, boxes: Mapping[str, Box]) -> Places:
    """Columns from left to right in flow order, a band per lane, boxes of one cell below each other; so each strip."""
    strips = [_strip(diagram, boxes, strip) for strip in sorted({lane.strip for lane in diagram.clusters})]
    right = max((right for _, _, right in strips), default=0.0)
    centres: dict[str, Point] = {}
    bands: list[Rect] = []
    top = 0.0
    for found, lanes, _ in strips:
        centres |= {name: (x, y + top) for name, (x, y) in found.items()}
        bands += (Rect(left=0, top=band.top + top, right=right, bottom=band.bottom + top) for band in lanes)
        top = bands[-1].bottom + BELOW
    return Places(centres=centres, bands=tuple(bands), width=right, height=max(0.0, top - BELOW))


def _strip(diagram: Diagram, boxes: Mapping[str, Box], strip: int) -> tuple[dict[str, Point], list[Rect], float]:
    """Its places as if it stood by itself, and where the last of them ends."""
    shown = [node for node in diagram.nodes if diagram.clusters[node.lane].strip == strip]
    pad = PAD if all(lane.strip == strip for lane in diagram.clusters) else CLOSE
    columns = _columns(shown, diagram.edges, boxes)
    cells: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for node in shown:
        cells[node.lane, node.column].append(node)
    bands: list[Rect] = []
    centres: dict[str, Point] = {}
    right = max((x + wide / 2 for x, wide in columns.values()), default=HEADER) + GAP_X / 2
    top = 0.0
    for lane, cluster in enumerate(diagram.clusters):
        if cluster.strip != strip:
            continue
        rows = {column: nodes for (at, column), nodes in cells.items() if at == lane}
        stacks = (_stack(nodes, boxes) for nodes in rows.values())
        if cluster.external:
            stacks = (boxes[node.id].height for nodes in rows.values() for node in nodes)
        high = max(stacks, default=30.0) + 2 * pad
        high = max(high, len(wrap(cluster.name, HEADER - 14, NAME, bold=True)) * NAME * LINE + 10)
        bands.append(Rect(left=0, top=top, right=right, bottom=top + high))
        if cluster.external:
            centres |= _row([node for nodes in rows.values() for node in nodes], columns, boxes, top + high / 2)
            rows = {}
        for column, nodes in rows.items():
            y = top + (high - _stack(nodes, boxes)) / 2
            for node in nodes:
                centres[node.id] = (columns[column][0], y + _tall(node, boxes) / 2)
                y += _tall(node, boxes) + GAP_Y
        top += high
    # parties that found no room above their activity may reach beyond the last column
    reach = max((x + boxes[name].width / 2 + GAP_Y for name, (x, _) in centres.items()), default=0.0)
    return centres, bands, max(right, reach)


def _row(
    nodes: list[Node], columns: Mapping[int, tuple[float, float]], boxes: Mapping[str, Box], y: float
) -> dict[str, Point]:
    """What external parties give and get, side by side, each as near its activity as there is room."""
    found: dict[str, Point] = {}
    free = HEADER + GAP_Y
    for _, group in groupby(sorted(nodes, key=lambda node: node.column), key=lambda node: node.column):
        cell = list(group)
        whole = sum(boxes[node.id].width for node in cell) + GAP_Y * (len(cell) - 1)
        left = max(free, columns[cell[0].column][0] - whole / 2)
        for node in cell:
            found[node.id] = (left + boxes[node.id].width / 2, y)
            left += boxes[node.id].width + GAP_Y
        free = left
    return found


def _stack(nodes: list[Node], boxes: Mapping[str, Box]) -> float:
    return sum(_tall(node, boxes) for node in nodes) + GAP_Y * (len(nodes) - 1)


def _broad(node: Node, box: Box) -> float:
    """Width; an event's name needs room at the ends of the lane, a gateway's question may reach over its arrows."""
    if node.shape not in SMALL_SHAPES:
        return box.width
    spare = GAP_X - 6 if node.shape is NodeShape.GATEWAY else GAP_X / 2
    return max(box.width, *(width(line, DETAIL) - spare for line in box.lines), 0)


def _tall(node: Node, boxes: Mapping[str, Box]) -> float:
    """Height with what is written above a gateway; as much is left free below, so that rows stay level."""
    box = boxes[node.id]
    if node.shape not in SMALL_SHAPES:
        return box.height
    return box.height + 2 * max(0.0, len(box.lines) * DETAIL * LINE - PAD + 12 if box.lines else 0.0)


def _columns(shown: Sequence[Node], edges: Iterable[Edge], boxes: Mapping[str, Box]) -> dict[int, tuple[float, float]]:
    """Centre and width of each column. Where many arrows climb between two, they would run as one: more room there."""
    widths: dict[int, float] = defaultdict(float)
    for node in shown:
        widths[node.column] = max(widths[node.column], _broad(node, boxes[node.id]))
    steep = _steep(shown, edges)
    left, found = HEADER + GAP_X / 2, {}
    for column in sorted(widths):
        found[column] = (left + widths[column] / 2, widths[column])
        left += widths[column] + GAP_X + min(FARTHEST, APART * max(0, steep[column] - CROWD))
    return found


def _steep(shown: Sequence[Node], edges: Iterable[Edge]) -> Counter[int]:
    """Per column, how many arrows to the next one cross more lanes than the one beside."""
    nodes = {node.id: node for node in shown}
    inner = ((nodes[edge.source], nodes[edge.target]) for edge in edges if edge.source in nodes)
    ends = [sorted(both, key=lambda node: node.column) for both in inner]
    near = ((one, other) for one, other in ends if other.column == one.column + 1)
    return Counter(one.column for one, other in near if abs(one.lane - other.lane) > 1)
