"""A list of relations as a table, in as many columns of lines as let it be printed largest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.frame import GUTTER, printed
from svcgraph.renderers.picture.ink import named, rect, safe, symbol, token, words
from svcgraph.renderers.picture.look import CLUSTER_FILL, CLUSTER_LINE, PAPER, Look, Looks
from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, Edge, Node

TEXT = 9.5
STEP = TEXT * LINE  # from one line of text to the next
PAD = 2.6
HEAD = STEP + 2 * PAD  # height of the names above the cells
SIGN = 16.0  # the state's sign at the head of a line
LIMITS = (110.0, 150.0, 180.0, 220.0, 260.0, 300.0, 340.0)  # points of a cell before its text is wrapped
MOST = 5  # columns of lines
AROUND = 150.0  # height of title, legend and notes
Row = tuple[tuple[str, ...], ...]  # the lines of text of each of its cells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """The lines of text of every cell, how wide the cells are, and which lines of the list stand in a column."""

    rows: tuple[Row, ...]
    cells: tuple[float, ...]
    columns: tuple[range, ...]

    @property
    def wide(self) -> float:
        """Points of one column of lines."""
        return SIGN + sum(self.cells)

    def starts(self, left: float) -> tuple[float, ...]:
        """Where the texts of the cells begin, in a column of lines that begins at ``left``."""
        return tuple(accumulate(self.cells[:-1], initial=left + SIGN + PAD))

    @property
    def size(self) -> tuple[float, float]:
        """Points of the whole."""
        across = len(self.columns) * (self.wide + GUTTER) - GUTTER
        return across, HEAD + max(sum(_tall(self.rows[row]) for row in column) for column in self.columns)

    @property
    def worth(self) -> float:
        """How large it can be printed."""
        wide, high = self.size
        return printed(wide, high + AROUND)


def roll(diagram: Diagram, looks: Looks) -> tuple[str, float, float]:
    """The table without title and legend, its width and height in points."""
    if not diagram.edges:
        return "", 0.0, 0.0
    setting = max(_settings(diagram), key=lambda one: (one.worth, -len(one.columns)))
    return "\n".join(_inked(diagram, setting, looks)), *setting.size


def _settings(diagram: Diagram) -> Iterator[_Setting]:
    names = {node.id: node for node in diagram.nodes}
    homes = {cluster.id: cluster.name for cluster in diagram.clusters}
    texts = [
        (_called(names[edge.source], homes), _called(names[edge.target], homes), item.text, edge.label)
        for edge, item in zip(diagram.edges, diagram.listing, strict=True)
    ]
    wrapped = {limit: [[wrap(text, limit, TEXT) for text in row] for row in texts] for limit in LIMITS}
    # names in cells of one width, what is said of them in cells of another
    for called, said in product(LIMITS, LIMITS):
        rows = tuple((*one[:2], *other[2:]) for one, other in zip(wrapped[called], wrapped[said], strict=True))
        cells = tuple(
            2 * PAD + max(width(line, TEXT, bold=True) for row in ((head,), *(row[at] for row in rows)) for line in row)
            for at, head in enumerate(diagram.heads)
        )
        for number in range(1, MOST + 1):
            yield _Setting(rows=rows, cells=cells, columns=tuple(_columns(rows, number)))


def _called(node: Node, homes: Mapping[str, str]) -> str:
    return f"{node.name} ({homes[node.cluster]})" if node.cluster in homes else node.name


def _tall(row: Row) -> float:
    return max(map(len, row)) * STEP + PAD


def _columns(rows: Sequence[Row], number: int) -> Iterator[range]:
    """The lines in ``number`` columns at most, read downwards, of about the same height."""
    each = sum(map(_tall, rows)) / number
    held: dict[int, list[int]] = defaultdict(list)
    down = 0.0
    for at, row in enumerate(rows):
        held[int((down + _tall(row) / 2) / each)].append(at)
        down += _tall(row)
    yield from (range(column[0], column[-1] + 1) for column in held.values())


def _inked(diagram: Diagram, setting: _Setting, looks: Looks) -> Iterator[str]:
    nodes = {node.id: node for node in diagram.nodes}
    left = 0.0
    for column in setting.columns:
        yield _head(diagram.heads, setting, left)
        down = HEAD
        for at in column:
            high = _tall(setting.rows[at])
            area = Rect(left=left, top=down, right=left + setting.wide, bottom=down + high)
            # a service is a box of the picture where it is first named
            edge = diagram.edges[at]
            boxes = tuple(nodes.pop(end, None) for end in (edge.source, edge.target))
            texts = [_text(lines, x, down) for lines, x in zip(setting.rows[at], setting.starts(left), strict=True)]
            yield _line(edge, boxes, texts, area, looks[edge.state])
            down += high
        left += setting.wide + GUTTER


def _head(heads: Sequence[str], setting: _Setting, left: float) -> str:
    area = Rect(left=left, top=0, right=left + setting.wide, bottom=HEAD)
    named = (
        words(x, PAD + STEP * 0.8, head, TEXT, anchor="start", bold=True)
        for x, head in zip(setting.starts(left), heads, strict=True)
    )
    return rect(area, 0, CLUSTER_FILL, CLUSTER_LINE, pen=0.5) + "".join(named)


def _line(edge: Edge, boxes: Sequence[Node | None], texts: Sequence[str], area: Rect, look: Look) -> str:
    ends = "".join(_named(node, text) for node, text in zip(boxes, texts, strict=False))
    mark = symbol(look, area.left + SIGN / 2 + 1, area.top + PAD / 2 + STEP / 2, TEXT)
    return (
        f'<g class="edge {edge.state} {token(edge.source)}--{token(edge.target)}" id="edge-{token(edge.id)}" '
        f'data-source="{token(edge.source)}" data-target="{token(edge.target)}"><title>{safe(edge.tip)}</title>'
        f"{rect(area, 0, PAPER, CLUSTER_LINE, pen=0.5)}{mark}{ends}{''.join(texts[2:])}</g>"
    )


def _text(lines: Sequence[str], x: float, top: float) -> str:
    return "".join(
        words(x, top + PAD / 2 + (at + 0.8) * STEP, line, TEXT, anchor="start") for at, line in enumerate(lines)
    )


def _named(node: Node | None, text: str) -> str:
    if node is None:
        return text
    return named(node, text)
