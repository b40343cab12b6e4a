"""Many names as a few groups of about the same size, so that a sheet of paper holds them: whoever exchanges most with
each other comes together (average linkage, with a ceiling on the size of a group)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from svcgraph.domain.sequencing import Weights

SPARE = 1.5  # how much larger than the even share a group may get before the ceiling is raised


def gathered(names: Sequence[str], weights: Weights, most: int) -> tuple[tuple[str, ...], ...]:
    """At most ``most`` groups (1 or more) that hold every name once; groups and their names in the order of ``names``.

    ``weights`` says how much passes from one name to another; between equals the earlier names decide.
    """
    gathering = _Gathering(names, weights, max(1, round(SPARE * len(names) / most)))
    while len(gathering.members) > most:
        if not gathering.joined():
            gathering.loosen()
    return gathering.groups()


@dataclass(slots=True, init=False)
class _Gathering:
    """Groups by the place of their first name; ``passing``: what two of them exchange, both ways together.

    ``closest``: pairs by what they exchange for their size, a heap in which those of a former size stay until they are
    met; ``waiting``: pairs that are too large for the ceiling.
    """

    names: Sequence[str]
    ceiling: int
    members: dict[int, list[int]]
    passing: dict[int, dict[int, float]]
    closest: list[tuple[float, int, int]]
    waiting: list[tuple[float, int, int]]

    def __init__(self, names: Sequence[str], weights: Weights, ceiling: int) -> None:
        self.names = names
        self.ceiling = ceiling
        self.members = {place: [place] for place in range(len(names))}
        self.passing = defaultdict(dict)
        at = {name: place for place, name in enumerate(names)}
        for (source, target), weight in sorted(weights.items()):
            if source in at and target in at and source != target:
                one, other = at[source], at[target]
                self.passing[one][other] = self.passing[one].get(other, 0.0) + weight
                self.passing[other][one] = self.passing[other].get(one, 0.0) + weight
        self.closest = [self._pair(one, other) for one in self.passing for other in self.passing[one] if one < other]
        heapify(self.closest)
        self.waiting = []

    def joined(self) -> bool:
        """Brings the two together that exchange most for their size, else the two smallest; False where none may."""
        found = self._closest() or self._smallest()
        if found is None:
            return False
        one, other = found
        self.members[one] += self.members.pop(other)
        for third, weight in self.passing.pop(other, {}).items():
            del self.passing[third][other]
            if third != one:
                self.passing[one][third] = self.passing[third][one] = self.passing[one].get(third, 0.0) + weight
        for third in self.passing[one]:
            heappush(self.closest, self._pair(*sorted((one, third))))
        return True

    def loosen(self) -> None:
        """Larger groups from now on."""
        self.ceiling += 1
        self.closest += self.waiting
        self.waiting.clear()
        heapify(self.closest)

    def _pair(self, one: int, other: int) -> tuple[float, int, int]:
        """What comes first exchanges most for its size; between equals the earlier names decide."""
        return -self.passing[one][other] / (len(self.members[one]) * len(self.members[other])), one, other

    def _closest(self) -> tuple[int, int] | None:
        while self.closest:
            _, one, other = pair = self.closest[0]
            if other not in self.passing.get(one, ()) or pair != self._pair(one, other):
                heappop(self.closest)  # one of them has grown since, or is part of another
            elif len(self.members[one]) + len(self.members[other]) > self.ceiling:
                self.waiting.append(heappop(self.closest))
            else:
                return one, other
        return None

    def _smallest(self) -> tuple[int, int] | None:
        one, other = sorted(sorted(self.members, key=lambda place: (len(self.members[place]), place))[:2])
        fits = len(self.members[one]) + len(self.members[other]) <= self.ceiling
        return (one, other) if fits else None

    def groups(self) -> tuple[tuple[str, ...], ...]:
        held = sorted(sorted(places) for places in self.members.values())
        return tuple(tuple(self.names[place] for place in places) for places in held)
