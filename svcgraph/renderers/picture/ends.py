"""Arrows that come to a box, or leave it, as one line are parted there, along the side of the box: each has a head and
a foot of its own. Those that run as one line for a long way on are drawn apart in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import dist, hypot

from svcgraph.renderers.picture.arrangement import Arrangement, Rect, Route
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.cells import by_square, square
from svcgraph.renderers.picture.curves import Point, along, away, length, samples, spread
from svcgraph.renderers.picture.questions import around
from svcgraph.views.shapes import Diagram

LAST = 24.0  # points before the box that an arrow has to itself
TOGETHER = 3.0  # points at which two lines are one
BETWEEN = 9.0  # points from one parted arrow to the next
CORNER = 6.0  # points of a side that stay free
BACK = 80.0  # points before the box, where it shows from which side an arrow comes
CLOSE, LONG = 5.0, 40.0  # points between two places on a line; that two lines may be one
NEAR = hypot(TOGETHER, CLOSE / 2)  # the nearest such place on a line that is as good as one with another
ASIDE = 4.0  # points that each of them is moved
TARGET, SOURCE = True, False


def parted(diagram: Diagram, boxes: Mapping[str, Box], arrangement: Arrangement) -> Arrangement:
    """The arrangement with no two arrows at one box that are one line there."""
    routes = list(arrangement.routes)
    areas = {node.id: around(at, boxes[node.id]) for node, at in zip(diagram.nodes, arrangement.centres, strict=True)}
    for end in (TARGET, SOURCE):
        at: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(diagram.edges):
            at[edge.target if end else edge.source].append(number)
        for box, numbers in at.items():
            for together in _together(numbers, routes, end):
                _part(together, routes, areas[box], end)
    moves = _moves([_closely(samples(route.points)) for route in routes])
    for number, edge in enumerate(diagram.edges):
        others = [area for name, area in areas.items() if name not in (edge.source, edge.target)]
        routes[number] = _clear(routes[number], moves[number], others)
    return replace(arrangement, routes=tuple(routes))


def _together(numbers: Sequence[int], routes: Sequence[Route], end: bool) -> Iterator[list[int]]:
    """Those of which each is one line with another of them."""
    ways = {number: _last(routes[number], end) for number in numbers}
    group = {number: number for number in numbers}
    for one, other in combinations(numbers, 2):
        if all(away(point, ways[other]) < TOGETHER for point in ways[one]):
            old, new = group[other], group[one]
            group = {number: new if found == old else found for number, found in group.items()}
    for first in sorted(set(group.values())):
        held = [number for number in numbers if group[number] == first]
        if len(held) > 1:
            yield held


def _line(route: Route, end: bool) -> list[Point]:
    """Points along the arrow, those at the box first."""
    if end is SOURCE:
        return [*samples(route.points), route.tip]
    return [route.tip, *reversed(samples(route.points))]


def _last(route: Route, end: bool) -> list[Point]:
    line = _line(route, end)
    return along(line, (min(1.0, step * LAST / 4 / (length(line) or 1.0)) for step in range(5)))


def _part(numbers: Sequence[int], routes: list[Route], area: Rect, end: bool) -> None:
    """In the order in which they come, so that they do not cross on the way."""
    ends = [routes[number].tip if end else routes[number].points[0] for number in numbers]
    middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
    upright = min(abs(middle[0] - area.left), abs(middle[0] - area.right)) < min(
        abs(middle[1] - area.top), abs(middle[1] - area.bottom)
    )
    axis = 1 if upright else 0
    low, high = (area.top, area.bottom) if upright else (area.left, area.right)
    wide = min(BETWEEN * (len(numbers) - 1), max(0.0, high - low - 2 * CORNER))
    start = min(max(middle[axis] - wide / 2, low + CORNER), max(low + CORNER, high - CORNER - wide))
    ordered = sorted(numbers, key=lambda number: (_bearing(routes[number], middle, axis, end), number))
    for place, number in enumerate(ordered):
        now = routes[number].tip if end else routes[number].points[0]
        by = start + wide * place / (len(numbers) - 1) - now[axis]
        routes[number] = _moved(routes[number], (0.0, by) if upright else (by, 0.0), end)


def _bearing(route: Route, middle: Point, axis: int, end: bool) -> float:
    """How far to the one side of the box the arrow comes from, or goes to; by direction, not by distance."""
    line = _line(route, end)
    spot = along(line, (min(1.0, BACK / (length(line) or 1.0)),))[0]
    return (spot[axis] - middle[axis]) / (hypot(spot[0] - middle[0], spot[1] - middle[1]) or 1.0)


def _moved(route: Route, by: Point, end: bool) -> Route:
    """The last piece of the curve bent so that it ends so far aside."""
    dx, dy = by
    points = list(route.points)
    for place in (-1, -2) if end else (0, 1):
        points[place] = (points[place][0] + dx, points[place][1] + dy)
    tip = (route.tip[0] + dx, route.tip[1] + dy) if end else route.tip
    return Route(points=tuple(points), tip=tip)


def _moves(lines: Sequence[list[Point]]) -> list[Point]:
    """How far each line is to move for every two that are one for long, to either side of it."""
    moves = [(0.0, 0.0)] * len(lines)
    for (one, other), shared in sorted(_shared(lines).items()):
        if len(shared) * CLOSE <= LONG:
            continue
        dx, dy = shared[-1][0] - shared[0][0], shared[-1][1] - shared[0][1]
        long = hypot(dx, dy) or 1.0
        across = (-dy / long * ASIDE, dx / long * ASIDE)
        side = 1 if _mean(lines[other], across) >= _mean(lines[one], across) else -1
        for number, way in ((one, -side), (other, side)):
            x, y = moves[number]
            moves[number] = (x + way * across[0], y + way * across[1])
    return moves


def _clear(route: Route, by: Point, others: Sequence[Rect]) -> Route:
    """Bent as far as it passes behind no box; where it begins and ends it stays."""
    for share in (1.0, 0.5):
        bent = _bent(route, (by[0] * share, by[1] * share))
        if bent is route or not any(_within(spot, area) for spot in _closely(samples(bent.points)) for area in others):
            return bent
    return route


def _within(spot: Point, area: Rect) -> bool:
    return area.left < spot[0] < area.right and area.top < spot[1] < area.bottom


def _closely(line: list[Point]) -> list[Point]:
    return spread(line, max(2, round(length(line) / CLOSE)))


def _shared(lines: Sequence[Sequence[Point]]) -> dict[tuple[int, int], list[Point]]:
    """By two lines the places of the first at which the second is as good as there; found by squares of the sheet."""
    cells = by_square(lines, CLOSE)
    found: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for number, line in enumerate(lines):
        for spot in line:
            column, row = square(spot, CLOSE)
            near = (one for x in (-1, 0, 1) for y in (-1, 0, 1) for one in cells.get((column + x, row + y), ()))
            for other in {other for other, place in near if other > number and dist(spot, place) < NEAR}:
                found[number, other].append(spot)
    return found


def _mean(line: Sequence[Point], across: Point) -> float:
    """On which side of the shared way most of the line lies."""
    return sum(x * across[0] + y * across[1] for x, y in line) / len(line)


def _bent(route: Route, by: Point) -> Route:
    dx, dy = by
    if not dx and not dy:
        return route
    first, *inner, last = route.points
    return replace(route, points=(first, *((x + dx, y + dy) for x, y in inner), last))
