"""The legend in words: all that occurs in the picture, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import AGAINST
from svcgraph.views.shapes import Edge, LegendEntry, Listed, Node, NodeShape, Run, Sample, State

STATE_WORDS = {
    State.MET: mark("met: contract, promise or expectation"),
    State.AT_RISK: mark("at risk: to be watched"),
    State.MISSED: mark("missed: not kept"),
    State.UNKNOWN: mark("not measured, or not enough readings"),
    State.ON_TRACK: mark("on track (period not over)"),
    State.SUSPENDED: mark("contract suspended"),
    State.DRAFT: mark("nothing agreed yet: draft, proposed or in negotiation"),
    State.NEUTRAL: mark("no verdict: expected input, nothing due, promised or measurable"),
    State.FLOW: mark("mapped flow: work passes from supplier to client"),
}
SOURCE = mark("Source: process maps, contracts and readings of the workspace, drawn by svcgraph.")
DELIVERABLES = mark("number: deliverables on one arrow, thicker when several")
NUMBERED = mark("number on an arrow: see the list")
SHARES = mark("share that was kept, for the share that is to be kept")
WITHIN = mark("what follows inside one service")
ORDER = tuple(STATE_WORDS)
SHAPE_WORDS = {
    NodeShape.FOCUS: mark("the service that this page is about"),
    NodeShape.SERVICE: mark("service"),
    NodeShape.ACTIVITY: mark("activity"),
    NodeShape.EXTERNAL: mark("external party"),
    NodeShape.DEPARTMENT: mark("department"),
    NodeShape.GROUP: mark("group of departments"),
    NodeShape.GATEWAY: mark("decision or parallel branches"),
    NodeShape.START: mark("start of the process"),
    NodeShape.EVENT: mark("event during the process"),
    NodeShape.END: mark("end of the process"),
    NodeShape.CONNECTOR: mark("letter in a circle: the arrow goes on at the same letter in another strip"),
}


def entries(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    words: Words,
    *,
    count_words: str = DELIVERABLES,
    listing: Sequence[Listed] = (),
) -> tuple[LegendEntry, ...]:
    """Line samples, then signs without a line, marks and shapes; states and shapes that do not occur are left out.

    ``listing``: the numbered lines below the picture, whose signs and numbers are explained too.
    """
    states = {edge.state for edge in edges if not edge.quiet}
    lines = (LegendEntry(sample=Sample.LINE, text=words(STATE_WORDS[s]), state=s) for s in ORDER if s in states)
    within = (LegendEntry(sample=Sample.THIN, text=words(WITHIN), state=State.FLOW),)
    return (
        *lines,
        *(within if any(edge.quiet for edge in edges) else ()),
        *signs((*signed(nodes), *(item.state for item in listing)), states, words),
        *((LegendEntry(sample=Sample.NUMBER, text=words(NUMBERED)),) if listing else ()),
        *shares((*texts(nodes), *(item.text for item in listing)), words),
        *_marks(edges, words, count_words),
        *_shapes(nodes, words),
    )


def signs(occurring: Iterable[State], explained: Iterable[State], words: Words) -> Iterable[LegendEntry]:
    """Signs that stand in boxes or lists, of states that no line of the picture has."""
    left = set(occurring) - set(explained)
    return (LegendEntry(sample=Sample.SYMBOL, text=words(STATE_WORDS[s]), state=s) for s in ORDER if s in left)


def counts(nodes: Sequence[Node], text: str, words: Words) -> Iterable[LegendEntry]:
    """What the numbers in boxes count, with one of the signs that stand there."""
    there = set(signed(nodes))
    found = next((state for state in ORDER if state in there), None)
    return (LegendEntry(sample=Sample.SYMBOL, text=words(text), state=found),) if found else ()


def shares(said: Iterable[str], words: Words) -> Iterable[LegendEntry]:
    """What the two figures of "89 % for 95 %" are, where any text has them."""
    both = words(AGAINST, share="%", target="")
    return (LegendEntry(sample=Sample.SHARE, text=words(SHARES)),) if any(both in one for one in said) else ()


def texts(nodes: Sequence[Node]) -> Iterable[str]:
    """All small lines in the boxes."""
    return (run.text for run in _runs(nodes))


def signed(nodes: Sequence[Node]) -> Iterable[State]:
    """The states whose signs stand in the boxes."""
    return (run.state for run in _runs(nodes) if run.state and run.state is not State.NEUTRAL)


def _runs(nodes: Sequence[Node]) -> Iterable[Run]:
    return (run for node in nodes for line in node.details for run in line)


def _shapes(nodes: Iterable[Node], words: Words) -> Iterable[LegendEntry]:
    shapes = {node.shape for node in nodes}
    found = (shape for shape in SHAPE_WORDS if shape in shapes)
    return (LegendEntry(sample=Sample.NODE, text=words(SHAPE_WORDS[shape]), shape=shape) for shape in found)


BETTER = mark("small sign behind: other things on the arrow stand so; the line has the worst state")


def _marks(edges: Sequence[Edge], words: Words, count_words: str) -> Iterable[LegendEntry]:
    if count_words and any(edge.count > 1 for edge in edges):
        yield LegendEntry(sample=Sample.WIDTH, text=words(count_words))
    others = {state for edge in edges for state in edge.others}
    yield from (LegendEntry(sample=Sample.FLAG, text=words(BETTER), state=s) for s in ORDER if s in others)
    if any(edge.flag for edge in edges):
        yield LegendEntry(
            sample=Sample.FLAG, text=words("one of the contract's objectives is missed"), state=State.MISSED
        )
