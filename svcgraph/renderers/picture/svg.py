"""A diagram and its arrangement as SVG: arrows below, boxes above them, titles and labels on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from svcgraph.renderers.picture.arrangement import Arrangement, Rect, Route
from svcgraph.renderers.picture.boxes import DETAIL, Box, is_bold
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.hexagon import hexagon, pointed, touching
from svcgraph.renderers.picture.ink import (
    circle,
    halo,
    head,
    line_of_runs,
    named,
    number,
    polygon,
    rect,
    rings,
    safe,
    symbol,
    token,
    words,
)
from svcgraph.renderers.picture.labels import Label, placed
from svcgraph.renderers.picture.lane_ink import lane, lane_name
from svcgraph.renderers.picture.look import (
    CLUSTER_FILL,
    CLUSTER_LINE,
    EXTERNAL_FILL,
    FAINT,
    FOCUS_FILL,
    NODE_LINE,
    PAPER,
    Look,
    Looks,
    line_width,
)
from svcgraph.renderers.picture.measure import LINE
from svcgraph.renderers.picture.questions import placed as questions_of
from svcgraph.renderers.picture.titles import SIZE, title_lines
from svcgraph.views.shapes import WORST_FIRST, Cluster, Diagram, DiagramKind, Edge, Node, NodeShape, State

BANDED = (DiagramKind.PROCESS, DiagramKind.MAP, DiagramKind.COMMITTEE, DiagramKind.BOARD)
OUTLINES = {NodeShape.EXTERNAL: hexagon, NodeShape.PROMISE: hexagon, NodeShape.PROCESS: pointed}
BROAD = 4.0  # points of a line that hides another
HALO = 1.4  # wider, and the white of a letter eats the one before it where pages are printed


def body(diagram: Diagram, boxes: Mapping[str, Box], arrangement: Arrangement, looks: Looks) -> str:
    """The picture itself, without title and legend."""
    frames = list(zip(diagram.clusters, arrangement.clusters, strict=True))
    ends = {
        node.id: OUTLINES[node.shape](boxes[node.id], *at)
        for node, at in zip(diagram.nodes, arrangement.centres, strict=True)
        if node.shape in OUTLINES
    }
    routes = (
        touching(route, ends.get(edge.source), ends.get(edge.target))
        for edge, route in zip(diagram.edges, arrangement.routes, strict=True)
    )
    # the worst on top; but an arrow under a broad one would be lost, on it it is seen
    routed = sorted(
        zip(diagram.edges, routes, strict=True),
        key=lambda pair: (_breadth(pair[0], looks) < BROAD, -WORST_FIRST.index(pair[0].state)),
    )
    at = list(zip(diagram.nodes, arrangement.centres, strict=True))
    banded = diagram.kind in BANDED
    questions = questions_of(diagram, boxes, arrangement)
    labels = placed(diagram, boxes, arrangement, questions.values())
    return "\n".join(
        (
            *((lane if banded and not one.within else _frame)(one, box) for one, box in frames if box),
            *(_edge(edge, route, looks) for edge, route in routed),
            *(_node(node, boxes[node.id], centre, looks, questions.get(node.id)) for node, centre in at),
            *((lane_name if banded and not one.within else _frame_name)(one, box) for one, box in frames if box),
            *(_label(label, looks) for label in labels),
        )
    )


def _frame(cluster: Cluster, box: Rect) -> str:
    return (
        f'<g class="cluster" id="cluster-{token(cluster.id)}"><title>{safe(cluster.name)}</title>'
        f"{rect(box, 10, CLUSTER_FILL, CLUSTER_LINE)}</g>"
    )


def _frame_name(cluster: Cluster, box: Rect) -> str:
    middle = (box.left + box.right) / 2
    lines = title_lines(cluster.name, box.right - box.left)
    return "".join(
        words(middle, box.top + 3 + (index + 0.9) * SIZE * LINE, line, SIZE, bold=True, more=halo(HALO))
        for index, line in enumerate(lines)
    )


def _edge(edge: Edge, route: Route, looks: Looks) -> str:
    look = looks[edge.state]
    pen = line_width(edge)
    dash = f' stroke-dasharray="{look.dash}"' if look.dash and not edge.quiet else ""
    way = path(route.points)
    line = _stroke(way, look.line, pen, dash)
    if look.double:
        line = _stroke(way, look.line, _breadth(edge, looks), "") + _stroke(way, PAPER, pen + 0.4, "")
    # a white edge under each arrow keeps crossings apart
    under = _stroke(way, PAPER, pen * (3 if look.double else 1) + 2.4, ' stroke-opacity="0.75"')
    tip = head(look.head, route.points[-1], route.tip, look.line, pen)
    return (
        f'<g class="edge {edge.state} {token(edge.source)}--{token(edge.target)}" id="edge-{token(edge.id)}" '
        f'data-source="{token(edge.source)}" data-target="{token(edge.target)}">'
        f"<title>{safe(edge.tip or edge.label)}</title>{under}{line}{tip}</g>"
    )


def _breadth(edge: Edge, looks: Looks) -> float:
    """Points that the line covers; a double one is three lines wide."""
    pen = line_width(edge)
    return pen * 3 + 0.6 if looks[edge.state].double else pen


def _stroke(way: str, colour: str, pen: float, more: str) -> str:
    return f'<path d="{way}" fill="none" stroke="{colour}" stroke-width="{number(pen)}"{more}/>'


def path(points: Iterable[Point]) -> str:
    """Bézier pieces as SVG writes them."""
    first, *rest = points
    return f"M{number(first[0])},{number(first[1])}C" + " ".join(f"{number(x)},{number(y)}" for x, y in rest)


def _node(node: Node, box: Box, centre: Point, looks: Looks, question: Rect | None) -> str:
    x, y = centre
    text = _question(box, question) if question else _text(node, box, x, y, looks)
    return named(node, _outline(node, box, x, y, looks) + text, node.tip or node.name)


def _outline(node: Node, box: Box, x: float, y: float, looks: Looks) -> str:
    half, high = box.width / 2, box.height / 2
    area = Rect(left=x - half, top=y - high, right=x + half, bottom=y + high)
    match node.shape:
        case NodeShape.PROMISE:
            return polygon(hexagon(box, x, y), EXTERNAL_FILL, looks[node.state or State.NEUTRAL].line, 2.2)
        case NodeShape.EXTERNAL:
            return polygon(hexagon(box, x, y), EXTERNAL_FILL, NODE_LINE, 1.2)
        case NodeShape.GATEWAY:
            return polygon(((x, y - high), (x + half, y), (x, y + high), (x - half, y)), PAPER, NODE_LINE)
        case NodeShape.START | NodeShape.EVENT | NodeShape.END:
            return rings(node.shape, x, y, half - 4)
        case NodeShape.CONNECTOR:
            return circle(x, y, half)
        case NodeShape.PROCESS:
            return polygon(pointed(box, x, y), PAPER, NODE_LINE, 1.2)
        case NodeShape.CARD:
            return _card(area, looks[node.state or State.NEUTRAL], strong=node.strong)
        case NodeShape.FOCUS:
            return rect(area, 8, FOCUS_FILL, NODE_LINE, pen=2.4)
        case _:
            return rect(area, 7 if node.shape is not NodeShape.ACTIVITY else 4, PAPER, NODE_LINE)


def _card(area: Rect, look: Look, *, strong: bool) -> str:
    """The frame has the line of the state: double where the legend's is, thick around the weakest link."""
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    frame = rect(area, 0, PAPER, look.line, pen=3.0 if strong else 1.1, more=dash)
    if not look.double:
        return frame
    by = 3.2 if strong else 2.2
    inner = Rect(left=area.left + by, top=area.top + by, right=area.right - by, bottom=area.bottom - by)
    return frame + rect(inner, 0, "none", look.line, pen=0.8)


