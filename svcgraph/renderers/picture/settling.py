"""Which box takes which place: boxes change places until arrows are short and seldom pass behind a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot

from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point

BEHIND = 260.0  # points of length that passing behind a box is worth
ROUNDS = 6
SLACK = 1e-6
# The search is quadratic and more; a picture of so many boxes is not read for its short arrows any more.
MOST_LOOKED_BEHIND, MOST_SWAPPED = 60, 200


@dataclass(slots=True)
class Search:
    """Swaps two boxes whenever that shortens the arrows; stops when nothing does."""

    boxes: Mapping[str, Box]
    weights: Mapping[tuple[str, str], float]
    centres: dict[str, Point]
    links: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    _reach: dict[str, tuple[float, float]] = field(default_factory=dict)  # half a box, with some room about it
    _known: dict[str, float] = field(default_factory=dict)  # what a box costs where all stand now

    def settle(self, groups: Sequence[Sequence[str]]) -> None:
        """Boxes of one group may change places with each other; ``centres`` are moved."""
        for (one, other), weight in self.weights.items():
            self.links[one].append((other, weight))
            self.links[other].append((one, weight))
        if len(self.centres) > MOST_SWAPPED:
            return
        self._reach = {name: (self.boxes[name].width / 2 + 4, self.boxes[name].height / 2 + 4) for name in self.centres}
        for _ in range(ROUNDS):
            if not sum(self._round(group) for group in groups):
                return

    def _round(self, group: Sequence[str]) -> bool:
        changed = False
        for index, one in enumerate(group):
            for other in group[index + 1 :]:
                before = self._now(one) + self._now(other)
                self._swap(one, other)
                if self._cost(one) + self._cost(other) < before - 1e-6:
                    changed = True
                    self._known.clear()
                else:
                    self._swap(one, other)
        return changed

    def _swap(self, one: str, other: str) -> None:
        self.centres[one], self.centres[other] = self.centres[other], self.centres[one]

    def _now(self, node: str) -> float:
        """`_cost`, asked once between two changes: most of what is tried is taken back."""
        if node not in self._known:
            self._known[node] = self._cost(node)
        return self._known[node]

    def _cost(self, node: str) -> float:
        here = self.centres[node]
        return sum(
            weight * distance(here, self.centres[other]) + BEHIND * self._behind(node, other)
            for other, weight in self.links[node]
        )

    def _behind(self, one: str, other: str) -> int:
        """How many boxes the straight arrow between the two would pass behind."""
        if len(self.centres) > MOST_LOOKED_BEHIND:
            return 0
        a, b = self.centres[one], self.centres[other]
        (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        return sum(
            near(a, b, (x, y), half, high)
            for (name, (x, y)), (half, high) in zip(self.centres.items(), self._reach.values(), strict=True)
            if left - half <= x + SLACK and x - SLACK <= right + half  # most are far away: the cheapest question first
            if top - high <= y + SLACK and y - SLACK <= bottom + high
            if name not in (one, other)
        )


def near(a: Point, b: Point, spot: Point, half: float, high: float) -> bool:
    """Whether the segment from ``a`` to ``b`` meets the box around ``spot``."""
    low, top = 0.0, 1.0
    for start, end, middle, reach in ((a[0], b[0], spot[0], half), (a[1], b[1], spot[1], high)):
        step = end - start
        if abs(step) < 1e-9:
            if abs(start - middle) > reach:
                return False
            continue
        first, last = sorted(((middle - reach - start) / step, (middle + reach - start) / step))
        low, top = max(low, first), min(top, last)
        if low > top:
            return False
    return True


def distance(a: Point, b: Point) -> float:
    """In a straight line."""
    return hypot(a[0] - b[0], a[1] - b[1])
