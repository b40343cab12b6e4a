"""Suppliers as rows, clients as columns: the one page on which hundreds of services stay readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import named, number, rect, safe, symbol, token, words
from svcgraph.renderers.picture.look import CLUSTER_LINE, EXTERNAL_FILL, INK, PAPER, Look, Looks
from svcgraph.renderers.picture.measure import width, wrap
from svcgraph.views.shapes import Diagram, Edge, Node, NodeShape, State

WIDE, HIGH = 32.0, 20.0
SIGN, AROUND = 11.0, 10.0  # what the sign takes beside the number, and both sides of a cell
NAME = 10.0
LINE = 11.0  # points from one line of a name to the next
LONGEST = 235.0  # points of a name before it is wrapped
PLAIN, BACK, DIAGONAL = "#FBFBFA", "#EFEEEA", "#CFCFC9"
FRAME = 2.2  # points of the line around a block


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Names as wrapped, with their numbers, and where rows and columns begin (one more than there are)."""

    names: tuple[tuple[str, ...], ...]
    margin: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def area(self, row: int, column: int) -> Rect:
        return Rect(
            left=self.columns[column], top=self.rows[row], right=self.columns[column + 1], bottom=self.rows[row + 1]
        )


def matrix(diagram: Diagram, looks: Looks) -> tuple[str, float, float]:
    """The table without title and legend, its width and height in points."""
    table = measured(diagram)
    at = {node.id: index for index, node in enumerate(diagram.nodes)}
    pieces = [
        *_grid(table),
        *(_cell(edge, looks, table.area(at[edge.source], at[edge.target])) for edge in diagram.edges),
        *_blocks(diagram, table),
        *(_row(node, index, table) for index, node in enumerate(diagram.nodes)),
        *(_column(node, index, table) for index, node in enumerate(diagram.nodes)),
    ]
    return "\n".join(pieces), table.columns[-1] + 2, table.rows[-1] + 2


def measured(diagram: Diagram) -> Table:
    """A number beside each name, as in every design structure matrix, so that a row finds its column. Groups have
    theirs, which is the same on every picture."""
    own = any(node.shape is NodeShape.GROUP for node in diagram.nodes)
    called = (node.name if own else f"{index}\u00a0 {node.name}" for index, node in enumerate(diagram.nodes, start=1))
    names = tuple(wrap(name, LONGEST, NAME) for name in called)
    margin = max((width(line, NAME) for name in names for line in name), default=0.0) + 10
    thick = [len(name) * LINE for name in names]
    wide = {node.id: WIDE for node in diagram.nodes}
    for edge in diagram.edges:
        wide[edge.target] = max(wide[edge.target], 2 * _half(edge.label) + AROUND)
    broad = (max(wide[node.id], one + 8) for node, one in zip(diagram.nodes, thick, strict=True))
    columns = accumulate(broad, initial=margin)
    rows = accumulate((max(HIGH, one + 4) for one in thick), initial=margin)
    return Table(names=names, margin=margin, columns=tuple(columns), rows=tuple(rows))


def _half(label: str) -> float:
    """From the middle of a cell to the end of its number; to the other side as much, with the sign."""
    return max(11.0, (SIGN + width(label, NAME, bold=True)) / 2)


def _grid(table: Table) -> Iterator[str]:
    """Background, lines and the diagonal: few elements however many cells."""
    right, bottom = table.columns[-1], table.rows[-1]
    yield rect(Rect(left=table.margin, top=table.margin, right=right, bottom=bottom), 0, PLAIN, CLUSTER_LINE)
    yield from (rect(table.area(index, index), 0, DIAGONAL, CLUSTER_LINE, pen=0.5) for index in range(len(table.names)))
    rows = (f"M{number(table.margin)},{number(y)}H{number(right)}" for y in table.rows[1:-1])
    columns = (f"M{number(x)},{number(table.margin)}V{number(bottom)}" for x in table.columns[1:-1])
    if lines := "".join((*rows, *columns)):
        yield f'<path d="{lines}" fill="none" stroke="{CLUSTER_LINE}" stroke-width="0.5"/>'


