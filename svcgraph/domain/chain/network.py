"""The agreed times as a temporal constraint network: inconsistency is a negative cycle.

Events are the start, the end and what leaves each stretch; an edge u → v of weight w says "v at most w after u".
The promise gives start → end its time P; a clause that may be used up to d gives its end → its beginning -d.
A cycle below zero is a path whose clauses add up to more than P.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from svcgraph.domain.chain import Path
from svcgraph.domain.chain.times import amount

if TYPE_CHECKING:
    import networkx as nx

START, END = "start", "end"
Amounts = Mapping[str, int]  # clause id → its time in the common scale


def amounts(paths: Iterable[Path]) -> dict[str, int]:
    """What every lead time on the paths comes to, by clause id."""
    clauses = (stretch.clause for path in paths for stretch in path.stretches if stretch.clause)
    return {one.id: amount(one.statement.duration) for one in clauses if one.statement.duration}


def total(path: Path, given: Amounts) -> int:
    """The agreed times of a path, added up; what nobody agreed on counts nothing."""
    return sum(given[stretch.clause.id] for stretch in path.stretches if stretch.clause)


def inconsistent(paths: tuple[Path, ...], promised: int, given: Amounts) -> bool:
    """Whether the network has a negative cycle: a path whose clauses may take longer than was promised.

    Every cycle leads through the promise, the only edge from start to end; what is left without it has none. So the
    shortest way from the end back to the start decides, in linear time.
    """
    import networkx

    back = _network(paths, given)
    return promised - networkx.dag_longest_path_length(back, weight="weight", default_weight=0) < 0


def _network(paths: tuple[Path, ...], given: Amounts) -> nx.DiGraph[object]:
    """The edges of the clauses, with their weights the other way round: how long each may take."""
    import networkx

    made: nx.DiGraph[object] = networkx.DiGraph()
    ways = dict.fromkeys(tuple(one.clause.id for one in path.stretches if one.clause) for path in paths)
    for number, timed in enumerate(ways):
        events = [START, *((number, place) for place in range(len(timed) - 1)), END]
        for place, clause in enumerate(timed):
            before, after = events[place], events[place + 1]
            weight = given[clause]
            if not made.has_edge(after, before) or made.edges[after, before]["weight"] < weight:
                made.add_edge(after, before, weight=weight)
    return made
