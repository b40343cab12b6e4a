"""The arrows of a service picture, fanned out along the sides of the middle box so that each head is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from svcgraph.renderers.picture.arrangement import Arrangement, Route
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point
from svcgraph.views.shapes import Diagram, Node, NodeShape

HEAD = 9.0  # points from where a line ends to the tip


def fanned(diagram: Diagram, boxes: Mapping[str, Box], placed: Arrangement) -> Arrangement:
    """``placed`` with the routes drawn anew; in the order of the partners, so that no two cross."""
    centres = {node.id: centre for node, centre in zip(diagram.nodes, placed.centres, strict=True)}
    focus = next(node for node in diagram.nodes if node.shape is NodeShape.FOCUS)
    ports = _ports(diagram, centres, focus, boxes[focus.id].height)
    routes = (_route(edge.source, edge.target, centres, boxes, ports) for edge in diagram.edges)
    return replace(placed, routes=tuple(routes))


def _ports(diagram: Diagram, centres: Mapping[str, Point], focus: Node, height: float) -> dict[str, float]:
    """By partner, the height at which its arrow meets the service in the middle."""
    ports: dict[str, float] = {}
    for side in (-1, 1):
        partners = sorted((node.id for node in diagram.nodes if node.side == side), key=lambda one: centres[one][1])
        step = height / max(1, len(partners))
        top = centres[focus.id][1] - height / 2
        ports |= {partner: top + (index + 0.5) * step for index, partner in enumerate(partners)}
    return ports


def _route(
    source: str,
    target: str,
    centres: Mapping[str, Point],
    boxes: Mapping[str, Box],
    ports: Mapping[str, float],
) -> Route:
    partner = source if source in ports else target
    start = (centres[source][0] + boxes[source].width / 2, ports[partner] if target == partner else centres[source][1])
    tip = (centres[target][0] - boxes[target].width / 2, ports[partner] if source == partner else centres[target][1])
    end = (tip[0] - HEAD, tip[1])
    bend = (end[0] - start[0]) * 0.5
    return Route(points=(start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end), tip=tip)
