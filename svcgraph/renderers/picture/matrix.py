"""Departments as rows and columns: the one page on which hundreds of services stay readable."""

from __future__ import annotations

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import number, rect, safe, symbol, token, words
from svcgraph.renderers.picture.look import CLUSTER_LINE, FAINT, INK, PAPER, Look, Looks
from svcgraph.renderers.picture.measure import width
from svcgraph.views.shapes import Diagram, Edge, Node, State

WIDE, HIGH = 34.0, 20.0
NAME = 10.0
PLAIN, DIAGONAL = "#FAFAF9", "#E9E9E6"


def matrix(diagram: Diagram, looks: Looks) -> tuple[str, float, float]:
    """The table without title and legend, its width and height in points."""
    longest = max((width(node.name, NAME) for node in diagram.nodes), default=0.0) + 10
    at = {node.id: index for index, node in enumerate(diagram.nodes)}
    size = len(diagram.nodes)
    pieces = [
        *(_grid(row, column, longest) for row in range(size) for column in range(size)),
        *(_cell(edge, looks[edge.state], _area(at[edge.source], at[edge.target], longest)) for edge in diagram.edges),
        *(_row(node, index, longest) for index, node in enumerate(diagram.nodes)),
        *(_column(node, index, longest) for index, node in enumerate(diagram.nodes)),
    ]
    return "\n".join(pieces), longest + size * WIDE, longest + size * HIGH


def _area(row: int, column: int, longest: float) -> Rect:
    left, top = longest + column * WIDE, longest + row * HIGH
    return Rect(left=left, top=top, right=left + WIDE, bottom=top + HIGH)


def _grid(row: int, column: int, longest: float) -> str:
    return rect(_area(row, column, longest), 0, DIAGONAL if row == column else PLAIN, CLUSTER_LINE, pen=0.5)


def _cell(edge: Edge, look: Look, area: Rect) -> str:
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    inner = Rect(left=area.left + 1, top=area.top + 1, right=area.right - 1, bottom=area.bottom - 1)
    middle = (area.top + area.bottom) / 2
    # on its own dark ground the square of "missed" is white
    mark = symbol(look, area.left + 10, middle, NAME)
    if edge.state is State.MISSED:
        mark = mark.replace(look.line, PAPER)
    ink = PAPER if edge.state is State.MISSED else INK
    text = words(area.right - 5, middle + NAME * 0.35, edge.label, NAME, anchor="end", bold=True, fill=ink)
    return (
        f'<g class="edge {edge.state} {token(edge.source)}--{token(edge.target)}" id="edge-{token(edge.id)}" '
        f'data-source="{token(edge.source)}" data-target="{token(edge.target)}">'
        f"<title>{safe(edge.tip)}</title>{rect(inner, 2, look.fill, look.line, more=dash)}{mark}{text}</g>"
    )


def _row(node: Node, index: int, longest: float) -> str:
    base = longest + index * HIGH + HIGH / 2 + NAME * 0.35
    return (
        f'<g class="node {node.shape}" id="node-{token(node.id)}" data-key="{token(node.key)}">'
        f"<title>{safe(node.tip)}</title>{words(longest - 5, base, node.name, NAME, anchor='end')}</g>"
    )


def _column(node: Node, index: int, longest: float) -> str:
    x = longest + index * WIDE + WIDE / 2 + NAME * 0.35
    turned = f' transform="rotate(-90 {number(x)} {number(longest - 5)})"'
    return words(x, longest - 5, node.name, NAME, anchor="start", fill=FAINT, more=turned)
