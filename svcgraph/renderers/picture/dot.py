"""A diagram as DOT text. Names are hostile: ids are synthetic, names stand in escaped attributes only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.look import CLUSTER_LINE, INK, NODE_LINE, PAPER, Look, Looks, line_width
from svcgraph.views.shapes import Cluster, Diagram, Edge, Node, NodeShape, State

# All controls but tab and newline, and halves of a surrogate pair: no file format carries them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
GLYPHS = {
    State.MET: "●",
    State.AT_RISK: "▲",
    State.MISSED: "■",
    State.UNKNOWN: "○",
    State.DRAFT: "◊",
    State.ON_TRACK: "○",
    State.SUSPENDED: "=",
}
# external parties are routed to as boxes, see `hexagon`
SHAPES = {
    NodeShape.GATEWAY: "diamond",
    NodeShape.START: "circle",
    NodeShape.EVENT: "circle",
    NodeShape.CONNECTOR: "circle",
}
HEADS = {"normal": "normal", "open": "onormal", "vee": "vee"}
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the layout program is asked: engine, graph attributes, and attributes of all nodes and edges."""

    engine: str
    graph: tuple[tuple[str, str], ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    fixed: bool = False  # positions are given, only the arrows are routed


def printable(text: str) -> str:
    """Text that every format can carry: line ends are newlines, what cannot be printed is U+FFFD."""
    if text.isprintable():  # most are, and it is soon seen
        return text
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def quoted(text: str) -> str:
    """A DOT string. Never an HTML label: those are not quoted, this always is."""
    safe = printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{safe}"'


def source(
    diagram: Diagram,
    boxes: Mapping[str, Box],
    setting: Setting,
    looks: Looks,
    *,
    places: Mapping[str, tuple[float, float]] | None = None,
    obstacles: Iterable[Rect] = (),
) -> str:
    """The whole file. Node n12 is the 13th node, edge e3 the 4th edge, cluster_2 the 3rd cluster of ``diagram``."""
    named = {cluster.id for cluster in diagram.clusters}
    inner = _cluster_blocks(diagram, boxes, places or {})
    free = [item for item in enumerate(diagram.nodes) if item[1].cluster not in named]
    lines = [
        "digraph svcgraph {",
        f"  graph [{_attributes((('charset', 'UTF-8'), *setting.graph))}]",
        f"  node [{_attributes(_NODE_DEFAULTS)}]",
        f"  edge [{_attributes((*_EDGE_DEFAULTS, *setting.edges))}]",
        *inner,
        *(_node(index, node, boxes, places or {}) for index, node in free),
        *(_obstacle(index, area) for index, area in enumerate(obstacles)),
        *_edges(diagram, looks),
        "}",
    ]
    return "\n".join(lines) + "\n"


_NODE_DEFAULTS = (
    ("fontname", "Arimo"),
    ("fontsize", "10"),
    ("shape", "box"),
    ("style", "rounded,filled"),
    ("fillcolor", PAPER),
    ("color", NODE_LINE),
    ("fontcolor", INK),
    ("fixedsize", "true"),
)
_EDGE_DEFAULTS = (("fontname", "Arimo"), ("fontsize", "8"), ("arrowsize", "0.7"))


def _attributes(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{key}={quoted(value)}" for key, value in pairs)


def _cluster_blocks(diagram: Diagram, boxes: Mapping[str, Box], places: Mapping[str, tuple[float, float]]) -> list[str]:
    lines: list[str] = []
    for position, cluster in enumerate(diagram.clusters):
        members = [item for item in enumerate(diagram.nodes) if item[1].cluster == cluster.id]
        lines += [
            f"  subgraph cluster_{position} {{",
            f"    graph [{_attributes(_cluster_look(cluster))}]",
            *("  " + _node(index, node, boxes, places) for index, node in members),
            "  }",
        ]
    return lines


def _cluster_look(cluster: Cluster) -> tuple[tuple[str, str], ...]:
    return (
        ("label", cluster.name),
        ("id", f"cluster-{cluster.id}"),
        ("fontname", "Arimo"),
        ("fontsize", "13"),
        ("color", CLUSTER_LINE),
        ("style", "rounded"),
        ("margin", "14"),
    )


def _node(index: int, node: Node, boxes: Mapping[str, Box], places: Mapping[str, tuple[float, float]]) -> str:
    box = boxes[node.id]
    pairs = [
        ("label", label(box)),
        ("id", node.id),
        ("shape", SHAPES.get(node.shape, "box")),
        ("width", f"{box.width / POINTS_PER_INCH:.4f}"),
        ("height", f"{box.height / POINTS_PER_INCH:.4f}"),
    ]
    if node.id in places:
        x, y = places[node.id]
        pairs.append(("pos", f"{x:.2f},{-y:.2f}!"))
    return f"  n{index} [{_attributes(tuple(pairs))}]"


def _obstacle(index: int, area: Rect) -> str:
    """An invisible box that arrows go around: the name of a department."""
    pairs = (
        ("label", ""),
        ("style", "invis"),
        ("width", f"{(area.right - area.left) / POINTS_PER_INCH:.4f}"),
        ("height", f"{(area.bottom - area.top) / POINTS_PER_INCH:.4f}"),
        ("pos", f"{(area.left + area.right) / 2:.2f},{-(area.top + area.bottom) / 2:.2f}!"),
    )
    return f"  t{index} [{_attributes(pairs)}]"


def label(box: Box) -> str:
    """Name and details as plain text, symbols as the glyphs that Arimo has."""
    details = (
        "".join(run.text + GLYPHS.get(run.state, "") if run.state else run.text for run in line) for line in box.details
    )
    return "\n".join((*box.lines, *details))


def _edges(diagram: Diagram, looks: Looks) -> list[str]:
    numbers = {node.id: index for index, node in enumerate(diagram.nodes)}
    return [
        f"  n{numbers[edge.source]} -> n{numbers[edge.target]} "
        f"[{_attributes(_edge_look(index, edge, looks[edge.state]))}]"
        for index, edge in enumerate(diagram.edges)
    ]


def _edge_look(index: int, edge: Edge, look: Look) -> tuple[tuple[str, str], ...]:
    width = line_width(edge)
    pairs = [
        ("id", edge.id),
        ("comment", f"e{index}"),
        ("color", f"{look.line}:white:{look.line}" if look.double else look.line),
        ("style", look.dot_style),
        ("penwidth", f"{width:.2f}"),
        ("arrowhead", HEADS[look.head]),
    ]
    return (*pairs, ("headlabel", edge.label)) if edge.label else tuple(pairs)
