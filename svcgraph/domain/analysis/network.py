"""What networkx finds in the graph: activities that every way passes, and communities of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

BEGIN = ""  # before everything where work begins; no activity has this key


def dominators(before: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """For each activity the last one, itself apart, that every way to it passes; none where there is no such one.

    Work begins where nothing leads to; in a loop that nothing leads to it may begin anywhere.
    """
    import networkx

    made: networkx.DiGraph[str] = networkx.DiGraph()
    made.add_node(BEGIN)
    made.add_edges_from((source, key) for key in sorted(before) for source in before[key])
    made.add_edges_from((BEGIN, key) for key in _beginnings(made))
    above = networkx.immediate_dominators(made, BEGIN)
    return {key: parent for key, parent in above.items() if parent not in (key, BEGIN, None)}


def _beginnings(made: nx.DiGraph[str]) -> list[str]:
    """The members of the parts to which nothing leads."""
    import networkx

    found: list[str] = []
    for part in networkx.strongly_connected_components(made.subgraph(set(made) - {BEGIN})):
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
