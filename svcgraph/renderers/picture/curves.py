"""Points along Bézier curves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
STEPS = 12  # per piece: enough to find the share of a length


def samples(points: Sequence[Point]) -> list[Point]:
    """Points along Bézier pieces that share their ends."""
    curve = [points[0]]
    for start in range(0, len(points) - 3, 3):
        piece = points[start : start + 4]
        curve += [_bezier(piece, step / STEPS) for step in range(1, STEPS + 1)]
    return curve


def _bezier(piece: Sequence[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, piece, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, piece, strict=True)),
    )


def at(curve: list[Point], share: float) -> Point:
    """The point at ``share`` of the curve's length."""
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(curve)]
    left = sum(steps) * share
    for start, end, step in zip(curve, curve[1:], steps, strict=False):
        if step and left <= step:
            part = left / step
            return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
        left -= step
    return curve[-1]


def away(point: Point, curve: Sequence[Point]) -> float:
    """Distance from ``point`` to the nearest place on the line through ``curve``."""
    return min(_to_segment(point, start, end) for start, end in pairwise(curve))


def _to_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = (point[0] - start[0]) * dx + (point[1] - start[1]) * dy
    share = min(1.0, max(0.0, along / (dx * dx + dy * dy or 1.0)))
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)
