"""What stands where, by square of the sheet: who asks what is near a place looks only there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.curves import Point

CELL = 40.0  # points

Square = tuple[int, int]
Points = dict[Square, list[tuple[int, Point]]]  # each with the number of its line


def square(point: Point, side: float = CELL) -> Square:
    """The square that a point lies in."""
    return int(point[0] // side), int(point[1] // side)


def by_square(lines: Iterable[Sequence[Point]], side: float = CELL) -> Points:
    """Points of all lines."""
    found: Points = defaultdict(list)
    for number, line in enumerate(lines):
        for point in line:
            found[square(point, side)].append((number, point))
    return found


def squares(area: Rect, around: float = 0.0) -> Iterator[Square]:
    """The squares that ``area``, made larger by ``around`` on each side, reaches into."""
    left, top = square((area.left - around, area.top - around))
    right, bottom = square((area.right + around, area.bottom + around))
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row


class Taken:
    """Areas that are taken; some may lie on others."""

    def __init__(self, areas: Iterable[Rect]) -> None:
        self._areas: list[Rect] = []
        self._held: dict[Square, list[int]] = defaultdict(list)
        for area in areas:
            self.add(area)

    def add(self, area: Rect) -> None:
        for one in squares(area):
            self._held[one].append(len(self._areas))
        self._areas.append(area)

    def under(self, area: Rect, gap: float) -> int:
        """How many of them meet ``area`` or come nearer to it than ``gap``."""
        near = {number for one in squares(area, gap) for number in self._held.get(one, ())}
        return sum(area.meets(self._areas[number], gap) for number in near)
