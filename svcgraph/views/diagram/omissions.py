"""What is not in a picture, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.domain.graph import ServiceGraph
from svcgraph.i18n import Words
from svcgraph.views.shapes import Node


def left_out(graph: ServiceGraph, nodes: Sequence[Node], words: Words) -> Iterable[str]:
    """What is not in the picture, in words."""
    shown = {node.key for node in nodes}
    missing = [s.name.read(words.language) for s in graph.services if s.id not in shown and not s.external]
    if missing:
        yield words("Left out, since nothing is handed over or received: {names}.", names=", ".join(missing))
    outside = {service.id for service in graph.services if service.external}
    listed = sum(handoff.supplier in outside and handoff.client in outside for handoff in graph.handoffs)
    if listed:
        yield words.plural(
            "Left out: {n} exchange between external parties.",
            "Left out: {n} exchanges between external parties.",
            listed,
            n=listed,
        )
    if graph.dropped:
        yield words.plural(
            "{n} handoff inside one service is not drawn.",
            "{n} handoffs inside one service are not drawn.",
            graph.dropped,
            n=graph.dropped,
        )
