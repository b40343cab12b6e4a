"""What a handoff hands over, by name: the section "Deliverable" of `2-handoffs`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, MessageFlow, ProcessMap

Deliverable = tuple[str, bool]  # the name, and whether it is a thing's (else an activity's, or nobody's)


def joined(names: Iterable[str]) -> str:
    """``"; "`` between them, in order, each name once."""
    once: dict[str, str] = {}
    for name in names:
        if name:
            once.setdefault(same(name), name)
    return "; ".join(once.values())


class Deliverables:
    """Names the deliverables of one map's handoffs."""

    def __init__(self, process_map: ProcessMap) -> None:
        self._map = process_map
        self._written: dict[int, list[int]] = {}  # node → the items it writes, in order
        self._read: dict[int, list[int]] = {}
        for number, item in enumerate(process_map.items):
            for node in item.writers:
                self._written.setdefault(node, []).append(number)
            for node in item.readers:
                self._read.setdefault(node, []).append(number)
        self._outgoing: dict[int, int] = {}  # node → its one outgoing sequence flow, NONE when several
        for number, source in enumerate(process_map.flows.sources):
            self._outgoing[source] = NONE if source in self._outgoing else number
        self._messages: dict[int, list[str]] = {}
        for node, name in process_map.extra.messages:
            self._messages.setdefault(node, []).append(name)

    def of_sequence(
        self, source: int, flows: Sequence[int], number_of: Sequence[int], data: Sequence[int]
    ) -> Deliverable:
        """``flows`` are the numbers of the flows on the walks; ``number_of`` numbers the sequence flows."""
        items = self._map.items
        thing = (
            self._names(data)
            or self._label(source, flows, number_of)
            or joined(items[item].name for item in self._written.get(source, ()) if not items[item].store)
        )
        return (thing, True) if thing else (self._map.nodes.names[source], False)

    def _label(self, source: int, flows: Sequence[int], number_of: Sequence[int]) -> str:
        """The name of the one flow out of ``source``, when it is among ``flows`` and no condition."""
        flow = self._outgoing.get(source, NONE)
        if flow == NONE or self._map.flows.conditional[flow] or number_of[flow] not in flows:
            return ""
        return self._map.flows.names[flow]

    def of_message(self, flow: MessageFlow, source: int, target: int, data: Sequence[int]) -> Deliverable:
        """``source`` and ``target`` are the activities found for the flow's ends, NONE for a pool."""
        thing = (
            (flow.names[0] if flow.names else "")
            or self._names(data)
            or self._passed_on(flow)
            or joined(self._messages.get(flow.source, ()))
            or joined(self._messages.get(flow.target, ()))
        )
        if thing:
            return thing, True
        ends = (flow.source, source, flow.target, target)
        names = (self._map.nodes.names[end] for end in ends if end != NONE)
        return next(filter(None, names), ""), False

    def _passed_on(self, flow: MessageFlow) -> str:
        """What the source event reads, else what the target event writes."""
        return (self._names(self._read.get(flow.source, ())) if self._is_event(flow.source) else "") or (
            self._names(self._written.get(flow.target, ())) if self._is_event(flow.target) else ""
        )

    def _is_event(self, node: int) -> bool:
        return node != NONE and self._map.nodes.kinds[node] >= 10

    def of_data(self, item: int, writer: int) -> Deliverable:
        name = self._map.items[item].name
        return (name, True) if name else (self._map.nodes.names[writer], False)

    def _names(self, items: Iterable[int]) -> str:
        return joined(self._map.items[item].name for item in items)
