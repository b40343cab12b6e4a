"""The keys by which the graph and the pictures know the nodes of a map."""

from __future__ import annotations

from svcgraph.domain.process import ProcessMap


def node_keys(process_map: ProcessMap) -> tuple[str, ...]:
    """A key for every node, unique (`Activity.key`): its id, else its cell or line."""
    nodes = process_map.nodes
    made: dict[str, None] = {}
    for node, element in enumerate(nodes.ids):
        spot = element or (nodes.cells[node] if nodes.cells else "") or f"line{nodes.lines[node]}"
        key = f"{process_map.file}#{spot}"
        made[key if key not in made else f"{key}~{node}"] = None
    return tuple(made)
