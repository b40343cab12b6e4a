"""The agreed times as a temporal constraint network: inconsistency is a negative cycle.

Events are the start, the end and what leaves each stretch; an edge u → v of weight w says "v at most w after u".
The promise gives start → end its time P; a clause that may be used up to d gives its end → its beginning -d.
A cycle below zero is a path whose clauses add up to more than P.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from svcgraph.domain.chain import Path
from svcgraph.domain.chain.strands import Strands, timed
from svcgraph.domain.chain.times import amount

Amounts = Mapping[str, int]  # clause id → its time in the common scale


def amounts(paths: Iterable[Path]) -> dict[str, int]:
    """What every lead time on the paths comes to, by clause id."""
    clauses = (stretch.clause for path in paths for stretch in path.stretches if stretch.clause)
    return {one.id: amount(one.statement.duration) for one in clauses if one.statement.duration}


def total(path: Path, given: Amounts) -> int:
    """The agreed times of a path, added up; what nobody agreed on counts nothing."""
    return sum(given[stretch.clause.id] for stretch in path.stretches if stretch.clause)


def fewest(paths: Iterable[Path], promised: int, given: Amounts, saved: Amounts) -> int:
    """How many clauses have to change at least: so many that one of the paths comes down to what was promised.

    ``saved`` is what the change of each clause comes to; no path can do with fewer than its greatest ones.
    """
    return max((_fewest(path, promised, given, saved) for path in paths), default=1)


def _fewest(path: Path, promised: int, given: Amounts, saved: Amounts) -> int:
    often = Counter(stretch.clause.id for stretch in path.stretches if stretch.clause)
    left, number = total(path, given) - promised, 0
    for most in sorted((saved.get(one, 0) * times for one, times in often.items()), reverse=True):
        if left <= 0 or most == 0:
            break
        left, number = left - most, number + 1
    return max(1, number)


class Sums:
    """The times of paths, added up. All ways are one network, each of whose cycles leads through the promise."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._strands = Strands(timed(path.stretches) for path in paths)

    def conflict(self, promised: int, given: Amounts) -> frozenset[str] | None:
        """The clauses of a negative cycle: of a way that may take longer than was promised; None without one.

        Every cycle leads through the promise, the only edge from start to end; what is left without it has none. So
        the longest way from the start to the end decides, in linear time.
        """
        return self._strands.beyond(promised, 0, [given[one.id].__add__ for one in self._strands.clauses])
