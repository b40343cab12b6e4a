"""Handoffs of one process map: rules F, Q, M, D and the names of deliverables (`2-handoffs`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.handoff._search import DATA, MESSAGE, SEQUENCE, Draft, Search, TooManyDrafts
from svcgraph.domain.handoff.deliverable import Deliverables
from svcgraph.domain.process import NONE, MessageFlow, ProcessMap
from svcgraph.errors import Fault, Place, Unreadable

LIMIT = 100_000  # handoffs in one file (`7-rulings`, Limits)


class Via(StrEnum):
    """How work passes. ``CALL`` and ``SIGNAL`` exist in a workspace only (rule O6)."""

    SEQUENCE = "sequence"
    MESSAGE = "message"
    DATA = "data"
    CALL = "call"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Work passing from one performer's activity to another's, within one file.

    ``supplier`` and ``client`` index ``ProcessMap.performers``; ``source`` and ``target`` index the
    nodes, NONE when the end is a pool (its id and name then stand in the four fields below).
    ``named``: the deliverable is the name of a thing handed over; False: it was taken from an
    activity or a pool for want of better, and prints as "deliverable to be named".
    ``flows``, ``through``, ``data`` are element ids in document order, ``None`` where there is none.
    """

    supplier: int
    client: int
    source: int
    target: int
    source_id: str | None
    target_id: str | None
    source_name: str
    target_name: str
    process: int
    via: Via
    deliverable: str
    named: bool
    flows: tuple[str | None, ...] = ()
    through: tuple[str | None, ...] = ()
    data: tuple[str | None, ...] = ()


class TooMany(Unreadable):
    """A map has more handoffs than ``limit``: it is not of this trade, or generated (`7-rulings`, Limits)."""

    def __init__(self, file: str, limit: int) -> None:
        said = "{file} has more than {limit} handoffs; raise the limit if that is right"
        named = (("file", file), ("limit", str(limit)))
        super().__init__(Fault(code="too-many-handoffs", place=Place(file=file), message=said, parameters=named))


def find(process_map: ProcessMap, *, limit: int | None = LIMIT) -> tuple[Handoff, ...]:
    """Every handoff of ``process_map``, sorted by document order of from, to, then via, flows.

    Raises TooMany beyond ``limit`` handoffs; ``None`` is no limit.
    """
    if len(set(process_map.nodes.performers)) < 2 and not process_map.message_flows:
        return ()  # nobody to hand over to
    search = Search(process_map, limit)
    try:
        search.sequences()
        search.messages()
        search.data()
    except TooManyDrafts as error:
        raise TooMany(process_map.file, limit or 0) from error
    if not search.drafts:
        return ()
    finish = _Finish(process_map, search)
    return finish.all()


class _Finish:
    """Drafts → handoffs: ids, names, deliverables."""

    def __init__(self, process_map: ProcessMap, search: Search) -> None:
        self._map = process_map
        self._graph = search.graph
        self._drafts = search.drafts
        self._deliverables = Deliverables(process_map)

    def all(self) -> tuple[Handoff, ...]:
        """The handoffs in order; each draft is freed as it is done with."""
        self._graph.let_go()
        drafts = self._in_order()
        drafts.reverse()
        return tuple([self(drafts.pop()) for _ in range(len(drafts))])

    def _in_order(self) -> list[Draft]:
        """Sequence handoffs alone come in order; the others have to be sorted in."""
        if any(draft.via != SEQUENCE for draft in self._drafts):
            self._drafts.sort(key=self._place)
        return self._drafts

    def _place(self, draft: Draft) -> tuple[int, int, int, int, int, int, int]:
        """Document order of from, to; via; then the message flow's or the item's order."""
        source, source_pool, target, target_pool = 2 * draft.source + 1, 0, 2 * draft.target + 1, 0
        if draft.source == NONE:
            before, source_pool = self._map.message_flows[draft.message].source_pool_at
            source = 2 * before
        if draft.target == NONE:
            before, target_pool = self._map.message_flows[draft.message].target_pool_at
            target = 2 * before
        return source, source_pool, target, target_pool, draft.via, draft.message, draft.item

    def __call__(self, draft: Draft) -> Handoff:
        if draft.via == MESSAGE:
            return self._by_message(draft, self._map.message_flows[draft.message])
        nodes, source, target = self._map.nodes, draft.source, draft.target
        names = self._deliverables
        if draft.via == DATA:
            name, named = names.of_data(draft.item, source)
        else:
            name, named = names.of_sequence(source, draft.flows, self._graph.number_of, draft.data)
        flow_ids = self._graph.flow_ids
        return Handoff(
            supplier=draft.supplier,
            client=draft.client,
            source=source,
            target=target,
            source_id=nodes.ids[source],
            target_id=nodes.ids[target],
            source_name=nodes.names[source],
            target_name=nodes.names[target],
            process=nodes.processes[source],
            via=_VIA[draft.via],
            deliverable=name,
            named=named,
            flows=tuple([flow_ids[number] for number in draft.flows]),
            through=self._ids(draft.through),
            data=self._data(draft),
        )

    def _by_message(self, draft: Draft, flow: MessageFlow) -> Handoff:
        nodes, source, target = self._map.nodes, draft.source, draft.target
        from_pool, to_pool = source == NONE, target == NONE
        name, named = self._deliverables.of_message(flow, source, target, draft.data)
        return Handoff(
            supplier=draft.supplier,
            client=draft.client,
            source=source,
            target=target,
            source_id=flow.source_pool_id if from_pool else nodes.ids[source],
            target_id=flow.target_pool_id if to_pool else nodes.ids[target],
            source_name=flow.source_pool_name if from_pool else nodes.names[source],
            target_name=flow.target_pool_name if to_pool else nodes.names[target],
            process=self._process(source, target),
            via=Via.MESSAGE,
            deliverable=name,
            named=named,
            flows=(flow.id,),
            through=self._ids(draft.through),
            data=self._data(draft),
        )

    def _process(self, source: int, target: int) -> int:
        """The sender's process; a pool as such has none, then the receiver's."""
        processes = self._map.nodes.processes
        process = processes[source] if source != NONE else NONE
        return processes[target] if process == NONE and target != NONE else process

    def _ids(self, nodes: Sequence[int]) -> tuple[str | None, ...]:
        return tuple([self._map.nodes.ids[node] for node in nodes]) if nodes else ()

    def _data(self, draft: Draft) -> tuple[str | None, ...]:
        return tuple([self._map.items[item].id for item in draft.data]) if draft.data else ()


_VIA = {SEQUENCE: Via.SEQUENCE, DATA: Via.DATA}


def services(process_map: ProcessMap, handoffs: Sequence[Handoff]) -> tuple[int, ...]:
    """Rule S6 in full: the services that the reader listed, and every other that is a handoff's end."""
    listed = dict.fromkeys(process_map.services)
    for handoff in handoffs:
        listed[handoff.supplier] = listed[handoff.client] = None
    return tuple(listed)
