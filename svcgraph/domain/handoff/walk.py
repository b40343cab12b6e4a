"""Walks on the flow graph of one map (rules F1 to F5): what follows what, inside a service too.

`domain.handoff` finds where work changes hands; this module answers what the workspace asks besides:
a process's first and last activities, the activities nearest to an event (M2), and every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from svcgraph.domain.handoff._flow import Borders, FlowGraph
from svcgraph.domain.handoff._reach import Reach
from svcgraph.domain.process import NONE, NodeKind, ProcessMap
from svcgraph.errors import SvcgraphError

LIMIT = 1_000_000  # steps of one map; beyond, it is generated or an attack
TOO_MANY = (
    "More than {limit} steps from activity to activity: what leads to what in this file is not followed. Split it."
)
_NO_ENDS = frozenset({NodeKind.BOUNDARY, NodeKind.EVENT_SUBPROCESS})
_Nearest = Callable[[int], tuple[int, ...]]


class TooManySteps(SvcgraphError):
    """A map on which more than `LIMIT` pairs of activities follow each other."""


class Walk:
    """The flow graph of one map. Nodes are indices into ``ProcessMap.nodes``."""

    def __init__(self, process_map: ProcessMap) -> None:
        self.map = process_map
        self.kinds = process_map.nodes.kinds

    def works(self, node: int) -> bool:
        """Whether the node is an activity."""
        return self.kinds[node] < NodeKind.CONTROL

    def following(self, node: int) -> tuple[int, ...]:
        """The nearest activities downstream, through control nodes only; sorted."""
        return self._nearest(node, self._graph.out, self._graph.forward)

    def preceding(self, node: int) -> tuple[int, ...]:
        """The nearest activities upstream, through control nodes only; sorted."""
        return self._nearest(node, self._graph.back, self._graph.backward)

    def first_nodes(self, process: int) -> tuple[int, ...]:
        """The process's first nodes (rule F5): start events, and activities that nothing leads to."""
        return self._first(self._top(process))

    def first_activities(self, process: int) -> tuple[int, ...]:
        """The activities with which the process begins; sorted."""
        return self._activities(self.first_nodes(process), self.following)

    def last_activities(self, process: int) -> tuple[int, ...]:
        """The activities with which the process ends, but for abrupt ends; sorted."""
        return self._activities(self._last(self._top(process)), self.preceding)

    def sender(self, node: int) -> tuple[int, ...]:
        """Who is meant by a node that sends (M2): itself, else the nearest upstream, else what holds it."""
        return self._meant(node, self.preceding)

    def receiver(self, node: int) -> tuple[int, ...]:
        """Who is meant by a node that receives (M2): itself, else the nearest downstream, else what holds it."""
        return self._meant(node, self.following)

    def steps(self) -> Iterator[tuple[int, int]]:
        """Pairs of activities between which work passes: by flow, message, data, into and out of sub-processes.

        Raises TooManySteps beyond `LIMIT` pairs.
        """
        for number, step in enumerate(self._steps()):
            if number >= LIMIT:
                raise TooManySteps(TOO_MANY, limit=LIMIT)
            yield step

    def stored(self) -> Iterator[tuple[int, int]]:
        """Those of the steps that only a data item makes: what is written may lie until it is read."""
        if self.map.items:
            driven = frozenset(islice(self._driven(), LIMIT))
            yield from (step for step in islice(self._lying(), LIMIT) if step not in driven)

    def _steps(self) -> Iterator[tuple[int, int]]:
        yield from self._driven()
        yield from self._lying()

    def _driven(self) -> Iterator[tuple[int, int]]:
        for node in filter(self.works, range(len(self.kinds))):
            yield from ((node, after) for after in self.following(node) if after != node)
        yield from self._inside()
        for message in self.map.message_flows:
            if NONE not in (message.source, message.target):
                yield from _product(self.sender(message.source), self.receiver(message.target))

    def _lying(self) -> Iterator[tuple[int, int]]:
        for item in self.map.items:
            yield from _product(filter(self.works, item.writers), tuple(filter(self.works, item.readers)))

    def _inside(self) -> Iterator[tuple[int, int]]:
        """A uniform sub-process leads to its first activities, and its last ones lead back to it."""
        for node, children in self._children.items():
            if node not in self._borders.spanning and self.kinds[node] == NodeKind.SUBPROCESS:
                yield from _product((node,), self._activities(self._first(children), self.following))
                yield from _product(self._activities(self._last(children), self.preceding), (node,))

    def _activities(self, nodes: Iterable[int], nearest: _Nearest) -> tuple[int, ...]:
        return tuple(sorted({activity for node in nodes for activity in self._onward(node, nearest)}))

    def _onward(self, node: int, nearest: _Nearest) -> tuple[int, ...]:
        return (node,) if self.works(node) else nearest(node)

    def _meant(self, node: int, nearest: _Nearest) -> tuple[int, ...]:
        if found := self._onward(node, nearest):
            return found
        holder = self.map.nodes.attached[node]
        holder = self.map.nodes.parents[node] if holder == NONE else holder
        return (node if holder == NONE else holder,)

    def _nearest(self, start: int, edges: list[list[tuple[int, int]]], reach: Reach) -> tuple[int, ...]:
        found: set[int] = set()
        for node, _ in edges[start]:
            found.update((node,) if self.works(node) else reach.after(node))
        return tuple(sorted(found))

    def _top(self, process: int) -> tuple[int, ...]:
        nodes = self.map.nodes
        pairs = zip(nodes.processes, nodes.parents, strict=True)
        return tuple(node for node, (of, parent) in enumerate(pairs) if of == process and parent == NONE)

    def _first(self, nodes: Sequence[int]) -> tuple[int, ...]:
        ends = (node for node in self._candidates(nodes) if node not in self._entered)
        return _opened(ends, self._borders.first)

    def _last(self, nodes: Sequence[int]) -> tuple[int, ...]:
        ends = (node for node in self._candidates(nodes) if node not in self._left)
        return tuple(node for node in _opened(ends, self._borders.last) if self.kinds[node] != NodeKind.END_ABRUPT)

    def _candidates(self, nodes: Sequence[int]) -> Iterator[int]:
        spared = self.map.extra.compensation_activities
        return (node for node in nodes if node not in spared and self.kinds[node] not in _NO_ENDS)

    @cached_property
    def _graph(self) -> FlowGraph:
        return FlowGraph(self.map, [kind >= NodeKind.CONTROL for kind in self.kinds])

    @cached_property
    def _borders(self) -> Borders:
        return Borders(self.map)

    @cached_property
    def _entered(self) -> frozenset[int]:
        return frozenset(self.map.flows.targets)

    @cached_property
    def _left(self) -> frozenset[int]:
        return frozenset(self.map.flows.sources)

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = {}
        for node, parent in enumerate(self.map.nodes.parents):
            if parent != NONE:
                children.setdefault(parent, []).append(node)
        return children


def _opened(nodes: Iterable[int], inner: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Spanning sub-processes replaced by their own first or last nodes (F5)."""
    return tuple(end for node in nodes for end in inner.get(node, (node,)))


def _product(sources: Iterable[int], targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((source, target) for source in sources for target in targets if source != target)
