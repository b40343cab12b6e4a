"""A process too long for the width of a sheet, wrapped like a text: strips of lanes below each other.

Where an arrow goes from one strip to another it is cut: it ends at a letter in a circle and goes on at the same letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from string import ascii_uppercase

from svcgraph.i18n import Words
from svcgraph.views.diagram.legend import SHAPE_WORDS
from svcgraph.views.shapes import Cluster, Diagram, Edge, LegendEntry, Node, NodeShape, Sample

STRIPS = (2, 3, 4)
LEAST = 3  # columns of a strip: shorter ones would be more letters than steps
MOST_CUT = 12  # arrows: nobody follows more letters
SPARE = 4  # columns of a strip from which on it may have one more or less, where that cuts fewer arrows


def strips(whole: Diagram, words: Words) -> Iterator[Diagram]:
    """``whole`` in two strips and in more, as long as a strip has some length; then with what follows in another lane
    straight above or below, which needs less width."""
    for made in dict.fromkeys((whole, _narrowed(whole))):
        columns = sorted({node.column for node in made.nodes})
        wrapped = (_wrapped(made, columns, number, words) for number in STRIPS if len(columns) >= number * LEAST)
        yield from (one for one in wrapped if len(one.edges) - len(made.edges) <= MOST_CUT)


def _narrowed(whole: Diagram) -> Diagram:
    """Two columns as one wherever each of their lanes has boxes of one of the two only, and no arrow between the two
    would pass behind a box."""
    lanes: dict[int, set[int]] = defaultdict(set)
    for node in whole.nodes:
        if node.shape is not NodeShape.EXTERNAL:
            lanes[node.column].add(node.lane)
    nodes = {node.id: node for node in whole.nodes}
    between: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for edge in whole.edges:
        one, other = sorted((nodes[edge.source], nodes[edge.target]), key=lambda node: node.column)
        between[one.column, other.column].append((min(one.lane, other.lane), max(one.lane, other.lane)))
    onto: dict[int, int] = {}
    for first, second in pairwise(sorted(lanes)):
        held = lanes[first] | lanes[second]
        passed = any(low < lane < high for low, high in between[first, second] for lane in held)
        if first not in onto and not lanes[first] & lanes[second] and not passed:
            onto[second] = first
    return replace(whole, nodes=tuple(replace(node, column=onto.get(node.column, node.column)) for node in whole.nodes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """Where a cut arrow ends or begins: the letter, in the lane of the box that it belongs to."""

    letter: str
    at: Node
    column: int

    def node(self, side: str) -> Node:
        return replace(
            self.at, id=f"{side} {self.letter}", key=f"{side} {self.letter}", name=self.letter,
            shape=NodeShape.CONNECTOR, column=self.column, tip=self.letter,
        )  # fmt: skip


def _wrapped(whole: Diagram, columns: Sequence[int], number: int, words: Words) -> Diagram:
    starts = (columns[0], *(columns[place] for place in _cuts(whole, columns, number)), columns[-1] + 1)
    strip_of = {column: sum(start <= column for start in starts[1:-1]) for column in columns}
    ends = tuple((first, last - 1) for first, last in pairwise(starts))
    nodes = {node.id: node for node in whole.nodes}
    placed = [(node, strip_of[node.column]) for node in whole.nodes]
    edges: list[Edge] = []
    for edge in whole.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        there, here = strip_of[source.column], strip_of[target.column]
        if there == here:
            edges.append(edge)
            continue
        # as if the sheet were cut: forward over its right edge, back over its left one
        onward = here > there
        letter = _letter(sum(node.shape is NodeShape.CONNECTOR for node, _ in placed) // 2)
        left = _Half(letter=letter, at=source, column=ends[there][1] + 1 if onward else ends[there][0] - 1)
        found = _Half(letter=letter, at=target, column=ends[here][0] - 1 if onward else ends[here][1] + 1)
        out, back = left.node("to"), found.node("from")
        placed += [(out, there), (back, here)]
        edges += [
            replace(edge, id=f"{edge.id}-to", target=out.id),
            replace(edge, id=f"{edge.id}-from", source=back.id),
        ]
    lanes = _lanes(whole, {(strip, node.lane) for node, strip in placed})
    order = list(lanes)
    return replace(
        whole,
        clusters=tuple(lanes.values()),
        nodes=tuple(
            replace(node, cluster=lanes[strip, node.lane].id, lane=order.index((strip, node.lane)))
            for node, strip in placed
        ),
        edges=tuple(edges),
        legend=(*whole.legend, *_explained([node for node, _ in placed], words)),
        notes=(
            *whole.notes,
            words("The process is drawn in {n} strips, one below the other: each goes on in the next.", n=number),
        ),
    )


def _cuts(whole: Diagram, columns: Sequence[int], number: int) -> tuple[int, ...]:
    """The places in ``columns`` at which strips begin: about even, and where the fewest arrows are cut."""
    places = {column: place for place, column in enumerate(columns)}
    at = {node.id: places[node.column] for node in whole.nodes}
    spans = [sorted((at[edge.source], at[edge.target])) for edge in whole.edges]
    each = len(columns) / number
    aside = (-1, 0, 1) if each >= SPARE else (0,)
    tried = product(*([round(turn * each) + by for by in aside] for turn in range(1, number)))

    def trouble(cuts: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        lengths = [last - first for first, last in pairwise((0, *cuts, len(columns)))]
        return sum(low < cut <= high for low, high in spans for cut in cuts), max(lengths), cuts

    return min(tried, key=trouble)


def _lanes(whole: Diagram, used: set[tuple[int, int]]) -> Mapping[tuple[int, int], Cluster]:
    """In each strip the lanes in which something happens there, by strip and lane of the whole."""
    return {
        (strip, lane): replace(whole.clusters[lane], id=f"{whole.clusters[lane].id} {strip + 1}", strip=strip)
        for strip, lane in sorted(used)
    }


def _explained(nodes: Sequence[Node], words: Words) -> Iterator[LegendEntry]:
    if any(node.shape is NodeShape.CONNECTOR for node in nodes):
        text = words(SHAPE_WORDS[NodeShape.CONNECTOR])
        yield LegendEntry(sample=Sample.NODE, text=text, shape=NodeShape.CONNECTOR)


def _letter(number: int) -> str:
    """A to Z, then AA, AB: numbers are those of the handoffs."""
    more, last = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]