def _back(table: Table) -> str:
    """The ground below the diagonal, where work runs back."""
    stairs = zip(table.columns[:-1], table.columns[1:], table.rows[1:], strict=True)
    steps = "".join(f"V{number(low)}H{number(right)}" for _, right, low in stairs)
    start, end = number(table.margin), number(table.rows[-1])
    return f'<path d="M{start},{start}{steps}V{end}H{start}Z" fill="{BACK}"/>'


def _blocks(diagram: Diagram, table: Table) -> Iterator[str]:
    """A frame around the cells of those that belong together."""
    for cluster in diagram.clusters:
        inside = [index for index, node in enumerate(diagram.nodes) if node.cluster == cluster.id]
        if inside:
            first, last = table.area(inside[0], inside[0]), table.area(inside[-1], inside[-1])
            around = Rect(left=first.left, top=first.top, right=last.right, bottom=last.bottom)
            yield f'<g class="cluster" id="cluster-{token(cluster.id)}">{rect(around, 0, "none", INK, pen=FRAME)}</g>'


def _cell(edge: Edge, looks: Looks, area: Rect) -> str:
    look = looks[edge.state]
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    inner = Rect(left=area.left + 1, top=area.top + 1, right=area.right - 1, bottom=area.bottom - 1)
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    # on its own dark ground the square of "missed" is white
    half = _half(edge.label)
    mark = symbol(look, x - half + 4, y, NAME)
    if edge.state is State.MISSED:
        mark = mark.replace(look.line, PAPER)
    ink = PAPER if edge.state is State.MISSED else INK
    text = words(x + half, y + NAME * 0.35, edge.label, NAME, anchor="end", bold=True, fill=ink)
    flag = _flag(looks[State.MISSED], area) if edge.flag else ""
    return (
        f'<g class="edge {edge.state} {token(edge.source)}--{token(edge.target)}" id="edge-{token(edge.id)}" '
        f'data-source="{token(edge.source)}" data-target="{token(edge.target)}">'
        f"<title>{safe(edge.tip)}</title>{rect(inner, 2, look.fill, look.line, more=dash)}{mark}{text}{flag}</g>"
    )


def _flag(look: Look, area: Rect) -> str:
    """One objective is missed though the contract is not: a small square in the corner."""
    return symbol(look, area.right - 4.5, area.top + 4.5, NAME * 0.6)


def _row(node: Node, index: int, table: Table) -> str:
    cell = table.area(index, index)
    base = _first(cell.top, cell.bottom, table.names[index])
    lines = (
        words(table.margin - 5, base + at * LINE, line, NAME, anchor="end")
        for at, line in enumerate(table.names[index])
    )
    ground = _ground(node, Rect(left=0, top=cell.top, right=table.margin, bottom=cell.bottom))
    return named(node, ground + "".join(lines), node.tip)


def _column(node: Node, index: int, table: Table) -> str:
    cell = table.area(index, index)
    first = _first(cell.left, cell.right, table.names[index])
    ground = _ground(node, Rect(left=cell.left, top=0, right=cell.right, bottom=table.margin))
    return ground + "".join(
        words(x, table.margin - 5, line, NAME, anchor="start",
              more=f' transform="rotate(-90 {number(x)} {number(table.margin - 5)})"')
        for x, line in ((first + at * LINE, line) for at, line in enumerate(table.names[index]))
    )  # fmt: skip


def _first(low: float, high: float, lines: tuple[str, ...]) -> float:
    """The base line of the first of ``lines``, in the middle between ``low`` and ``high``."""
    return (low + high) / 2 - (len(lines) - 1) * LINE / 2 + NAME * 0.35


def _ground(node: Node, area: Rect) -> str:
    """External parties are tinted as everywhere."""
    return rect(area, 0, EXTERNAL_FILL, CLUSTER_LINE, pen=0.5) if node.shape is NodeShape.EXTERNAL else ""
