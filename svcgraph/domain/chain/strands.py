"""Many ways told as one: merged where they begin alike and where they end alike, so that each part is gone once.

Ways of a dense map share nearly all they have. What takes longest over all of them is found in one pass from point to
point, where the longest is the same whichever way was taken before: nothing that starts later leaves earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from svcgraph.domain.chain import Stretch, TimedClause

Way = tuple[TimedClause, ...]
Moment = TypeVar("Moment", bound=Any)  # what can be compared: minutes, or moments


def timed(path: Iterable[Stretch]) -> Way:
    """The clauses that a path goes through; a stretch without an agreed time takes none."""
    return tuple(one.clause for one in path if one.clause)


@dataclass(frozen=True, slots=True)
class Point:
    """Between two clauses, or the end of all ways. ``before``: the clauses that may come last, by their place in
    `Strands.clauses`, each with the point that it leads from; ``begins``: a way begins here."""

    before: tuple[tuple[int, int], ...] = ()
    begins: bool = False


class Strands:
    """The ways as points, each after those before it; the last one is where all of them end."""

    def __init__(self, ways: Iterable[Way]) -> None:
        known: dict[TimedClause, int] = {}
        self.points = _merged([known.setdefault(one, len(known)) for one in reversed(way)] for way in ways)
        self.clauses = tuple(known)

    def longest(self, start: Moment, passing: Sequence[Callable[[Moment], Moment]]) -> Moment:
        """When the last of the ways ends, gone from ``start`` on; ``passing`` says when each clause ends."""
        return self._reached(start, passing)[-1]

    def _reached(self, start: Moment, passing: Sequence[Callable[[Moment], Moment]]) -> list[Moment]:
        reached: list[Moment] = []
        for point in self.points:
            before = point.before
            if len(before) == 1 and not point.begins:
                ((clause, earlier),) = before
                reached.append(passing[clause](reached[earlier]))
            else:
                ends = [passing[clause](reached[earlier]) for clause, earlier in before]
                reached.append(max((start, *ends)) if point.begins else max(ends))
        return reached

    def beyond(
        self, limit: Moment, start: Moment, passing: Sequence[Callable[[Moment], Moment]]
    ) -> frozenset[str] | None:
        """The clauses, by id, of one way that takes longest, where that is beyond ``limit``; else None."""
        reached = self._reached(start, passing)
        return self._gone(reached, passing) if reached[-1] > limit else None

    def _gone(self, reached: Sequence[Moment], passing: Sequence[Callable[[Moment], Moment]]) -> frozenset[str]:
        place, way = len(self.points) - 1, list[str]()
        while before := self.points[place].before:
            ends = ((passing[clause](reached[earlier]), clause, earlier) for clause, earlier in before)
            last = next((one for one in ends if one[0] == reached[place]), None)
            if last is None:  # no way that comes here ends later than those that begin here
                break
            _, clause, place = last
            way.append(self.clauses[clause].id)
        return frozenset(way)


def _merged(reversed_: Iterable[list[int]]) -> tuple[Point, ...]:
    """A tree of the ways told from their end, of which what is alike is kept once."""
    below: list[dict[int, int]] = [{}]
    begins = [False]
    for way in reversed_:
        at = 0
        for clause in way:
            if clause not in below[at]:
                below[at][clause] = len(below)
                below.append({})
                begins.append(False)
            at = below[at][clause]
        begins[at] = True
    known: dict[Point, int] = {}
    place = [0] * len(below)
    for number in reversed(range(len(below))):  # what was found later lies further upstream
        point = Point(tuple((clause, place[one]) for clause, one in below[number].items()), begins[number])
        place[number] = known.setdefault(point, len(known))
    return tuple(known)
