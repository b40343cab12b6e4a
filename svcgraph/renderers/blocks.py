"""Departments as blocks on a landscape sheet, external parties at both edges; only the arrows are routed by Graphviz.

`fdp` was tried: it leaves a third of the sheet empty, flings external parties far out and crosses the
departments' names. Here services change places until arrows are short and seldom pass behind a box.
Nothing is left to chance: the same diagram gives the same places everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from math import ceil, hypot

from svcgraph.renderers.arrangement import Places, Rect
from svcgraph.renderers.boxes import Box
from svcgraph.renderers.curves import Point
from svcgraph.renderers.dot import Setting
from svcgraph.renderers.look import THIN
from svcgraph.renderers.titles import title_height
from svcgraph.views.shapes import Diagram, Node, NodeShape

BLOCKS = Setting(engine="neato", graph=(("splines", "true"), ("sep", "+6"), ("esep", "+4")), fixed=True)
GAP_X, GAP_Y = 54.0, 40.0  # between services of a department
BETWEEN_X, BETWEEN_Y = 80.0, 66.0  # between departments
EDGE = 64.0  # between departments and the external parties
PAD = 22.0
LEAN = 16.0  # every other row leans, so that arrows do not run along a row of boxes
ASPECT = 1.45  # a landscape sheet within its margins
AROUND = 230.0  # height of title, legend and notes
BINDING = 3.0  # how much more an agreed arrow weighs than a draft
BEHIND = 260.0  # points of length that passing behind a box is worth
MOST_PERMUTED = 6
ROUNDS = 6
BROADNESS = (0.6, 0.9, 1.5, 2.5)  # columns per row to try


@dataclass(slots=True)
class _Block:
    """A department's grid: its services in reading order, which the search permutes."""

    nodes: list[Node]
    columns: int
    cell: Point
    name: str = ""
    left: float = 0.0
    top: float = 0.0
    tall: float = 0.0  # height of its row, which all frames of the row take

    @property
    def rows(self) -> int:
        return ceil(len(self.nodes) / self.columns)

    @property
    def width(self) -> float:
        return self.columns * self.cell[0] - GAP_X + 2 * PAD + (LEAN if self.rows > 1 else 0)

    @property
    def title(self) -> float:
        """Height that the department's name takes above its services."""
        return title_height(self.name, self.width)

    @property
    def height(self) -> float:
        return self.rows * self.cell[1] - GAP_Y + 2 * PAD + self.title

    def spots(self) -> list[Point]:
        """Centres of the cells; a last row that is not full is centred."""
        found = []
        for index in range(len(self.nodes)):
            row, column = divmod(index, self.columns)
            short = self.columns - min(self.columns, len(self.nodes) - row * self.columns)
            lean = LEAN * (row % 2) if self.rows > 1 else 0.0
            x = self.left + PAD + lean + (column + short / 2 + 0.5) * self.cell[0] - GAP_X / 2
            y = (
                self.top
                + max(0.0, self.tall - self.height) / 2
                + PAD
                + self.title
                + (row + 0.5) * self.cell[1]
                - GAP_Y / 2
            )
            found.append((x, y))
        return found


def in_blocks(diagram: Diagram, boxes: Mapping[str, Box]) -> Places:
    """Places for every box: departments in rows, then services within them, then the parties at the edges."""
    inside = [node for node in diagram.nodes if node.shape is not NodeShape.EXTERNAL]
    outside = [node for node in diagram.nodes if node.shape is NodeShape.EXTERNAL]
    if not inside:
        inside, outside = outside, []
    blocks = _blocks(diagram, inside, boxes)
    weights = _weights(diagram)
    names = {node.id: name for name, block in blocks.items() for node in block.nodes}
    broad = max((boxes[node.id].width + EDGE for node in outside), default=0.0)
    rows = _rows(_widened(blocks, 2 * broad), _between(weights, names), 2 * broad)
    wide, high = _put(rows)
    left, right = _sides(outside, boxes, wide, high)
    search = _Search(boxes=boxes, weights=weights)
    search.settle(list(blocks.values()), left, right)
    return _moved(diagram, boxes, search.centres, blocks)


def _blocks(diagram: Diagram, inside: Sequence[Node], boxes: Mapping[str, Box]) -> dict[str, _Block]:
    grouped: dict[str, list[Node]] = {cluster.id: [] for cluster in diagram.clusters}
    for node in inside:
        grouped.setdefault(node.cluster, []).append(node)
    titles = {cluster.id: cluster.name for cluster in diagram.clusters}
    return {name: _block(nodes, boxes, titles.get(name, "")) for name, nodes in grouped.items() if nodes}


def _block(nodes: list[Node], boxes: Mapping[str, Box], name: str) -> _Block:
    cell = (max(boxes[n.id].width for n in nodes) + GAP_X, max(boxes[n.id].height for n in nodes) + GAP_Y)
    return _Block(nodes=nodes, columns=1, cell=cell, name=name)


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


def _rows(blocks: Mapping[str, _Block], between: Mapping[tuple[str, str], float], sides: float) -> list[list[_Block]]:
    """Departments in as many rows as let the picture be largest on a landscape sheet, in the order of short arrows."""
    names = list(blocks)
    fits = {
        count: _fit([[blocks[name] for name in row] for row in _split(names, count)], sides) for count in _counts(names)
    }
    count = max(fits, key=lambda number: (fits[number], -number))
    orders = permutations(names) if len(names) <= MOST_PERMUTED else [tuple(names)]
    best = min(orders, key=lambda order: (_reach(order, count, blocks, between), order))
    return [[blocks[name] for name in row] for row in _split(best, count)]


