"""The legend in words: only what occurs in the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.i18n import Words, mark
from svcgraph.views.shapes import Edge, LegendEntry, Node, NodeShape, Sample, State

STATE_WORDS = {
    State.MET: mark("met: contract, promise or expectation"),
    State.AT_RISK: mark("at risk: to be watched"),
    State.MISSED: mark("missed: not kept"),
    State.UNKNOWN: mark("not measured, or not enough readings"),
    State.ON_TRACK: mark("on track (period not over)"),
    State.SUSPENDED: mark("contract suspended"),
    State.DRAFT: mark("nothing agreed yet: draft, proposed or in negotiation"),
    State.NEUTRAL: mark("no verdict: expected input, nothing due or nothing promised"),
    State.FLOW: mark("mapped flow: work passes from supplier to client"),
}
DELIVERABLES = mark("number: deliverables on one arrow, thicker when several")
ORDER = tuple(STATE_WORDS)
SHAPE_WORDS = {
    NodeShape.SERVICE: mark("service"),
    NodeShape.EXTERNAL: mark("external party"),
    NodeShape.DEPARTMENT: mark("department"),
    NodeShape.GATEWAY: mark("decision or parallel branches"),
    NodeShape.START: mark("start of the process"),
    NodeShape.END: mark("end of the process"),
}


def entries(
    nodes: Sequence[Node], edges: Sequence[Edge], words: Words, *, count_words: str = DELIVERABLES
) -> tuple[LegendEntry, ...]:
    """Line samples, then shapes, then marks; states and shapes that do not occur are left out."""
    states = {edge.state for edge in edges if not edge.quiet}
    lines = (LegendEntry(sample=Sample.LINE, text=words(STATE_WORDS[s]), state=s) for s in ORDER if s in states)
    return (*lines, *_marks(edges, words, count_words), *_shapes(nodes, words))


def _shapes(nodes: Iterable[Node], words: Words) -> Iterable[LegendEntry]:
    shapes = {node.shape for node in nodes}
    found = (shape for shape in SHAPE_WORDS if shape in shapes)
    return (LegendEntry(sample=Sample.NODE, text=words(SHAPE_WORDS[shape]), shape=shape) for shape in found)


def _marks(edges: Sequence[Edge], words: Words, count_words: str) -> Iterable[LegendEntry]:
    if count_words and any(edge.count > 1 for edge in edges):
        yield LegendEntry(sample=Sample.WIDTH, text=words(count_words))
    if any(edge.flag for edge in edges):
        yield LegendEntry(
            sample=Sample.FLAG, text=words("one of the contract's objectives is missed"), state=State.MISSED
        )
