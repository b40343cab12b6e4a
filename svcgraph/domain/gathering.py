"""Many names as a few groups of about the same size, so that a sheet of paper holds them: whoever exchanges most with
each other comes together (average linkage, with a ceiling on the size of a group)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from svcgraph.domain.sequencing import Weights

SPARE = 1.5  # how much larger than the even share a group may get before the ceiling is raised


def gathered(names: Sequence[str], weights: Weights, most: int) -> tuple[tuple[str, ...], ...]:
    """At most ``most`` groups (1 or more) that hold every name once; groups and their names in the order of ``names``.

    ``weights`` says how much passes from one name to another; between equals the earlier names decide.
    """
    gathering = _Gathering(names, weights)
    ceiling = max(1, round(SPARE * len(names) / most))
    while len(gathering.members) > most:
        if not gathering.joined(ceiling):
            ceiling += 1
    return gathering.groups()


@dataclass(slots=True, init=False)
class _Gathering:
    """Groups by the place of their first name; ``passing``: what two of them exchange, both ways together."""

    names: Sequence[str]
    members: dict[int, list[int]]
    passing: dict[int, dict[int, float]]

    def __init__(self, names: Sequence[str], weights: Weights) -> None:
        self.names = names
        self.members = {place: [place] for place in range(len(names))}
        self.passing = defaultdict(dict)
        at = {name: place for place, name in enumerate(names)}
        for (source, target), weight in sorted(weights.items()):
            if source in at and target in at and source != target:
                one, other = at[source], at[target]
                self.passing[one][other] = self.passing[one].get(other, 0.0) + weight
                self.passing[other][one] = self.passing[other].get(one, 0.0) + weight

    def joined(self, ceiling: int) -> bool:
        """Brings the two together that exchange most for their size, else the two smallest; False where none may."""
        found = self._closest(ceiling) or self._smallest(ceiling)
        if found is None:
            return False
        one, other = found
        self.members[one] += self.members.pop(other)
        for third, weight in self.passing.pop(other, {}).items():
            del self.passing[third][other]
            if third != one:
                self.passing[one][third] = self.passing[third][one] = self.passing[one].get(third, 0.0) + weight
        return True

    def _closest(self, ceiling: int) -> tuple[int, int] | None:
        size = {one: len(held) for one, held in self.members.items()}
        found = min(
            (
                (-weight / (size[one] * size[other]), one, other)
                for one, others in self.passing.items()
                for other, weight in others.items()
                if one < other and size[one] + size[other] <= ceiling
            ),
            default=None,
        )
        return found[1:] if found else None

    def _smallest(self, ceiling: int) -> tuple[int, int] | None:
        one, other = sorted(sorted(self.members, key=lambda place: (len(self.members[place]), place))[:2])
        fits = len(self.members[one]) + len(self.members[other]) <= ceiling
        return (one, other) if fits else None

    def groups(self) -> tuple[tuple[str, ...], ...]:
        held = sorted(sorted(places) for places in self.members.values())
        return tuple(tuple(self.names[place] for place in places) for places in held)