def _widened(blocks: dict[str, _Block], sides: float) -> dict[str, _Block]:
    """Departments made broad or tall, whichever lets the picture be printed largest."""

    def best(share: float) -> float:
        _set_columns(blocks, share)
        return max(
            _fit([[blocks[n] for n in row] for row in _split(list(blocks), c)], sides) for c in _counts(list(blocks))
        )

    _set_columns(blocks, max(BROADNESS, key=lambda share: (best(share), -share)))
    return blocks


def _set_columns(blocks: Mapping[str, _Block], share: float) -> None:
    for block in blocks.values():
        number = len(block.nodes)
        columns = max(1, min(number, round((number * share) ** 0.5 + 0.2)))
        # 4 in 3 columns is one row and a straggler: as many rows, evenly filled
        block.columns = ceil(number / ceil(number / columns))


def _counts(names: Sequence[str]) -> range:
    return range(1, len(names) + 1)


def _fit(rows: list[list[_Block]], sides: float) -> float:
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
    order: Sequence[str], count: int, blocks: Mapping[str, _Block], between: Mapping[tuple[str, str], float]
) -> float:
    rows = [[blocks[name] for name in row] for row in _split(order, count)]
    _put(rows)
    middles = {name: (b.left + b.width / 2, b.top + b.height / 2) for name, b in blocks.items()}
    return sum(weight * _distance(middles[a], middles[b]) for (a, b), weight in between.items())


def _put(rows: list[list[_Block]]) -> Point:
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


def _sides(
    outside: list[Node], boxes: Mapping[str, Box], wide: float, high: float
) -> tuple[_Block | None, _Block | None]:
    """External parties in one column at each edge; the search decides who stands where."""
    half = ceil(len(outside) / 2)
    return (
        _column(outside[:half], boxes, high, left=True, wide=wide),
        _column(outside[half:], boxes, high, left=False, wide=wide),
    )


def _column(nodes: list[Node], boxes: Mapping[str, Box], high: float, *, left: bool, wide: float) -> _Block | None:
    if not nodes:
        return None
    broad = max(boxes[node.id].width for node in nodes)
    tall = max(high / len(nodes), max(boxes[node.id].height for node in nodes) + GAP_Y / 2)
    block = _Block(nodes=list(nodes), columns=1, cell=(broad + GAP_X, tall))
    block.left = -EDGE - broad - PAD if left else wide + EDGE - PAD
    block.top = (high - tall * len(nodes)) / 2 - PAD + GAP_Y / 2
    return block


@dataclass(slots=True)
class _Search:
    """Swaps two boxes whenever that shortens the arrows; stops when nothing does."""

    boxes: Mapping[str, Box]
    weights: Mapping[tuple[str, str], float]
    centres: dict[str, Point] = None  # type: ignore[assignment]
    links: dict[str, list[tuple[str, float]]] = None  # type: ignore[assignment]

    def settle(self, blocks: list[_Block], left: _Block | None, right: _Block | None) -> None:
        sides = [side for side in (left, right) if side]
        self.centres = {n.id: spot for b in (*blocks, *sides) for n, spot in zip(b.nodes, b.spots(), strict=True)}
        self.links = defaultdict(list)
        for (one, other), weight in self.weights.items():
            self.links[one].append((other, weight))
            self.links[other].append((one, weight))
        groups = [[n.id for n in b.nodes] for b in blocks]
        groups.append([n.id for side in sides for n in side.nodes])
        for _ in range(ROUNDS):
            if not sum(self._round(group) for group in groups):
                return

    def _round(self, group: list[str]) -> bool:
        changed = False
        for index, one in enumerate(group):
            for other in group[index + 1 :]:
                before = self._cost(one) + self._cost(other)
                self._swap(one, other)
                if self._cost(one) + self._cost(other) < before - 1e-6:
                    changed = True
                else:
                    self._swap(one, other)
        return changed

    def _swap(self, one: str, other: str) -> None:
        self.centres[one], self.centres[other] = self.centres[other], self.centres[one]

    def _cost(self, node: str) -> float:
        here = self.centres[node]
        return sum(
            weight * _distance(here, self.centres[other]) + BEHIND * self._behind(node, other)
            for other, weight in self.links[node]
        )

    def _behind(self, one: str, other: str) -> int:
        """How many boxes the straight arrow between the two would pass behind."""
        a, b = self.centres[one], self.centres[other]
        return sum(
            near(a, b, spot, self.boxes[name].width / 2 + 4, self.boxes[name].height / 2 + 4)
            for name, spot in self.centres.items()
            if name not in (one, other)
        )


def near(a: Point, b: Point, spot: Point, half: float, high: float) -> bool:
    """Whether the segment from ``a`` to ``b`` meets the box around ``spot``."""
    low, top = 0.0, 1.0
    for start, end, middle, reach in ((a[0], b[0], spot[0], half), (a[1], b[1], spot[1], high)):
        step = end - start
        if abs(step) < 1e-9:
            if abs(start - middle) > reach:
                return False
            continue
        first, last = sorted(((middle - reach - start) / step, (middle + reach - start) / step))
        low, top = max(low, first), min(top, last)
        if low > top:
            return False
    return True


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _moved(
    diagram: Diagram, boxes: Mapping[str, Box], centres: Mapping[str, Point], blocks: Mapping[str, _Block]
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
