"""The smallest sets of clauses whose change makes a promise tenable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

MOST_CLAUSES = 20  # tried exhaustively (`7-rulings`); beyond, the smallest found
MOST_TRIALS = 2_000  # a limit of work, not of time: the same input gives the same answer everywhere
MOST_SETS = 20  # of one size, that anybody still reads

Feasible = Callable[[frozenset[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """Sets of clause ids of one smallest size. ``exhaustive`` False: a smaller set may exist."""

    sets: tuple[tuple[str, ...], ...] = ()
    exhaustive: bool = True


def smallest(candidates: tuple[str, ...], feasible: Feasible) -> Smallest:
    """The smallest sets of ``candidates`` for which ``feasible`` holds; none where even all of them do not help.

    ``feasible`` must be monotone: what a set mends, a larger one mends too.
    """
    if not feasible(frozenset(candidates)):
        return Smallest()
    trials = 0
    for size in range(1, len(candidates) + 1):
        trials += comb(len(candidates), size)
        if len(candidates) > MOST_CLAUSES and trials > MOST_TRIALS:
            return Smallest(sets=(_thinned(candidates, feasible),), exhaustive=False)
        found = tuple(_feasible(candidates, size, feasible))
        if found:
            return Smallest(sets=found[:MOST_SETS])
    return Smallest()


def _feasible(candidates: tuple[str, ...], size: int, feasible: Feasible) -> Iterator[tuple[str, ...]]:
    return (chosen for chosen in combinations(candidates, size) if feasible(frozenset(chosen)))


def _thinned(candidates: tuple[str, ...], feasible: Feasible) -> tuple[str, ...]:
    """All of them, less what can be left out one by one: no set within it does, but another may be smaller.

    From the first on as many as possible are left out at once, by halving; the next one has to stay, and so on.
    """
    kept: list[str] = []
    left = list(candidates)
    while left:
        dropped = _droppable(kept, left, feasible)
        kept += left[dropped : dropped + 1]
        left = left[dropped + 1 :]
    return tuple(kept)


def _droppable(kept: list[str], left: list[str], feasible: Feasible) -> int:
    """How many of ``left``, from its first on, can be left out at once."""
    low, high = 0, len(left)
    while low < high:
        middle = (low + high + 1) // 2
        if feasible(frozenset((*kept, *left[middle:]))):
            low = middle
        else:
            high = middle - 1
    return low
