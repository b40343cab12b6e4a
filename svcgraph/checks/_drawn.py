"""Where things stand on the maps, as drawn."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.identity.directory import SEPARATOR
from svcgraph.domain.identity.performers import place_of
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Place


def node_place(drawn: ProcessMap, node: int) -> Place:
    """File, line, and id or cell of a node."""
    nodes = drawn.nodes
    return Place(
        file=drawn.file,
        line=nodes.lines[node] if nodes.lines else 0,
        element=nodes.ids[node] or "",
        cell=nodes.cells[node] if nodes.cells else "",
    )


def performer_places(maps: Iterable[ProcessMap]) -> dict[str, Place]:
    """Where each pool, lane or actor stands, by its label in `Service.performers`: ``file: Pool / Lane``."""
    return {
        f"{drawn.file}: {SEPARATOR.join(performer.path)}": place_of(drawn.file, performer)
        for drawn in maps
        for performer in drawn.performers
    }
