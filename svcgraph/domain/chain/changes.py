"""The smallest sets of clauses whose change makes a promise tenable."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Generic, TypeVar

MOST_CLAUSES = 20  # tried exhaustively (`7-rulings`); beyond, the smallest found
MOST_TRIALS = 2_000  # beyond: a limit of work, not of time, so that the same input gives the same answer everywhere
# up to so many clauses: sets whose times had to be worked out, on dates where none is longest
MOST_WORKED_OUT = 100_000
MOST_SETS = 20  # of one size, that anybody still reads

Times = Mapping[str, int]  # of changed clauses, by id
# clauses that decide that something is too little: no change that has the same of them is enough
Deciding = frozenset[str]
Feasible = Callable[[frozenset[str]], bool]
Place = TypeVar("Place")


class Trials(Generic[Place]):
    """Whether changed clauses are enough in many ``places``, such as the dates on which they are not today.

    ``at``, for some changed clauses and a place, tells None where they are enough there, else the clauses that decide.
    """

    def __init__(self, places: Sequence[Place], at: Callable[[Times], Callable[[Place], Deciding | None]]) -> None:
        self._places, self._at = places, at
        self._telling = list(places[:1])  # those in which something was too little that was enough in all before

    def conflict(self, changed: Times, *, everywhere: bool = True) -> Deciding | None:
        """None where it is enough; not ``everywhere``: in the few places that told something so far."""
        there = self._at(changed)
        for place in reversed(self._telling):
            if (found := there(place)) is not None:
                return found
        for place in self._places if everywhere else ():
            if (found := there(place)) is not None:
                self._telling.append(place)
                return found
        return None

    def enough(self, changed: Times) -> bool:
        """As far as the places tell that told something so far."""
        return self.conflict(changed, everywhere=False) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """Sets of clause ids of one smallest size. ``exhaustive`` False: a smaller set may exist."""

    sets: tuple[tuple[str, ...], ...] = ()
    exhaustive: bool = True


def smallest(candidates: tuple[str, ...], trials: Trials[Place], times: Times, *, least: int = 1) -> Smallest:
    """The smallest sets of ``candidates`` that are enough at ``times``; none where even all of them do not help.

    ``least``: fewer are known not to be enough. For more than `MOST_CLAUSES` it must be monotone: what a set mends, a
    larger one mends too.
    """
    tried = _Tried(candidates, trials, times)
    if not tried.enough(frozenset(candidates)):
        return Smallest()
    number = sum(comb(len(candidates), size) for size in range(1, least))
    for size in range(least, len(candidates) + 1):
        number += comb(len(candidates), size)
        if len(candidates) > MOST_CLAUSES and number > MOST_TRIALS:
            break
        found = tuple(islice(tried.sets(size), MOST_SETS))
        if tried.worked_out > MOST_WORKED_OUT:
            break
        if found:
            return Smallest(sets=found)
    return Smallest(sets=(_found(candidates, tried),), exhaustive=False)


def _found(candidates: tuple[str, ...], tried: _Tried[Place]) -> tuple[str, ...]:
    """Thinned looking at few places; what is enough everywhere then is what looking everywhere would have left."""
    while not tried.enough(frozenset(thinned := _thinned(candidates, tried.enough_so_far))):
        pass
    return thinned


class _Tried(Generic[Place]):
    """Sets that were tried, as bits of a number: what was seen to be too little is not worked out again."""

    def __init__(self, candidates: tuple[str, ...], trials: Trials[Place], times: Times) -> None:
        self._trials, self._times = trials, times
        self._bits = {one: 1 << number for number, one in enumerate(candidates)}
        self._seen: dict[int, set[int]] = {}  # deciding clauses, and which of them were too little
        self._latest = (0, set[int]())
        self.worked_out = 0

    def enough(self, chosen: Collection[str], *, everywhere: bool = True) -> bool:
        mask = sum(map(self._bits.__getitem__, chosen))
        return not self._little(mask) and self._enough(mask, chosen, everywhere=everywhere)

    def enough_so_far(self, chosen: Collection[str]) -> bool:
        """As far as the places tell that told something so far."""
        return self.enough(chosen, everywhere=False)

    def sets(self, size: int) -> Iterator[tuple[str, ...]]:
        """Those of so many candidates that are enough, in order; not all where too much would have to be worked out."""
        for chosen in combinations(self._bits, size):
            if self.worked_out > MOST_WORKED_OUT:
                return
            if self.enough(chosen):
                yield chosen

    def _little(self, mask: int) -> bool:
        deciding, little = self._latest
        if mask & deciding in little:
            return True
        for entry in self._seen.items():
            if mask & entry[0] in entry[1]:
                self._latest = entry
                return True
        return False

    def _enough(self, mask: int, chosen: Collection[str], *, everywhere: bool) -> bool:
        self.worked_out += 1
        found = self._trials.conflict({one: self._times[one] for one in chosen}, everywhere=everywhere)
        if found is None:
            return True
        deciding = sum(self._bits.get(one, 0) for one in found)
        self._seen.setdefault(deciding, set()).add(mask & deciding)
        self._latest = (deciding, self._seen[deciding])
        return False


def _thinned(candidates: tuple[str, ...], feasible: Feasible) -> tuple[str, ...]:
    """All of them, less what can be left out one by one: no set within it does, but another may be smaller.

    From the first on as many as possible are left out at once; the next one has to stay, and so on.
    """
    kept: list[str] = []
    left = list(candidates)
    while left:
        dropped = _droppable(kept, left, feasible)
        kept += left[dropped : dropped + 1]
        left = left[dropped + 1 :]
    return tuple(kept)


def _droppable(kept: list[str], left: list[str], feasible: Feasible) -> int:
    """How many of ``left``, from its first on, can be left out at once: one, two more, four more …, then by halving."""
    low, high, step = 0, len(left), 1
    while low < high:
        middle = min(low + step, (low + high + 1) // 2)
        if feasible(frozenset((*kept, *left[middle:]))):
            low, step = middle, 2 * step
        else:
            high, step = middle - 1, len(left)
    return low


def relaxed(times: dict[str, int], most: Times, trials: Trials[Place]) -> dict[str, int]:
    """``times``, from the last on each as long, up to ``most``, as is still enough: the least that must change."""
    while trials.conflict(made := _relaxed(dict(times), most, trials)) is not None:
        pass
    return made


def _relaxed(times: dict[str, int], most: Times, trials: Trials[Place]) -> dict[str, int]:
    for one in reversed(tuple(times)):
        low, high = times[one], most[one]
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if trials.enough({**times, one: middle}) else (low, middle - 1)
        times[one] = low
    return times
