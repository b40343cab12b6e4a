"""The names of departments: wrapped to their frame, and kept clear of arrows."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram

SIZE = 13.0
SIDE = 12.0  # points left free at both ends


def title_lines(name: str, wide: float) -> tuple[str, ...]:
    """The name wrapped to a frame of that width."""
    return wrap(name, wide - 2 * SIDE, SIZE, bold=True) if name else ()


def title_height(name: str, wide: float) -> float:
    """Points it takes above the services."""
    return len(title_lines(name, wide)) * SIZE * LINE + 4


def title_areas(diagram: Diagram, frames: tuple[Rect | None, ...]) -> Iterator[Rect]:
    """Where the names stand: no arrow is routed through them and no label put on them."""
    for cluster, frame in zip(diagram.clusters, frames, strict=True):
        if frame and (lines := title_lines(cluster.name, frame.right - frame.left)):
            half = max(width(line, SIZE, bold=True) for line in lines) / 2
            middle = (frame.left + frame.right) / 2
            bottom = frame.top + title_height(cluster.name, frame.right - frame.left)
            yield Rect(left=middle - half, top=frame.top + 3, right=middle + half, bottom=bottom)
