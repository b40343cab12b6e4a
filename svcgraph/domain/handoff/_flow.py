"""The flow graph of a map: rules F1 to F5."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from svcgraph.domain.handoff._reach import Edge, Reach
from svcgraph.domain.process import NONE, NodeKind, ProcessMap

_NOT_FIRST = frozenset({NodeKind.BOUNDARY, NodeKind.EVENT_SUBPROCESS})


class FlowGraph:
    """Nodes and edges after F5; an edge carries the number of its flow in document order.

    ``flow_ids`` names the numbered flows: sequence flows and the associations of F4. ``number_of``
    gives per sequence flow its number.
    """

    def __init__(self, process_map: ProcessMap, control: Sequence[bool]) -> None:
        nodes, flows = process_map.nodes, process_map.flows
        self._map = process_map
        self.control = control
        self.out: list[list[Edge]] = [[] for _ in nodes.kinds]
        self.back: list[list[Edge]] = [[] for _ in nodes.kinds]
        self.flow_ids, self.number_of, associations = _numbered(process_map)
        borders = Borders(process_map) if _has_sub_process(nodes.kinds) else None
        for number, source, target in zip(self.number_of, flows.sources, flows.targets, strict=True):
            self._join(source, target, number, borders)
        for number, (boundary, activity, _) in zip(associations, process_map.extra.compensations, strict=True):
            self._join(boundary, activity, number, borders)
        for node, activity in enumerate(nodes.attached):
            if activity != NONE:
                self._add(activity, node, NONE)
        for throw, catch in process_map.extra.links:
            self._add(throw, catch, NONE)

    def _join(self, source: int, target: int, number: int, borders: Borders | None) -> None:
        if borders is None or not borders.spanning:
            self.out[source].append((target, number))
            self.back[target].append((source, number))
            return
        for start in borders.last.get(source, (source,)):
            for end in borders.first.get(target, (target,)):
                self._add(start, end, number)

    def _add(self, source: int, target: int, number: int) -> None:
        self.out[source].append((target, number))
        self.back[target].append((source, number))

    def let_go(self) -> None:
        """Frees all but the flows' numbers and ids: in a large map the rest is most of the memory."""
        self.out, self.back = [], []
        self.__dict__.pop("forward", None)
        self.__dict__.pop("backward", None)

    @cached_property
    def forward(self) -> Reach:
        return Reach(self.out, self.back, self.control, self._map.nodes.performers)

    @cached_property
    def backward(self) -> Reach:
        return Reach(self.back, self.out, self.control, self._map.nodes.performers)


def crosses(process_map: ProcessMap) -> bool:
    """Whether any edge leaves a service: without one, no walk joins activities of two.

    Sub-processes that span several services move the ends of flows, so they always count.
    """
    nodes, flows, extra = process_map.nodes, process_map.flows, process_map.extra
    performers = nodes.performers
    if len(set(performers)) < 2:
        return False
    of = performers.__getitem__
    if tuple(map(of, flows.sources)) != tuple(map(of, flows.targets)):
        return True
    rarer = [(activity, node) for node, activity in enumerate(nodes.attached) if activity != NONE]
    rarer += [(boundary, activity) for boundary, activity, _ in extra.compensations]
    rarer += extra.links
    return any(of(source) != of(target) for source, target in rarer) or (
        _has_sub_process(nodes.kinds) and bool(_spanning(process_map))
    )


class Borders:
    """F5: the sub-processes that span several services, and their first and last nodes."""

    def __init__(self, process_map: ProcessMap) -> None:
        self._map = process_map
        self.spanning = _spanning(process_map)
        self.first: dict[int, tuple[int, ...]] = {}
        self.last: dict[int, tuple[int, ...]] = {}
        if self.spanning:
            self._find_ends()

    def _find_ends(self) -> None:
        entered, left = frozenset(self._map.flows.targets), frozenset(self._map.flows.sources)
        inside = _children(self._map)
        for node in sorted(self.spanning, reverse=True):  # inner ones first
            children = [child for child in inside[node] if self._may_be_an_end(child)]
            first = [child for child in children if child not in entered]
            last = [child for child in children if child not in left and not self._is_abrupt(child)]
            self.first[node] = _expanded(first, self.first) or (node,)
            self.last[node] = _expanded(last, self.last) or (node,)

    def _may_be_an_end(self, node: int) -> bool:
        return self._map.nodes.kinds[node] not in _NOT_FIRST and node not in self._map.extra.compensation_activities

    def _is_abrupt(self, node: int) -> bool:
        return self._map.nodes.kinds[node] == NodeKind.END_ABRUPT


def _expanded(nodes: list[int], inner: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for node in nodes:
        found.update(dict.fromkeys(inner.get(node, (node,))))
    return tuple(found)


def _has_sub_process(kinds: Sequence[int]) -> bool:
    return NodeKind.SUBPROCESS in kinds or NodeKind.EVENT_SUBPROCESS in kinds


def _children(process_map: ProcessMap) -> dict[int, list[int]]:
    inside: dict[int, list[int]] = {}
    for node, parent in enumerate(process_map.nodes.parents):
        if parent != NONE:
            inside.setdefault(parent, []).append(node)
    return inside


def _spanning(process_map: ProcessMap) -> frozenset[int]:
    """Sub-processes in which some activity, at any depth, has another service than the sub-process."""
    nodes, mixed = process_map.nodes, -2
    inside: dict[int, int] = {}  # sub-process → the one performer of all activities in it, or ``mixed``
    for node in range(len(nodes.ids) - 1, -1, -1):
        parent = nodes.parents[node]
        if parent == NONE or nodes.kinds[node] >= NodeKind.CONTROL:
            continue
        for performer in (nodes.performers[node], inside.get(node, nodes.performers[node])):
            inside[parent] = performer if inside.get(parent, performer) == performer else mixed
    return frozenset(node for node, performer in inside.items() if performer != nodes.performers[node])


def _numbered(process_map: ProcessMap) -> tuple[Sequence[str | None], Sequence[int], Sequence[int]]:
    """Flow ids in document order; the numbers of the sequence flows; those of the F4 associations."""
    flows, extra = process_map.flows, process_map.extra
    if not extra.compensations:
        return flows.ids, range(len(flows.ids)), ()
    at = extra.compensations_at or (len(flows.ids),) * len(extra.compensations)
    order = sorted([(before, 0, number) for number, before in enumerate(at)] + [(n, 1, n) for n in range(len(flows))])
    ids: list[str | None] = []
    numbers: tuple[list[int], list[int]] = ([0] * len(at), [0] * len(flows))
    for number, (_, kind, index) in enumerate(order):
        numbers[kind][index] = number
        ids.append(flows.ids[index] if kind else extra.compensations[index][2])
    return ids, numbers[1], numbers[0]
