"""The services and handoffs as a pydot graph, for people who go on with it in Graphviz's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcgraph.renderers.picture.dot import quoted

if TYPE_CHECKING:
    import pydot

    from svcgraph.domain.graph import ServiceGraph


def pydot_graph(graph: ServiceGraph, language: str) -> pydot.Dot:
    """One node per service, one edge per handoff; the ids of nodes are synthetic, names stand in attributes.

    Attributes: nodes have ``label``, ``service`` (id) and ``external``; edges have ``label`` (deliverable), ``via``,
    ``file``. Draw it with ``prog=svcgraph.graphviz.program()``.
    """
    import pydot

    made = pydot.Dot("svcgraph", graph_type="digraph", strict=False, rankdir="LR")
    names = {service.id: f"n{number}" for number, service in enumerate(graph.services)}
    for service in graph.services:
        label, external = quoted(service.name.read(language)), "true" if service.external else "false"
        made.add_node(pydot.Node(names[service.id], label=label, service=quoted(service.id), external=external))
    for one in graph.handoffs:
        ends = names[one.supplier], names[one.client]
        made.add_edge(pydot.Edge(*ends, label=quoted(one.deliverable), via=one.via.value, file=quoted(one.file)))
    return made
