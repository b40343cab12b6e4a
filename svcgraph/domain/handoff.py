"""Handoffs of one process map: rules F, Q, M, D and the names of deliverables (`2-handoffs`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain._search import DATA, MESSAGE, SEQUENCE, Draft, Search, TooManyDrafts
from svcgraph.domain.deliverable import Deliverable, Deliverables
from svcgraph.domain.process import NONE, MessageFlow, ProcessMap
from svcgraph.errors import SvcgraphError

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


class TooMany(SvcgraphError):
    """A map has more handoffs than ``limit``: it is not of this trade, or generated (`7-rulings`, Limits)."""

    def __init__(self, file: str, limit: int) -> None:
        super().__init__("{file} has more than {limit} handoffs; raise the limit if that is right", file=file, limit=limit)


def find(process_map: ProcessMap, *, limit: int | None = LIMIT) -> tuple[Handoff, ...]:
    """Every handoff of ``process_map``, sorted by document order of from, to, then via, flows.

    Raises TooMany beyond ``limit`` handoffs; ``None`` is no limit.
    """
    search = Search(process_map, limit)
    try:
        search.sequences()
        search.messages()
        search.data()
    except TooManyDrafts as error:
        raise TooMany(process_map.file, limit or 0) from error
    finish = _Finish(process_map, search)
    return tuple(map(finish, finish.in_order()))


class _Finish:
    """Drafts → handoffs: ids, names, deliverables."""

    def __init__(self, process_map: ProcessMap, search: Search) -> None:
        self._map = process_map
        self._search = search
        self._deliverables = Deliverables(process_map) if search.drafts else None

    def in_order(self) -> list[Draft]:
        return sorted(self._search.drafts, key=self._place)

    def _place(self, draft: Draft) -> tuple[int, int, int, int, int, int, int]:
        """Document order of from, to; via; then the message flow's or the item's order."""
        flow = self._map.message_flows[draft.message] if draft.message != NONE else None
        source = (2 * draft.source + 1, 0)
        target = (2 * draft.target + 1, 0)
        if flow is not None and draft.source == NONE:
            source = (2 * flow.source_pool_at[0], flow.source_pool_at[1])
        if flow is not None and draft.target == NONE:
            target = (2 * flow.target_pool_at[0], flow.target_pool_at[1])
        return (*source, *target, draft.via, draft.message, draft.item)

    def __call__(self, draft: Draft) -> Handoff:
        nodes, ids = self._map.nodes, self._map.nodes.ids
        flow = self._map.message_flows[draft.message] if draft.message != NONE else None
        source_id, source_name, target_id, target_name = _ends(self._map, draft, flow)
        name, named = self._deliverable(draft, flow)
        process = nodes.processes[draft.source] if draft.source != NONE else NONE
        if process == NONE and draft.target != NONE:
            process = nodes.processes[draft.target]
        return Handoff(
            supplier=draft.supplier,
            client=draft.client,
            source=draft.source,
            target=draft.target,
            source_id=source_id,
            target_id=target_id,
            source_name=source_name,
            target_name=target_name,
            process=process,
            via=_VIA[draft.via],
            deliverable=name,
            named=named,
            flows=(flow.id,) if flow else tuple([self._search.graph.flow_ids[number] for number in draft.flows]),
            through=tuple([ids[node] for node in draft.through]),
            data=tuple([self._map.items[item].id for item in draft.data]),
        )

    def _deliverable(self, draft: Draft, flow: MessageFlow | None) -> Deliverable:
        names = self._deliverables or Deliverables(self._map)
        if flow is not None:
            return names.of_message(flow, draft.source, draft.target, draft.data)
        if draft.via == DATA:
            return names.of_data(draft.item, draft.source)
        return names.of_sequence(draft.source, draft.flows, self._search.graph.number_of, draft.data)


_VIA = {SEQUENCE: Via.SEQUENCE, MESSAGE: Via.MESSAGE, DATA: Via.DATA}


def _ends(
    process_map: ProcessMap, draft: Draft, flow: MessageFlow | None
) -> tuple[str | None, str, str | None, str]:
    """Id and name of both ends: nodes, or the pools of a message flow."""
    ids, names = process_map.nodes.ids, process_map.nodes.names
    source, target = draft.source, draft.target
    if flow is None:
        return ids[source], names[source], ids[target], names[target]
    start = (ids[source], names[source]) if source != NONE else (flow.source_pool_id, flow.source_pool_name)
    end = (ids[target], names[target]) if target != NONE else (flow.target_pool_id, flow.target_pool_name)
    return (*start, *end)


def services(process_map: ProcessMap, handoffs: Sequence[Handoff]) -> tuple[int, ...]:
    """Rule S6 in full: the services that the reader listed, and every other that is a handoff's end."""
    listed = dict.fromkeys(process_map.services)
    for handoff in handoffs:
        listed[handoff.supplier] = listed[handoff.client] = None
    return tuple(listed)
