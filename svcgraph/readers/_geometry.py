"""What lies in what on a drawing: one function for BPMN, draw.io, Visio and XPDL (`7-rulings`, Model)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from svcgraph.domain.process import NONE

Rectangle = tuple[float, float, float, float]  # x, y, width, height; y grows downwards


def smallest_around(rectangle: Rectangle, candidates: Iterable[tuple[int, Rectangle]]) -> int:
    """The candidate of smallest area whose closed rectangle holds the centre (ties: order), or NONE."""
    x, y = rectangle[0] + rectangle[2] / 2, rectangle[1] + rectangle[3] / 2
    best, best_area = NONE, math.inf
    for candidate, (left, top, width, height) in candidates:
        if left <= x <= left + width and top <= y <= top + height and width * height < best_area:
            best, best_area = candidate, width * height
    return best
