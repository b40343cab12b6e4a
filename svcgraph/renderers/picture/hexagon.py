"""External parties are hexagons and processes are pointed: the layout program routes to their box, here arrows are
brought to their outline."""

from __future__ import annotations

from dataclasses import replace

from svcgraph.renderers.picture.arrangement import Route
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point

POINT = 9.0  # points that the tip of a process's outline takes
NOTCH = 10.0  # points from the box's corner to the hexagon's


def hexagon(box: Box, x: float, y: float) -> tuple[Point, ...]:
    """The six corners around the centre ``x``, ``y``."""
    half, high = box.width / 2, box.height / 2
    notch = min(NOTCH, half / 2)
    upper = ((x - half, y), (x - half + notch, y - high), (x + half - notch, y - high))
    return (*upper, (x + half, y), (x + half - notch, y + high), (x - half + notch, y + high))


def pointed(box: Box, x: float, y: float) -> tuple[Point, ...]:
    """The five corners of a process, whose point looks to the right."""
    half, high = box.width / 2, box.height / 2
    inner = x + half - POINT
    return ((x - half, y - high), (inner, y - high), (x + half, y), (inner, y + high), (x - half, y + high))


def touching(route: Route, source: tuple[Point, ...] | None, target: tuple[Point, ...] | None) -> Route:
    """The route lengthened at either end until it meets the outline there."""
    points, tip = route.points, route.tip
    if source:
        points = (_reached(points[1], points[0], source), *points[1:])
    if target:
        moved = _reached(points[-1], tip, target)
        end = (points[-1][0] + moved[0] - tip[0], points[-1][1] + moved[1] - tip[1])
        points, tip = (*points[:-1], end), moved
    return replace(route, points=points, tip=tip)


def _reached(behind: Point, end: Point, outline: tuple[Point, ...]) -> Point:
    """From ``end`` on, away from ``behind``: the first point on the outline, at most two notches off."""
    dx, dy = end[0] - behind[0], end[1] - behind[1]
    length = (dx * dx + dy * dy) ** 0.5
    if length < 1e-6:
        return end
    step = (dx / length, dy / length)
    sides = zip(outline, (*outline[1:], outline[0]), strict=True)
    ways = [way for a, b in sides if (way := _crossing(end, step, a, b)) is not None and way <= 2 * NOTCH]
    way = min(ways, default=0.0)
    return (end[0] + step[0] * way, end[1] + step[1] * way)


def _crossing(start: Point, step: Point, a: Point, b: Point) -> float | None:
    """How far along ``step`` the segment a–b is met, None when it is not."""
    sx, sy = b[0] - a[0], b[1] - a[1]
    across = step[0] * sy - step[1] * sx
    if abs(across) < 1e-9:
        return None
    way = ((a[0] - start[0]) * sy - (a[1] - start[1]) * sx) / across
    share = ((a[0] - start[0]) * step[1] - (a[1] - start[1]) * step[0]) / across
    return way if way >= 0 and 0 <= share <= 1 else None
