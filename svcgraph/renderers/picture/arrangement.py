"""Where everything stands: what the layout program answered, checked against what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from svcgraph.graphviz import LayoutError
from svcgraph.i18n import mark
from svcgraph.renderers.picture.curves import Point, at, away, samples
from svcgraph.views.shapes import Diagram

APART = 4.0  # points
LOST = mark(
    "The layout program lost {nodes} of {all_nodes} boxes and {edges} of {all_edges} arrows: nothing was drawn. "
    "A picture with a missing arrow would be wrong."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """Points, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect, gap: float = 0.0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One arrow: Bézier control points (1 + 3 n) from the supplier on, and the tip of its head."""

    points: tuple[Point, ...]
    tip: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Parallel to the diagram's nodes, clusters and edges."""

    width: float
    height: float
    centres: tuple[Point, ...]
    clusters: tuple[Rect | None, ...]
    routes: tuple[Route, ...]


NOTHING = Arrangement(width=0.0, height=0.0, centres=(), clusters=(), routes=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Places worked out here: centres by node id, frames of the clusters; points, y downwards."""

    centres: Mapping[str, Point]
    bands: tuple[Rect | None, ...]
    width: float
    height: float


def read(answer: str, diagram: Diagram) -> Arrangement:
    """The program's JSON as an arrangement.

    Raises ``LayoutError`` when a node or an edge is missing: Graphviz loses edges without saying so.
    """
    data = json.loads(answer)
    left, low, right, high = map(float, data["bb"].split(","))

    def flip(pair: str) -> Point:
        x, y = map(float, pair.split(",")[:2])
        return (x - left, high - y)

    objects = {item["name"]: item for item in data.get("objects", ())}
    centres = [flip(objects[f"n{i}"]["pos"]) for i in range(len(diagram.nodes)) if "pos" in objects.get(f"n{i}", ())]
    edges = {item["comment"]: item for item in data.get("edges", ()) if "pos" in item}
    routes = [_route(edges[f"e{i}"]["pos"], flip) for i in range(len(diagram.edges)) if f"e{i}" in edges]
    check(diagram, len(centres), len(routes))
    return Arrangement(
        width=right - left,
        height=high - low,
        centres=tuple(centres),
        clusters=tuple(_rect(objects.get(f"cluster_{i}"), flip) for i in range(len(diagram.clusters))),
        routes=tuple(routes),
    )


def arranged(answer: str, diagram: Diagram, places: Places) -> Arrangement:
    """Routes from the layout program, moved to where the boxes stand, with the bands around them."""
    routed = read(answer, diagram)
    first = diagram.nodes[0].id
    dx = places.centres[first][0] - routed.centres[0][0]
    dy = places.centres[first][1] - routed.centres[0][1]
    return replace(
        routed,
        width=places.width,
        height=places.height,
        centres=tuple(places.centres[node.id] for node in diagram.nodes),
        clusters=places.bands,
        routes=tuple(
            replace(
                route,
                points=tuple((x + dx, y + dy) for x, y in route.points),
                tip=(route.tip[0] + dx, route.tip[1] + dy),
            )
            for route in routed.routes
        ),
    )


def apart(diagram: Diagram, arrangement: Arrangement) -> Arrangement:
    """Two arrows back and forth that were routed on one line, moved to either side of it."""
    index = {(edge.source, edge.target): number for number, edge in enumerate(diagram.edges)}
    routes = list(arrangement.routes)
    for (source, target), number in index.items():
        back = index.get((target, source))
        if back is not None and number < back and _coincide(routes[number], routes[back]):
            routes[number], routes[back] = _aside(routes[number]), _aside(routes[back])
    return replace(arrangement, routes=tuple(routes))


def _coincide(one: Route, other: Route) -> bool:
    """Whether they lie on each other somewhere between a quarter and three quarters of the way."""
    there, back = samples(one.points), samples(other.points)
    return any(away(at(there, share), back) < APART for share in (0.25, 0.5, 0.75))


def _aside(route: Route) -> Route:
    """To the right of its own direction, so that back and forth go to different sides."""
    dx, dy = route.tip[0] - route.points[0][0], route.tip[1] - route.points[0][1]
    length = hypot(dx, dy) or 1.0
    x, y = -dy / length * APART, dx / length * APART
    return Route(points=tuple((px + x, py + y) for px, py in route.points), tip=(route.tip[0] + x, route.tip[1] + y))


def check(diagram: Diagram, nodes: int, edges: int) -> None:
    """Counts what came out against the model. Raises ``LayoutError``."""
    if (nodes, edges) != (len(diagram.nodes), len(diagram.edges)):
        raise LayoutError(
            LOST,
            nodes=len(diagram.nodes) - nodes,
            all_nodes=len(diagram.nodes),
            edges=len(diagram.edges) - edges,
            all_edges=len(diagram.edges),
        )


def _rect(item: dict[str, Any] | None, flip: Callable[[str], Point]) -> Rect | None:
    if item is None or "bb" not in item:
        return None
    x0, y0, x1, y1 = item["bb"].split(",")
    left, bottom = flip(f"{x0},{y0}")
    right, top = flip(f"{x1},{y1}")
    return Rect(left=left, top=top, right=right, bottom=bottom)


def _route(position: str, flip: Callable[[str], Point]) -> Route:
    """``e,x,y p0 p1 p2 p3 …``; several pieces (``;``) only occur with settings that are not used here."""
    parts = position.split(";", maxsplit=1)[0].split(" ")
    tips = [part[2:] for part in parts if part.startswith("e,")]
    points = tuple(flip(part) for part in parts if part and part[0] not in "es")
    return Route(points=points, tip=flip(tips[0]) if tips else points[-1])