def _text(node: Node, box: Box, x: float, y: float, looks: Looks) -> str:
    total = len(box.lines) * box.size * LINE + len(box.details) * DETAIL * LINE
    base = y - total / 2
    pieces = []
    for line in box.lines:
        base += box.size * LINE
        pieces.append(words(x, base - box.size * 0.3, line, box.size, bold=is_bold(node)))
    for details in box.details:
        base += DETAIL * LINE
        pieces.append(line_of_runs(x, base - DETAIL * 0.25, details, looks, fill=FAINT))
    return "".join(pieces)


def _question(box: Box, area: Rect) -> str:
    """What a gateway asks, or what an event is."""
    x, base = (area.left + area.right) / 2, area.top + DETAIL * LINE * 0.8
    lines = enumerate(box.lines)
    return "".join(words(x, base + at * DETAIL * LINE, line, DETAIL, fill=FAINT, more=halo(HALO)) for at, line in lines)


def _label(label: Label, looks: Looks) -> str:
    """A white plate with the symbol of the state and the count."""
    look = looks[label.state]
    area = label.area
    plate = rect(area, 4, PAPER, PAPER, pen=0, more=' fill-opacity="0.9"')
    left, middle = area.left + 1.5, (area.top + area.bottom) / 2
    pieces = [plate]
    if label.symbol:
        pieces.append(symbol(look, left + label.size * 0.45, middle, label.size))
        left += label.size * 0.95
    if label.text:
        base = middle + label.size * 0.35
        pieces.append(words(left, base, label.text, label.size, anchor="start", bold=True, fill=look.text))
    behind = (*label.others, label.flag) if label.flag else label.others
    for place, state in enumerate(reversed(behind)):
        pieces.append(symbol(looks[state], area.right - label.size * (0.45 + place), middle, label.size * 0.8))
    # whoever leaves an arrow out on the screen leaves its label out with it
    return f'<g class="label {label.state}" data-edge="{token(label.edge)}">{"".join(pieces)}</g>'
