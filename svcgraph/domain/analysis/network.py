"""What networkx finds in the graph: activities that every way passes, and communities of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

BEGIN = ""  # before everything where work begins; no activity has this key


def dominators(leading: Iterable[str], before: Mapping[str, Iterable[str]], end: str) -> tuple[str, ...]:
    """The activities that every way to ``end`` passes, from its beginning on; ``end`` itself is left out.

    Work begins where nothing leads to; in a loop that nothing leads to it may begin anywhere.
    """
    import networkx

    keys = sorted(leading)
    made: networkx.DiGraph[str] = networkx.DiGraph()
    made.add_nodes_from((BEGIN, *keys))
    inside = set(keys)
    for key in keys:
        made.add_edges_from((source, key) for source in before.get(key, ()) if source in inside)
    made.add_edges_from((BEGIN, key) for key in _beginnings(made, keys))
    above = networkx.immediate_dominators(made, BEGIN)
    found: list[str] = []
    at = end
    while (parent := above.get(at, at)) not in (at, BEGIN, None):
        at = parent
        found.append(at)
    return tuple(reversed(found))


def _beginnings(made: nx.DiGraph[str], keys: Iterable[str]) -> list[str]:
    """The members of the parts to which nothing leads."""
    import networkx

    found: list[str] = []
    for part in networkx.strongly_connected_components(made.subgraph(keys)):
        if not any(source not in part for key in part for source in made.predecessors(key)):
            found += part
    return sorted(found)


def communities(services: Iterable[str], passed: Mapping[tuple[str, str], int]) -> tuple[tuple[str, ...], ...]:
    """Services that hand over more among each other than by chance (greedy modularity), the largest group first.

    ``passed``: the number of handoffs between two services, both directions together. A service without any is alone.
    """
    import networkx

    made: networkx.Graph[str] = networkx.Graph()
    made.add_nodes_from(sorted(services))
    made.add_weighted_edges_from((one, two, passed[one, two]) for one, two in sorted(passed))
    if not made.number_of_edges():
        return tuple((one,) for one in made)
    found = networkx.community.greedy_modularity_communities(made, weight="weight")
    return tuple(sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group)))
