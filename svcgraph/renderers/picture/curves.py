"""Points along Bézier curves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import dist, hypot

Point = tuple[float, float]
STEPS = 12  # per piece: enough to find the share of a length
WEIGHTS = tuple(
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    for t in (step / STEPS for step in range(1, STEPS + 1))
)  # of the four points of a Bézier piece, at each step


def samples(points: Sequence[Point]) -> list[Point]:
    """Points along Bézier pieces that share their ends."""
    curve = [points[0]]
    for start in range(0, len(points) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[start : start + 4]
        curve += [(a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy) for a, b, c, d in WEIGHTS]
    return curve


def length(line: Iterable[Point]) -> float:
    """Points from the first to the last of ``line``, by way of all."""
    return sum(dist(a, b) for a, b in pairwise(line))


def spread(curve: list[Point], pieces: int) -> list[Point]:
    """The ends of so many pieces of one length."""
    return along(curve, (step / pieces for step in range(pieces + 1)))


def at(curve: list[Point], share: float) -> Point:
    """The point at ``share`` of the curve's length."""
    return along(curve, (share,))[0]


def along(curve: list[Point], shares: Iterable[float]) -> list[Point]:
    """The points at these shares of the curve's length."""
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(curve)]
    ends = list(accumulate(steps))
    return [_after(ends[-1] * share, curve, steps, ends) for share in shares]


def _after(length: float, curve: list[Point], steps: list[float], ends: list[float]) -> Point:
    step = bisect_left(ends, length)
    if step == len(steps) or not steps[step]:
        return curve[min(step, len(curve) - 1)]
    part = 1 - (ends[step] - length) / steps[step]
    start, end = curve[step], curve[step + 1]
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def away(point: Point, curve: Sequence[Point]) -> float:
    """Distance from ``point`` to the nearest place on the line through ``curve``."""
    return min(_to_segment(point, start, end) for start, end in pairwise(curve))


def _to_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = (point[0] - start[0]) * dx + (point[1] - start[1]) * dy
    share = min(1.0, max(0.0, along / (dx * dx + dy * dy or 1.0)))
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)
