"""Places as they were: a picture that people know by heart moves as little as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from svcgraph.renderers.picture.block import Block
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.settling import distance
from svcgraph.store.layout import KeptPlace
from svcgraph.views.shapes import Node


class Before:
    """Where boxes stood, as far as they are still in the picture. False when none of the services is known."""

    def __init__(self, kept: Iterable[KeptPlace], inside: Sequence[Node]) -> None:
        self.places: dict[str, Point] = {one.id: (one.x, one.y) for one in kept}
        self._known = [node.id for node in inside if node.id in self.places]
        if not self._known:
            self.places = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def rows(self, blocks: list[Block], count: int) -> list[list[Block]]:
        """``count`` rows: from top to bottom, then each from left to right; departments not known before come last."""
        middles = [(self._middle(block), block) for block in blocks]
        known = sorted(((at, block) for at, block in middles if at), key=lambda pair: (pair[0][1], pair[0][0]))
        ordered = [*known, *(((float("inf"), 0.0), block) for at, block in middles if not at)]
        size, more = divmod(len(ordered), count)
        ends = [0]
        for row in range(count):
            ends.append(ends[-1] + size + (row < more))
        parts = [ordered[start:end] for start, end in pairwise(ends)]
        return [[block for _, block in sorted(part, key=lambda pair: pair[0][0])] for part in parts]

    def moved(self, blocks: Iterable[Block]) -> float:
        """How far all known boxes would move, once the pictures lie on each other as well as they can."""
        pairs = [
            (self.places[node.id], spot)
            for block in blocks
            for node, spot in zip(self.seated(block.nodes, block.spots()), block.spots(), strict=True)
            if node.id in self.places
        ]
        dx = sum(was[0] - now[0] for was, now in pairs) / len(pairs)
        dy = sum(was[1] - now[1] for was, now in pairs) / len(pairs)
        return sum(distance(was, (now[0] + dx, now[1] + dy)) for was, now in pairs)

    def seated(self, nodes: list[Node], spots: Sequence[Point]) -> list[Node]:
        """``nodes`` in the order of ``spots``, the known ones nearest to where they stood within their department."""
        known = [node for node in nodes if node.id in self.places]
        if not known:
            return nodes
        shift = self._shift(known, spots)
        ways = sorted(
            (distance(self.places[node.id], (x + shift[0], y + shift[1])), node.id, index)
            for node in known
            for index, (x, y) in enumerate(spots)
        )
        taken: dict[int, str] = {}
        for _, node_id, index in ways:
            if index not in taken and node_id not in taken.values():
                taken[index] = node_id
        by_id = {node.id: node for node in nodes}
        rest = iter(node for node in nodes if node.id not in taken.values())
        return [by_id[taken[index]] if index in taken else next(rest) for index in range(len(nodes))]

    def sides(self, outside: list[Node]) -> tuple[list[Node], list[Node]]:
        """External parties left and right, known ones on the side and in the order in which they stood."""
        middle = sum(self.places[one][0] for one in self._known) / len(self._known) if self._known else 0.0
        known = sorted((node for node in outside if node.id in self.places), key=lambda node: self.places[node.id][1])
        left = [node for node in known if self.places[node.id][0] < middle]
        right = [node for node in known if self.places[node.id][0] >= middle]
        new = [node for node in outside if node.id not in self.places]
        room = max(0, (len(outside) + 1) // 2 - len(left))
        return [*left, *new[:room]], [*right, *new[room:]]

    def _middle(self, block: Block) -> Point | None:
        spots = [self.places[node.id] for node in block.nodes if node.id in self.places]
        if not spots:
            return None
        return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)

    def _shift(self, known: Sequence[Node], spots: Sequence[Point]) -> Point:
        """From the department's new middle to its old one."""
        was = [self.places[node.id] for node in known]
        dx = sum(x for x, _ in was) / len(was) - sum(x for x, _ in spots) / len(spots)
        dy = sum(y for _, y in was) / len(was) - sum(y for _, y in spots) / len(spots)
        return dx, dy
