"""A diagram's texts as they are printed: ’, no-break spaces, « » (`7-rulings`, Typography in print)."""

from __future__ import annotations

from dataclasses import replace

from svcgraph.sentences.typography import set_in_print
from svcgraph.views.shapes import Diagram, Edge, Multiple, Node, Panel


def typeset(diagram: Diagram) -> Diagram:
    """The same diagram with every text set for print in its language; ids stay."""
    language = diagram.language

    def printed(text: str) -> str:
        return set_in_print(text, language)

    def node(one: Node) -> Node:
        details = tuple(tuple(replace(run, text=printed(run.text)) for run in line) for line in one.details)
        return replace(one, name=printed(one.name), tip=printed(one.tip), details=details)

    def edge(one: Edge) -> Edge:
        return replace(one, label=printed(one.label), tip=printed(one.tip))

    def panel(one: Panel) -> Panel:
        return replace(one, title=printed(one.title), lines=tuple(map(printed, one.lines)))

    def multiple(one: Multiple) -> Multiple:
        return replace(one, name=printed(one.name), detail=printed(one.detail), said=printed(one.said))

    return replace(
        diagram,
        title=printed(diagram.title),
        subtitle=printed(diagram.subtitle),
        description=printed(diagram.description),
        clusters=tuple(replace(one, name=printed(one.name)) for one in diagram.clusters),
        nodes=tuple(map(node, diagram.nodes)),
        edges=tuple(map(edge, diagram.edges)),
        legend=tuple(replace(one, text=printed(one.text)) for one in diagram.legend),
        listing=tuple(replace(one, text=printed(one.text)) for one in diagram.listing),
        heads=tuple(map(printed, diagram.heads)),
        panels=tuple(
            replace(one, title=printed(one.title), lines=tuple(map(printed, one.lines))) for one in diagram.panels
        ),
        multiples=tuple(map(multiple, diagram.multiples)),
        notes=tuple(map(printed, diagram.notes)),
    )
