"""The map of processes: families as bands above each other, columns in the middle one from need to satisfaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from svcgraph.renderers.picture.arrangement import Arrangement, Places, Rect, Route
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.dot import Setting
from svcgraph.renderers.picture.lane_ink import lane_lines
from svcgraph.renderers.picture.lanes import HEADER, NAME
from svcgraph.renderers.picture.measure import LINE
from svcgraph.views.shapes import Diagram, Node

FAMILIES = Setting(engine="neato", graph=(("splines", "true"), ("esep", "+3"), ("sep", "+5")), fixed=True)
GAP_X, GAP_Y, PAD = 58.0, 26.0, 22.0
WIDEST_GAP = 60.0  # more than `GAP_Y` between the boxes of a short column
BETWEEN = 18.0  # between bands, for arrows
NARROWEST = 760.0
SWEEPS = 4
APART = 8.0  # between the tips of arrows at one side of a box
CORNER = 4.0  # of a box, where no arrow ends
MOST_COLUMNS = 8
HIGHEST = 620.0  # of a column; a taller one is parted into two


def in_families(diagram: Diagram, boxes: Mapping[str, Box]) -> Places:
    """Places for every box. A column of the middle that would be too tall is parted, the rest are rows."""
    middle = [node for node in diagram.nodes if node.lane == 1]
    stacks = _stacks(_level(middle, diagram), boxes)
    widths = [max(boxes[node.id].width for node in stack) for stack in stacks]
    across = sum(widths) + GAP_X * (len(widths) + 1)
    right = HEADER + max(across, NARROWEST)
    spare = (right - HEADER - across) / max(1, len(widths) - 1) if len(widths) > 1 else 0.0
    centres: dict[str, Point] = {}
    bands: list[Rect] = []
    top = 0.0
    for lane, cluster in enumerate(diagram.clusters):
        least = len(lane_lines(cluster.name)) * NAME * LINE + 12
        if lane == 1:
            high = max([_tall(stack, boxes) for stack in stacks] + [least]) + 2 * PAD
            centres |= _columns(stacks, widths, boxes, spare, Rect(left=0, top=top, right=right, bottom=top + high))
        else:
            rows = _rows([node for node in diagram.nodes if node.lane == lane], boxes, right - HEADER)
            high = max(sum(max(boxes[n.id].height for n in row) + GAP_Y for row in rows) - GAP_Y, least) + 2 * PAD
            centres |= _in_rows(rows, boxes, top, right)
        bands.append(Rect(left=0, top=top, right=right, bottom=top + high))
        top += high + BETWEEN
    return Places(centres=centres, bands=tuple(bands), width=right, height=max(0.0, top - BETWEEN))


def _stacks(nodes: Sequence[Node], boxes: Mapping[str, Box]) -> list[list[Node]]:
    """Columns from left to right; one that is too tall becomes several beside each other."""
    by_column = _by_column(nodes)
    folded = _folded(sorted(by_column))
    found: list[list[Node]] = []
    for column, shared in folded:
        if not shared:
            found.append([])
        for node in by_column[column]:
            if found[-1] and _tall([*found[-1], node], boxes) > HIGHEST:
                found.append([])
            found[-1].append(node)
    return found


def _folded(columns: Sequence[int]) -> list[tuple[int, bool]]:
    """Each column, and whether it stands below the one before it: a long way does not fit a sheet side by side."""
    if len(columns) <= MOST_COLUMNS:
        return [(column, False) for column in columns]
    inner = columns[1:-1]  # the parties at both ends stay apart
    places = [at * (MOST_COLUMNS - 2) // len(inner) for at in range(len(inner))]
    shared = [False, *(one == before for one, before in zip(places, [-1, *places], strict=False)), False]
    return list(zip(columns, shared, strict=True))


def _level(nodes: Sequence[Node], diagram: Diagram) -> list[Node]:
    """In an order in which arrows run level: each box about where those stand that it has to do with, in two sweeps."""
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    order = sorted(nodes, key=lambda node: node.column)
    for _ in range(SWEEPS):
        height = {node.id: place for column in _by_column(order).values() for node, place in _places(column)}
        means = {}
        for node in order:
            near = [height[other] for other in beside[node.id] if other in height]
            means[node.id] = sum(near) / len(near) if near else height[node.id]
        order.sort(key=lambda node: (node.column, round(means[node.id], 6), height[node.id]))
    return order


def _places(column: Sequence[Node]) -> list[tuple[Node, float]]:
    """How far down each stands, 0 to 1."""
    return [(node, (index + 0.5) / len(column)) for index, node in enumerate(column)]


def _by_column(nodes: Sequence[Node]) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.column].append(node)
    return found


def _tall(stack: Sequence[Node], boxes: Mapping[str, Box]) -> float:
    return sum(boxes[node.id].height + GAP_Y for node in stack) - GAP_Y


def _columns(
    stacks: Sequence[Sequence[Node]], widths: Sequence[float], boxes: Mapping[str, Box], spare: float, band: Rect
) -> dict[str, Point]:
    """A short column is drawn apart in its band, so that arrows pass between its boxes and not one on the other."""
    found: dict[str, Point] = {}
    left = HEADER + GAP_X
    for stack, wide in zip(stacks, widths, strict=True):
        free = band.bottom - band.top - 2 * PAD - _tall(stack, boxes)
        gap = GAP_Y + min(WIDEST_GAP, free / len(stack))
        y = (band.top + band.bottom - _tall(stack, boxes) - (gap - GAP_Y) * (len(stack) - 1)) / 2
        for node in stack:
            found[node.id] = (left + wide / 2, y + boxes[node.id].height / 2)
            y += boxes[node.id].height + gap
        left += wide + GAP_X + spare
    return found


def _rows(nodes: Sequence[Node], boxes: Mapping[str, Box], wide: float) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    for node in nodes:
        if rows[-1] and sum(boxes[one.id].width + GAP_X for one in (*rows[-1], node)) + GAP_X > wide:
            rows.append([])
        rows[-1].append(node)
    return [row for row in rows if row]


def _in_rows(rows: Sequence[Sequence[Node]], boxes: Mapping[str, Box], top: float, right: float) -> dict[str, Point]:
    """Each row spread over the width."""
    found: dict[str, Point] = {}
    y = top + PAD
    for row in rows:
        high = max(boxes[node.id].height for node in row)
        free = (right - HEADER - sum(boxes[node.id].width for node in row)) / (len(row) + 1)
        x = HEADER + free
        for node in row:
            found[node.id] = (x + boxes[node.id].width / 2, y + high / 2)
            x += boxes[node.id].width + free
        y += high + GAP_Y
    return found


def ends_apart(diagram: Diagram, boxes: Mapping[str, Box], arrangement: Arrangement) -> Arrangement:
    """Arrows that come in on one spot of a process's left side, moved along it until each can be followed."""
    centres = dict(zip((node.id for node in diagram.nodes), arrangement.centres, strict=True))
    inside: dict[str, list[int]] = defaultdict(list)
    for number, (edge, route) in enumerate(zip(diagram.edges, arrangement.routes, strict=True)):
        x, y = centres[edge.target]
        if abs(route.tip[0] - (x - boxes[edge.target].width / 2)) < 2:
            inside[edge.target].append(number)
    routes = list(arrangement.routes)
    for target, numbers in inside.items():
        numbers.sort(key=lambda number: routes[number].tip[1])
        reach = boxes[target].height / 2 - CORNER
        for number, y in zip(numbers, _spaced([routes[one].tip[1] for one in numbers]), strict=True):
            if abs(y - centres[target][1]) <= reach:
                routes[number] = _ending(routes[number], y - routes[number].tip[1])
    return replace(arrangement, routes=tuple(routes))


def _spaced(heights: Sequence[float]) -> list[float]:
    """The same in order, those nearer to each other than `APART` spread about their middle."""
    held: list[list[float]] = []
    for height in heights:
        held.append([height])
        while len(held) > 1 and _spread(held[-1])[0] - _spread(held[-2])[-1] < APART:
            held[-2:] = [[*held[-2], *held[-1]]]
    return [height for one in held for height in _spread(one)]


def _spread(heights: Sequence[float]) -> list[float]:
    middle = sum(heights) / len(heights)
    return [middle + (at - (len(heights) - 1) / 2) * APART for at in range(len(heights))]


def _ending(route: Route, down: float) -> Route:
    """The arrow with its last bend and its tip moved down."""
    *before, bend, end = route.points
    moved = ((bend[0], bend[1] + down), (end[0], end[1] + down))
    return Route(points=(*before, *moved), tip=(route.tip[0], route.tip[1] + down))
