"""Departments as blocks on a landscape sheet, external parties at both edges; only the arrows are routed by Graphviz.

`fdp` was tried: it leaves a third of the sheet empty, flings external parties far out and crosses the
departments' names. Here services change places until arrows are short and seldom pass behind a box.
Nothing is left to chance: the same diagram gives the same places everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations
from math import ceil

from svcgraph.renderers.picture.arrangement import Places, Rect
from svcgraph.renderers.picture.block import GAP_X, GAP_Y, PAD, Block
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.dot import Setting
from svcgraph.renderers.picture.kept import Before
from svcgraph.renderers.picture.look import THIN
from svcgraph.renderers.picture.settling import Search, distance
from svcgraph.store.layout import KeptPlace
from svcgraph.views.shapes import Diagram, Node, NodeShape

BLOCKS = Setting(engine="neato", graph=(("splines", "true"), ("sep", "+6"), ("esep", "+4")), fixed=True)
BETWEEN_X, BETWEEN_Y = 80.0, 66.0  # between departments
EDGE = 64.0  # between departments and the external parties
ASPECT = 1.45  # a landscape sheet within its margins
AROUND = 230.0  # height of title, legend and notes
BINDING = 3.0  # how much more an agreed arrow weighs than a draft
MOST_PERMUTED = 6
BROADNESS = (0.6, 0.9, 1.5, 2.5)  # columns per row to try


def in_blocks(diagram: Diagram, boxes: Mapping[str, Box], kept: Sequence[KeptPlace] = ()) -> Places:
    """Places for every box: departments in rows, then services within them, then the parties at the edges.

    ``kept``: where boxes stood in an earlier picture; those stay as near as the new sizes allow.
    """
    inside = [node for node in diagram.nodes if node.shape is not NodeShape.EXTERNAL]
    outside = [node for node in diagram.nodes if node.shape is NodeShape.EXTERNAL]
    if not inside:
        inside, outside = outside, []
    blocks = _blocks(diagram, inside, boxes)
    weights = _weights(diagram)
    names = {node.id: name for name, block in blocks.items() for node in block.nodes}
    broad = max((boxes[node.id].width + EDGE for node in outside), default=0.0)
    before = Before(kept, inside)
    if before:
        rows = _as_before(blocks, before)
    else:
        rows = _rows(_widened(blocks, 2 * broad), _between(weights, names), 2 * broad)
    wide, high = _put(rows)
    for block in blocks.values():
        block.nodes = before.seated(block.nodes, block.spots())
    left, right = before.sides(outside)
    # both as broad as the broadest, since parties may still change sides
    cell = (
        max((boxes[node.id].width for node in outside), default=0.0),
        max((boxes[node.id].height for node in outside), default=0.0),
    )
    sides = [_column(left, cell, high, left=True, wide=wide), _column(right, cell, high, left=False, wide=wide)]
    held = [*blocks.values(), *(side for side in sides if side)]
    centres = {n.id: spot for block in held for n, spot in zip(block.nodes, block.spots(), strict=True)}
    groups = [block.nodes for block in blocks.values()]
    groups.append([node for side in sides if side for node in side.nodes])
    search = Search(boxes=boxes, weights=weights, centres=centres)
    search.settle([[node.id for node in group if node.id not in before.places] for group in groups])
    return _moved(diagram, boxes, search.centres, blocks)


def _as_before(blocks: dict[str, Block], before: Before) -> list[list[Block]]:
    """Departments in the rows in which most boxes stand nearest to where they stood."""
    found = []
    for share in BROADNESS:
        for count in _counts(list(blocks)):
            _set_columns(blocks, share)
            rows = before.rows(list(blocks.values()), count)
            _put(rows)
            found.append((before.moved(blocks.values()), share, count))
    _, share, count = min(found)
    _set_columns(blocks, share)
    return before.rows(list(blocks.values()), count)


def _blocks(diagram: Diagram, inside: Sequence[Node], boxes: Mapping[str, Box]) -> dict[str, Block]:
    grouped: dict[str, list[Node]] = {cluster.id: [] for cluster in diagram.clusters}
    for node in inside:
        grouped.setdefault(node.cluster, []).append(node)
    titles = {cluster.id: cluster.name for cluster in diagram.clusters}
    return {name: _block(nodes, boxes, titles.get(name, "")) for name, nodes in grouped.items() if nodes}


def _block(nodes: list[Node], boxes: Mapping[str, Box], name: str) -> Block:
    cell = (max(boxes[n.id].width for n in nodes) + GAP_X, max(boxes[n.id].height for n in nodes) + GAP_Y)
    return Block(nodes=nodes, columns=1, cell=cell, name=name)


def _weights(diagram: Diagram) -> dict[tuple[str, str], float]:
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for edge in diagram.edges:
        key = (min(edge.source, edge.target), max(edge.source, edge.target))
        weights[key] += 1.0 if edge.state in THIN else BINDING
    return dict(sorted(weights.items()))


def _between(weights: Mapping[tuple[str, str], float], names: Mapping[str, str]) -> dict[tuple[str, str], float]:
    between: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), weight in weights.items():
        if one in names and other in names and names[one] != names[other]:
            between[min(names[one], names[other]), max(names[one], names[other])] += weight
    return between


def _rows(blocks: Mapping[str, Block], between: Mapping[tuple[str, str], float], sides: float) -> list[list[Block]]:
    """Departments in as many rows as let the picture be largest on a landscape sheet, in the order of short arrows."""
    names = list(blocks)
    fits = {
        count: _fit([[blocks[name] for name in row] for row in _split(names, count)], sides) for count in _counts(names)
    }
    count = max(fits, key=lambda number: (fits[number], -number))
    orders = permutations(names) if len(names) <= MOST_PERMUTED else [tuple(names)]
    best = min(orders, key=lambda order: (_reach(order, count, blocks, between), order))
    return [[blocks[name] for name in row] for row in _split(best, count)]


def _widened(blocks: dict[str, Block], sides: float) -> dict[str, Block]:
    """Departments made broad or tall, whichever lets the picture be printed largest."""

    def best(share: float) -> float:
        _set_columns(blocks, share)
        return max(
            _fit([[blocks[n] for n in row] for row in _split(list(blocks), c)], sides) for c in _counts(list(blocks))
        )

    _set_columns(blocks, max(BROADNESS, key=lambda share: (best(share), -share)))
    return blocks


def _set_columns(blocks: Mapping[str, Block], share: float) -> None:
    for block in blocks.values():
        number = len(block.nodes)
        columns = max(1, min(number, round((number * share) ** 0.5 + 0.2)))
        # 4 in 3 columns is one row and a straggler: as many rows, evenly filled
        block.columns = ceil(number / ceil(number / columns))


def _counts(names: Sequence[str]) -> range:
    return range(1, len(names) + 1)


def _fit(rows: list[list[Block]], sides: float) -> float:
    """How large the picture could be printed: the reciprocal of the sheet it would need."""
    wide, high = _put(rows)
    return 1 / max((wide + sides) / ASPECT, high + AROUND)


def _split(order: Sequence[str], count: int) -> list[Sequence[str]]:
    size, more = divmod(len(order), count)
    ends = [0]
    for row in range(count):
        ends.append(ends[-1] + size + (row < more))
    return [order[start:end] for start, end in pairwise(ends)]


def _reach(
    order: Sequence[str], count: int, blocks: Mapping[str, Block], between: Mapping[tuple[str, str], float]
) -> float:
    rows = [[blocks[name] for name in row] for row in _split(order, count)]
    _put(rows)
    middles = {name: (b.left + b.width / 2, b.top + b.height / 2) for name, b in blocks.items()}
    return sum(weight * distance(middles[a], middles[b]) for (a, b), weight in between.items())


def _put(rows: list[list[Block]]) -> Point:
    """Gives each block its corner: rows centred, spread to the width of the widest. Returns the whole size."""
    wide = max(sum(b.width for b in row) + BETWEEN_X * (len(row) - 1) for row in rows)
    top = 0.0
    for row in rows:
        spare = wide - sum(b.width for b in row)
        gap = spare / (len(row) + 1) if len(row) < max(map(len, rows)) else spare / max(1, len(row) - 1)
        left = gap if len(row) < max(map(len, rows)) else 0.0
        tallest = max(b.height for b in row)
        for block in row:
            block.left, block.top, block.tall = left, top, tallest
            left += block.width + gap
        top += tallest + BETWEEN_Y
    return wide, top - BETWEEN_Y


def _column(nodes: list[Node], cell: Point, high: float, *, left: bool, wide: float) -> Block | None:
    if not nodes:
        return None
    broad = cell[0]
    tall = max(high / len(nodes), cell[1] + GAP_Y / 2)
    block = Block(nodes=list(nodes), columns=1, cell=(broad + GAP_X, tall))
    block.left = -EDGE - broad - PAD if left else wide + EDGE - PAD
    block.top = (high - tall * len(nodes)) / 2 - PAD + GAP_Y / 2
    return block


def _moved(
    diagram: Diagram, boxes: Mapping[str, Box], centres: Mapping[str, Point], blocks: Mapping[str, Block]
) -> Places:
    """Everything moved so that the picture begins at 0, 0."""
    frames = [Rect(left=b.left, top=b.top, right=b.left + b.width, bottom=b.top + b.tall) for b in blocks.values()]
    areas = [_around(spot, boxes[name]) for name, spot in centres.items()] + frames
    dx, dy = 6 - min(area.left for area in areas), 6 - min(area.top for area in areas)
    bands = dict(zip(blocks, frames, strict=True))
    return Places(
        centres={name: (x + dx, y + dy) for name, (x, y) in centres.items()},
        bands=tuple(
            _shifted(bands[cluster.id], dx, dy) if cluster.id in bands else None for cluster in diagram.clusters
        ),
        width=max(area.right for area in areas) + dx + 6,
        height=max(area.bottom for area in areas) + dy + 6,
    )


def _around(spot: Point, box: Box) -> Rect:
    x, y = spot
    return Rect(left=x - box.width / 2, top=y - box.height / 2, right=x + box.width / 2, bottom=y + box.height / 2)


def _shifted(frame: Rect, dx: float, dy: float) -> Rect:
    return Rect(left=frame.left + dx, top=frame.top + dy, right=frame.right + dx, bottom=frame.bottom + dy)
