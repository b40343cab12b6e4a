"""Which nodes of a map work can come to, from where its processes begin. Linear in the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.domain.process import NONE, NodeKind, ProcessMap

Container = tuple[int, int]  # process, enclosing sub-process


class Reached:
    """The nodes of one map that something leads to, and the activities where the others begin.

    A process (or sub-process) with start events begins there and where a message, a signal or a compensation
    comes in; without start events it begins at every node that no flow leads to (F5).
    """

    def __init__(self, drawn: ProcessMap) -> None:
        self.drawn = drawn
        self.kinds = drawn.nodes.kinds
        self.ahead: list[list[int]] = [[] for _ in self.kinds]
        self.entered: set[int] = set()
        for source, target in _edges(drawn):
            self.ahead[source].append(target)
            self.entered.add(target)
        self._exchanging = frozenset(_exchanging(drawn))
        self._inside: dict[int, list[int]] = {}
        self._seen: set[int] = set()
        self._walk(self._beginnings())

    def unreached(self) -> tuple[int, ...]:
        """The activities with which the parts of the map begin that nothing leads to, in the order of the map.

        What follows them, or lies inside, is not named again.
        """
        told: list[int] = []
        loose = [node for node in range(len(self.kinds)) if node not in self._seen and self._is_open(node)]
        for node in sorted(loose, key=lambda one: one in self.entered):
            if node not in self._seen:
                told += self._first_activities(node)
                self._walk((node,))
        return tuple(sorted(set(told)))

    def is_alone(self, node: int) -> bool:
        """Whether no flow leads to the node or away from it."""
        return node not in self.entered and not self.ahead[node]

    def _is_loose(self, node: int) -> bool:
        """Whether nothing at all joins the node to others: no flow, message or data."""
        return self.is_alone(node) and node not in self._exchanging

    def _is_open(self, node: int) -> bool:
        """Whether the node lies directly in a process, or in a sub-process that something leads to."""
        parent = self.drawn.nodes.parents[node]
        return parent == NONE or parent in self._seen

    def _works(self, node: int) -> bool:
        return self.kinds[node] < NodeKind.CONTROL and self.kinds[node] != NodeKind.EVENT_SUBPROCESS

    def _first_activities(self, start: int) -> Iterator[int]:
        seen, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            if node in self._seen:
                continue
            if self._works(node):
                yield node
                continue
            fresh = [one for one in self.ahead[node] if one not in seen]
            seen.update(fresh)
            waiting += fresh

    def _walk(self, starts: Iterable[int]) -> None:
        waiting = [node for node in starts if node not in self._seen]
        self._seen.update(waiting)
        while waiting:
            node = waiting.pop()
            fresh = [one for one in (*self.ahead[node], *self._inside.get(node, ())) if one not in self._seen]
            self._seen.update(fresh)
            waiting += fresh

    def _beginnings(self) -> tuple[int, ...]:
        """The first nodes of every process; those of sub-processes wait for their sub-process."""
        nodes, started, has_flow = self.drawn.nodes, set[Container](), set[Container]()
        containers = tuple(zip(nodes.processes, nodes.parents, strict=True))
        for node, container in enumerate(containers):
            started |= {container} if self.kinds[node] == NodeKind.START else set()
            has_flow |= {container} if self.ahead[node] else set()
        first: list[int] = []
        comes_in = self._comes_in()
        for node, container in enumerate(containers):
            free = container not in started and node not in self.entered
            loose = container in has_flow and self._is_loose(node)
            if self.kinds[node] == NodeKind.START or node in comes_in or (free and not loose):
                (first if container[1] == NONE else self._inside.setdefault(container[1], [])).append(node)
        return tuple(first)

    def _comes_in(self) -> frozenset[int]:
        """Nodes at which work begins without a flow: by message, signal, event sub-process, compensation.

        Not what is attached to an activity (F2): it waits for a message only while that is done.
        """
        extra = self.drawn.extra
        events = {node for node, kind in enumerate(self.kinds) if kind == NodeKind.EVENT_SUBPROCESS}
        messages = {one.target for one in self.drawn.message_flows} - {NONE}
        caught = {node for node, _ in extra.catches}
        attached = {node for node, to in enumerate(self.drawn.nodes.attached) if to != NONE}
        return frozenset(events | messages | caught | extra.receivers | extra.compensation_activities) - attached


def _exchanging(drawn: ProcessMap) -> Iterator[int]:
    """Nodes that send or get a message, or write or read data."""
    for message in drawn.message_flows:
        yield from (message.source, message.target)
    for item in drawn.items:
        yield from (*item.writers, *item.readers)


def _edges(drawn: ProcessMap) -> Iterator[tuple[int, int]]:
    """Flows (F1), boundary events (F2), links (F3), compensations (F4)."""
    yield from zip(drawn.flows.sources, drawn.flows.targets, strict=True)
    yield from ((to, node) for node, to in enumerate(drawn.nodes.attached) if to != NONE)
    yield from drawn.extra.links
    yield from ((boundary, activity) for boundary, activity, _ in drawn.extra.compensations)
