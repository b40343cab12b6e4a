"""Walks on the flow graph of one map (rules F1 to F5): what follows what, inside a service too.

`domain.handoff` finds where work changes hands; this module answers what the workspace asks besides:
a process's first and last activities, the activities nearest to an event (M2), and every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, NodeKind, ProcessMap

Links = tuple[tuple[int, ...], ...]
_NEVER_ENDS = frozenset({NodeKind.BOUNDARY, NodeKind.EVENT_SUBPROCESS})


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
        return _nearest(node, self._edges[0], self.works)

    def preceding(self, node: int) -> tuple[int, ...]:
        """The nearest activities upstream, through control nodes only; sorted."""
        return _nearest(node, self._edges[1], self.works)

    def first_nodes(self, process: int) -> tuple[int, ...]:
        """The process's first nodes (rule F5): start events, and activities that nothing leads to."""
        return self._ends(self._top(process), self._has_incoming, self._first)

    def first_activities(self, process: int) -> tuple[int, ...]:
        """The activities with which the process begins; sorted."""
        found = (self._onward(node, self.following) for node in self.first_nodes(process))
        return tuple(sorted({activity for activities in found for activity in activities}))

    def last_activities(self, process: int) -> tuple[int, ...]:
        """The activities with which the process ends, but for abrupt ends; sorted."""
        last = self._ends(self._top(process), self._has_outgoing, self._last)
        found = (self._onward(node, self.preceding) for node in last if self.kinds[node] != NodeKind.END_ABRUPT)
        return tuple(sorted({activity for activities in found for activity in activities}))

    def sender(self, event: int) -> tuple[int, ...]:
        """Who is meant by a node that sends (M2): itself, else the nearest upstream, else what holds it."""
        return self._meant(event, self.preceding)

    def receiver(self, event: int) -> tuple[int, ...]:
        """Who is meant by a node that receives (M2): itself, else the nearest downstream, else what holds it."""
        return self._meant(event, self.following)

    def steps(self) -> Iterator[tuple[int, int]]:
        """Pairs of activities between which work passes: by flow, message, data, into and out of sub-processes."""
        for node in range(len(self.kinds)):
            if self.works(node):
                yield from ((node, after) for after in self.following(node) if after != node)
        yield from self._inside()
        for message in self.map.message_flows:
            if NONE not in (message.source, message.target):
                yield from _product(self.sender(message.source), self.receiver(message.target))
        for item in self.map.items:
            yield from _product(filter(self.works, item.writers), tuple(filter(self.works, item.readers)))

    def _inside(self) -> Iterator[tuple[int, int]]:
        """A uniform sub-process leads to its first activities, and its last ones lead back to it."""
        for node, children in enumerate(self._children):
            if children and not self._spanning[node] and self.kinds[node] != NodeKind.EVENT_SUBPROCESS:
                for first in self._ends(children, self._has_incoming, self._first):
                    yield from _product((node,), self._onward(first, self.following))
                for last in self._ends(children, self._has_outgoing, self._last):
                    yield from _product(self._onward(last, self.preceding), (node,))

    def _onward(self, node: int, nearest: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
        return (node,) if self.works(node) else nearest(node)

    def _meant(self, node: int, nearest: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
        if found := self._onward(node, nearest):
            return found
        holder = self.map.nodes.attached[node]
        holder = self.map.nodes.parents[node] if holder == NONE else holder
        return (node if holder == NONE else holder,)

    def _top(self, process: int) -> tuple[int, ...]:
        nodes = self.map.nodes
        pairs = zip(nodes.processes, nodes.parents, strict=True)
        return tuple(node for node, (of, parent) in enumerate(pairs) if of == process and parent == NONE)

    def _ends(
        self, nodes: Iterable[int], leads: frozenset[int], inner: Callable[[int], tuple[int, ...]]
    ) -> tuple[int, ...]:
        """Those of ``nodes`` that no flow leads to (or from), spanning sub-processes replaced by their own."""
        spared = self.map.extra.compensation_activities
        ends = [n for n in nodes if n not in leads and n not in spared and self.kinds[n] not in _NEVER_ENDS]
        return tuple(end for node in ends for end in inner(node))

    def _first(self, node: int) -> tuple[int, ...]:
        """Where a flow into the node ends (F5)."""
        return self._border(node, self._has_incoming, self._first)

    def _last(self, node: int) -> tuple[int, ...]:
        """Where a flow out of the node comes from (F5)."""
        found = self._border(node, self._has_outgoing, self._last)
        return tuple(end for end in found if end == node or self.kinds[end] != NodeKind.END_ABRUPT) or (node,)

    def _border(self, node: int, leads: frozenset[int], inner: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
        if not self._spanning[node]:
            return (node,)
        return self._ends(self._children[node], leads, inner) or (node,)

    @cached_property
    def _has_incoming(self) -> frozenset[int]:
        return frozenset(self.map.flows.targets)

    @cached_property
    def _has_outgoing(self) -> frozenset[int]:
        return frozenset(self.map.flows.sources)

    @cached_property
    def _children(self) -> Links:
        children: list[list[int]] = [[] for _ in self.kinds]
        for node, parent in enumerate(self.map.nodes.parents):
            if parent != NONE:
                children[parent].append(node)
        return tuple(map(tuple, children))

    @cached_property
    def _spanning(self) -> tuple[bool, ...]:
        """Per node: a sub-process in which another service works, at any depth (F5)."""
        spanning = [False] * len(self.kinds)
        owners, parents = self._owners, self.map.nodes.parents
        for node in filter(self.works, range(len(self.kinds))):
            around = parents[node]
            while around != NONE:
                spanning[around] |= owners[around] != owners[node] and self.kinds[around] == NodeKind.SUBPROCESS
                around = parents[around]
        return tuple(spanning)

    @cached_property
    def _owners(self) -> Sequence[object]:
        paths = [tuple(map(same, performer.path)) for performer in self.map.performers]
        return [paths[owner] if owner != NONE else None for owner in self.map.nodes.performers]

    @cached_property
    def _edges(self) -> tuple[Links, Links]:
        """Successors and predecessors of every node, sub-processes opened where they span (F1 to F5)."""
        after: list[list[int]] = [[] for _ in self.kinds]
        before: list[list[int]] = [[] for _ in self.kinds]
        for source, target in self._joined():
            after[source].append(target)
            before[target].append(source)
        return tuple(map(tuple, after)), tuple(map(tuple, before))

    def _joined(self) -> Iterator[tuple[int, int]]:
        for source, target in zip(self.map.flows.sources, self.map.flows.targets, strict=True):
            yield from ((last, first) for last in self._last(source) for first in self._first(target))
        for node, attached in enumerate(self.map.nodes.attached):
            if attached != NONE:
                yield attached, node
        yield from self.map.extra.links
        yield from ((boundary, activity) for boundary, activity, _ in self.map.extra.compensations)


def _nearest(start: int, edges: Links, works: Callable[[int], bool]) -> tuple[int, ...]:
    found: set[int] = set()
    seen, waiting = {start}, [start]
    while waiting:
        for node in edges[waiting.pop()]:
            if works(node):
                found.add(node)
            elif node not in seen:
                seen.add(node)
                waiting.append(node)
    return tuple(sorted(found))


def _product(sources: Iterable[int], targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((source, target) for source in sources for target in targets if source != target)
