"""The search for handoffs: rules Q, M and D. Drafts first, with numbers; ids and names come last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from svcgraph.domain.handoff._flow import FlowGraph, crosses
from svcgraph.domain.handoff._reach import Group
from svcgraph.domain.process import NONE, MessageFlow, NodeKind, ProcessMap

SEQUENCE, MESSAGE, DATA = 0, 1, 2


@dataclass(slots=True)
class Draft:
    """A handoff while it is found. ``flows`` are numbers of `FlowGraph.flow_ids`; ``item`` is a data handoff's."""

    supplier: int
    client: int
    source: int  # node, NONE for a pool
    target: int
    via: int
    flows: Sequence[int]
    through: Sequence[int]
    message: int = NONE
    item: int = NONE
    data: Sequence[int] = ()

    def carries(self, items: Sequence[int]) -> None:
        self.data = (*self.data, *items)


class TooManyDrafts(Exception):
    """More drafts than the limit."""


class Search:
    """Finds the drafts of one map; `sequences`, `messages`, `data` in this order."""

    def __init__(self, process_map: ProcessMap, limit: int | None) -> None:
        self.map = process_map
        self.drafts: list[Draft] = []
        self._limit = limit
        self._between: dict[tuple[int, int], list[Draft]] = {}  # activities → drafts, sequence first
        self._performers = process_map.nodes.performers
        self._control = [kind >= NodeKind.CONTROL for kind in process_map.nodes.kinds]

    @cached_property
    def graph(self) -> FlowGraph:
        return FlowGraph(self.map, self._control)

    def _add(self, draft: Draft) -> None:
        if self._limit is not None and len(self.drafts) >= self._limit:
            raise TooManyDrafts
        self.drafts.append(draft)

    def _add_between(self, draft: Draft) -> None:
        self._add(draft)
        if self.map.items:  # only data items ask
            self._between.setdefault((draft.source, draft.target), []).append(draft)

    # Q1, Q2

    def sequences(self) -> None:
        """One handoff for each two activities of different services joined by a walk."""
        if not crosses(self.map):
            return
        control = self._control
        for source, edges in enumerate(self.graph.out):
            if edges and not control[source]:
                for target in self._clients(source):
                    flows, through = self._walks(source, target)
                    self._add_between(self._draft(source, target, SEQUENCE, flows, through))

    def _clients(self, source: int) -> Iterable[int]:
        """Activities of other services at the ends of the walks from ``source``, in document order."""
        control, reach, performers = self._control, self.graph.forward, self._performers
        own, found = performers[source], set()
        masks: dict[Group, int] = {}  # by group, what is reached of it
        for target, _ in self.graph.out[source]:
            if not control[target]:
                if performers[target] != own:
                    found.add(target)
            elif self.graph.out[target]:
                group = reach.group(target)
                masks[group] = masks.get(group, 0) | reach.mask[target]
        for group, mask in masks.items():
            if mask:
                found.update(group.activities(mask & ~group.of_performer(own)))
        return sorted(found) if len(found) > 1 else found

    def _walks(self, source: int, target: int) -> tuple[Sequence[int], Sequence[int]]:
        """Every flow and every control node on a walk from ``source`` to ``target``."""
        out, control, reach = self.graph.out, self._control, self.graph.forward
        flows: set[int] = set()
        seen: set[int] = set()
        open_nodes = [source]
        while open_nodes:
            for other, number in out[open_nodes.pop()]:
                if other == target:
                    flows.add(number)
                elif control[other] and out[other] and reach.leads(other, target):
                    flows.add(number)
                    if other not in seen:
                        seen.add(other)
                        open_nodes.append(other)
        flows.discard(NONE)
        return tuple(sorted(flows)), tuple(sorted(seen))

    def _draft(self, source: int, target: int, via: int, flows: Sequence[int], through: Sequence[int]) -> Draft:
        performers = self._performers
        return Draft(performers[source], performers[target], source, target, via, flows, through)

    # M1, M2

    def messages(self) -> None:
        """For each message flow one handoff for each pair (sender, receiver) of different services."""
        for number, flow in enumerate(self.map.message_flows):
            senders = self._message_ends(flow.source, flow.source_pool, backward=True)
            receivers = self._message_ends(flow.target, flow.target_pool, backward=False)
            for source, supplier in senders:
                for target, client in receivers:
                    if supplier != client:
                        through = self._passed(flow, source, target)
                        draft = Draft(supplier, client, source, target, MESSAGE, (), through, message=number)
                        self._add_between(draft)

    def _message_ends(self, node: int, pool: int, *, backward: bool) -> list[tuple[int, int]]:
        """M2: the pool or activity itself; for an event or gateway the nearest activities."""
        if node == NONE:
            return [(NONE, pool)]
        ends = [node] if not self._control[node] else self._nearest(node, backward=backward)
        return [(end, self._performers[end]) for end in ends]

    def _nearest(self, node: int, *, backward: bool) -> list[int]:
        reach = self.graph.backward if backward else self.graph.forward
        found = reach.after(node)
        if found:
            return found
        nodes = self.map.nodes
        attached, parent = nodes.attached[node], nodes.parents[node]
        return [attached if attached != NONE else parent if parent != NONE else node]

    @staticmethod
    def _passed(flow: MessageFlow, source: int, target: int) -> list[int]:
        """The events or gateways at which the flow is drawn, where activities stand for them."""
        ends = ((flow.source, source), (flow.target, target))
        return sorted({end for end, found in ends if end not in (NONE, found)})

    # D2, D5

    def data(self) -> None:
        """Items join the handoffs between their writers and readers, or make one; D5 comes first."""
        if not self.map.items:
            return
        self._join_flows()
        for number, item in enumerate(self.map.items):
            if item.writers and item.readers:
                self._hand_over(number, self._activities(item.writers), self._activities(item.readers))
        for draft in self.drafts:
            if len(draft.data) > 1:
                draft.data = tuple(sorted(set(draft.data)))

    def _activities(self, nodes: Iterable[int]) -> list[int]:
        return [node for node in nodes if self.map.nodes.kinds[node] < NodeKind.CONTROL]

    def _hand_over(self, item: int, writers: list[int], readers: list[int]) -> None:
        by_service: dict[int, list[int]] = {}
        for reader in readers:
            by_service.setdefault(self._performers[reader], []).append(reader)
        for writer in writers:
            for service, others in by_service.items():
                if service != self._performers[writer]:
                    for reader in others:
                        self._hand_item(item, writer, reader)

    def _hand_item(self, item: int, writer: int, reader: int) -> None:
        """D2: into the sequence handoff, else into each message handoff, else a handoff by data."""
        between = self._between.get((writer, reader))
        if not between:
            draft = self._draft(writer, reader, DATA, (), ())
            draft.item = item
            draft.carries((item,))
            self._add(draft)
        elif between[0].via == SEQUENCE:
            between[0].carries((item,))
        else:
            for draft in between:
                draft.carries((item,))

    def _join_flows(self) -> None:
        """D5: an item joined to a flow is among the data of every handoff whose flows hold that flow."""
        if not self.drafts:
            return
        numbers = self.graph.number_of
        on_flows = self._carried(lambda number: [numbers[flow] for flow in self.map.items[number].on_flows])
        on_messages = self._carried(lambda number: self.map.items[number].on_messages)
        if not on_flows and not on_messages:
            return
        for draft in self.drafts:
            for flow in draft.flows:
                if flow in on_flows:
                    draft.carries(on_flows[flow])
            if draft.message in on_messages:
                draft.carries(on_messages[draft.message])

    def _carried(self, flows_of: Callable[[int], Iterable[int]]) -> dict[int, list[int]]:
        carried: dict[int, list[int]] = {}
        for number in range(len(self.map.items)):
            for flow in flows_of(number):
                carried.setdefault(flow, []).append(number)
        return carried
