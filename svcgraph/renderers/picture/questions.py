"""Where the words of gateways and events stand: above, or below when arrows or other words are in the way there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from svcgraph.renderers.picture.arrangement import Arrangement, Rect
from svcgraph.renderers.picture.boxes import DETAIL, SMALL_SHAPES, Box
from svcgraph.renderers.picture.curves import Point, samples
from svcgraph.renderers.picture.measure import LINE, width
from svcgraph.renderers.picture.settling import near
from svcgraph.views.shapes import Diagram

NEAR = 3.0  # points between the words and their gateway
CLEAR = 7.5  # what the layout program needs between two things, or it draws every arrow straight
COVERED = 100  # pieces of arrows that lying on a box or on other words is worth


def above(box: Box, x: float, y: float) -> Rect:
    """The area above a small shape that its words take; flat when there are none."""
    half = max((width(line, DETAIL) for line in box.lines), default=0.0) / 2
    bottom = y - box.height / 2 - NEAR
    return Rect(left=x - half, right=x + half, top=bottom - len(box.lines) * DETAIL * LINE, bottom=bottom)


def below(box: Box, x: float, y: float) -> Rect:
    """The same below."""
    area = above(box, x, y)
    top = y + box.height / 2 + NEAR
    return Rect(left=area.left, right=area.right, top=top, bottom=top + area.bottom - area.top)


def placed(diagram: Diagram, boxes: Mapping[str, Box], arrangement: Arrangement) -> dict[str, Rect]:
    """The area of the words of every small shape that has some, by node id."""
    solid = {
        node.id: around(centre, boxes[node.id]) for node, centre in zip(diagram.nodes, arrangement.centres, strict=True)
    }
    asking = {
        node.id: centre
        for node, centre in zip(diagram.nodes, arrangement.centres, strict=True)
        if node.shape in SMALL_SHAPES and boxes[node.id].lines
    }
    curves = [samples(route.points) for route in arrangement.routes]
    areas = {name: above(boxes[name], *centre) for name, centre in asking.items()}
    for name, centre in asking.items():
        others = [*solid.values(), *(area for other, area in areas.items() if other != name)]
        usual, instead = areas[name], below(boxes[name], *centre)
        if (worse := _trouble(usual, others, curves)) and _trouble(instead, others, curves) < worse:
            areas[name] = instead
    return areas


def obstacles(diagram: Diagram, boxes: Mapping[str, Box], centres: Mapping[str, Point]) -> Iterator[Rect]:
    """Words that arrows are routed around: those that stand clear of everything else."""
    solid = [around(centres[node.id], boxes[node.id]) for node in diagram.nodes]
    for node in diagram.nodes:
        if node.shape in SMALL_SHAPES and boxes[node.id].lines:
            words = above(boxes[node.id], *centres[node.id])
            area = Rect(left=words.left, right=words.right, top=words.top, bottom=words.bottom + NEAR - CLEAR)
            if not any(area.meets(other, CLEAR - 0.5) for other in solid):
                solid.append(area)
                yield area


def around(centre: Point, box: Box) -> Rect:
    """A box's own area."""
    x, y = centre
    return Rect(left=x - box.width / 2, top=y - box.height / 2, right=x + box.width / 2, bottom=y + box.height / 2)


def _trouble(area: Rect, others: Sequence[Rect], curves: Sequence[Sequence[Point]]) -> int:
    return COVERED * sum(area.meets(other) for other in others) + sum(crossings(area, curve) for curve in curves)


def crossings(area: Rect, curve: Sequence[Point]) -> int:
    """How many pieces of the line through ``curve`` meet ``area``."""
    if all(x < area.left for x, _ in curve) or all(x > area.right for x, _ in curve):
        return 0
    middle = ((area.left + area.right) / 2, (area.top + area.bottom) / 2)
    half, high = (area.right - area.left) / 2, (area.bottom - area.top) / 2
    return sum(near(one, other, middle, half, high) for one, other in pairwise(curve))
