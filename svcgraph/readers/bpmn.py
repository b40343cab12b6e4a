"""BPMN 2.0 files → ``ProcessMap``: rules L, S and D1, D3, D4, D5 of the handoff rules (`2-handoffs`).

The parse is expat's (`6-performance`): no tree, the diagram muted, read again only for files where
the drawing has to say who performs a node (S0).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable

from svcgraph.domain.process import (
    NONE,
    Extra,
    Flows,
    MessageFlow,
    NodeKind,
    Nodes,
    Process,
    ProcessMap,
)
from svcgraph.errors import Fault, FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.xml import Events, parse
from svcgraph.readers import Reading
from svcgraph.readers._bpmn_collector import DEPTH, MODEL, ROOT, Collector, TooDeep
from svcgraph.readers._bpmn_data import Data
from svcgraph.readers._bpmn_drawing import Drawing, read_drawing
from svcgraph.readers._bpmn_events import abrupt_ends, links, message_names, owned_definitions, signals
from svcgraph.readers._bpmn_facts import Facts
from svcgraph.readers._bpmn_performers import Performers
from svcgraph.readers._bpmn_references import References, find

FORMAT = "bpmn"
SUFFIXES = (".bpmn", ".bpmn2", ".xml")
VERSION = 1

_HEAD = 65536  # bytes in which a BPMN file of another suffix must name its namespace


def recognises(data: bytes, suffix: str) -> bool:
    """A ``.bpmn`` file always (its faults should be told); another when it names the MODEL namespace."""
    if suffix.lower() in (".bpmn", ".bpmn2"):
        return True
    head = data[:_HEAD]
    return any(MODEL.encode(encoding) in head for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def read(data: bytes, file: str) -> Reading:
    """The process map of one BPMN file. Raises Unreadable (L3) with line and reason."""
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of records, no cycles: a fifth of the time
    try:
        return _read(data, file)
    finally:
        if collecting:
            gc.enable()


def _read(data: bytes, file: str) -> Reading:
    faults = FaultList()
    events, facts = _collect(data, file, faults)
    return Reading(map=_Assembly(facts, events.data, file).map(), faults=tuple(faults.faults))


def _collect(data: bytes, file: str, faults: FaultList) -> tuple[Events, Facts]:
    try:
        collector = parse(data, file, Collector, faults)
    except TooDeep as error:
        message = mark("sub-processes or lanes are nested more than {depth} deep")
        raise _refusal("too-deep", file, message, depth=str(DEPTH)) from error
    if collector.facts.root != ROOT:
        message = mark("not a BPMN 2.0 file: the root is {root}, not definitions in the BPMN MODEL namespace")
        raise _refusal("not-bpmn", file, message, root=collector.facts.root.replace("\x0c", " "))
    return collector.events, collector.facts


def _refusal(code: str, file: str, message: str, /, **parameters: str) -> Unreadable:
    place = Place(file=file)
    return Unreadable(Fault(code=code, place=place, message=message, parameters=tuple(parameters.items())))


class _Assembly:
    """Facts → ``ProcessMap``."""

    def __init__(self, facts: Facts, data: bytes, file: str) -> None:
        self._facts = facts
        self._data = data
        self._file = file
        self._references = References(facts)
        self._owned = owned_definitions(facts, self._references)
        self._performers = Performers(facts, self._references, self._drawing)
        self._performers.place_nodes()

    def _drawing(self) -> Drawing:
        return read_drawing(self._data, self._file)

    def map(self) -> ProcessMap:
        performers, facts = self._performers, self._facts
        nodes = self._nodes()
        flows, flow_of = self._flows()
        message_flows, message_of = self._message_flow_ends()
        data = Data(facts, self._references, flow_of, message_of)
        messages = tuple(self._message_flow(number, data) for number in message_flows)
        black = performers.black_boxes()
        services = performers.services(black)
        whole = tuple(performers.whole_process(number) for number in range(len(facts.processes)))
        return ProcessMap(
            file=self._file,
            format=FORMAT,
            processes=tuple(Process(id=fact.id or "", name=fact.name) for fact in facts.processes),
            services=services,
            whole=whole,
            nodes=nodes,
            flows=flows,
            message_flows=messages,
            items=data.items,
            extra=self._extra(data),
            performers=performers.finished(performers.external(black), self._lines),
        )

    def _nodes(self) -> Nodes:
        facts = self._facts
        if not facts.nodes:
            return Nodes()
        ids, names, kinds, processes, parents, offsets = zip(*facts.nodes, strict=True)
        attached = [NONE] * len(ids)
        for node, reference in facts.attachments:
            attached[node] = find(self._references.activities, reference)
        line = self._lines(offsets)
        return Nodes(
            ids=ids,
            names=names,
            kinds=self._kinds(kinds),
            performers=tuple(self._performers.of_node),
            processes=processes,
            parents=parents,
            attached=tuple(attached),
            lines=tuple([line[offset] for offset in offsets]),
        )

    def _kinds(self, kinds: tuple[int, ...]) -> tuple[int, ...]:
        abrupt = abrupt_ends(self._owned)
        if not abrupt:
            return kinds
        return tuple(
            int(NodeKind.END_ABRUPT) if kind == NodeKind.END and number in abrupt else kind
            for number, kind in enumerate(kinds)
        )

    def _lines(self, offsets: Iterable[int]) -> dict[int, int]:
        """Byte offset → line number: the new lines are counted once, only between the places wanted."""
        count, lines, before, line = self._data.count, {}, 0, 1
        for offset in sorted(offsets):
            line += count(b"\n", before, offset)
            lines[offset] = line
            before = offset
        return lines

    def _flows(self) -> tuple[Flows, list[int]]:
        """The sequence flows whose two ends were found, and per flow as written its number among them."""
        table, conditional = self._references.nodes, self._facts.conditional
        kept, flow_of = [], []
        for number, (identity, name, source, target) in enumerate(self._facts.flows):
            start, end = find(table, source), find(table, target)
            if start == NONE or end == NONE:
                flow_of.append(NONE)
            else:
                flow_of.append(len(kept))
                kept.append((identity, name, start, end, number in conditional))
        if not kept:
            return Flows(), flow_of
        ids, names, sources, targets, conditions = zip(*kept, strict=True)
        return Flows(ids=ids, names=names, sources=sources, targets=targets, conditional=conditions), flow_of

    def _message_flow_ends(self) -> tuple[list[int], list[int]]:
        """M1: the message flows whose ends are found, and per flow as written its number among them."""
        kept: list[int] = []
        message_of = [NONE] * len(self._facts.message_flows)
        for number, fact in enumerate(self._facts.message_flows):
            if self._message_end(fact.source) != (NONE, NONE) and self._message_end(fact.target) != (NONE, NONE):
                message_of[number] = len(kept)
                kept.append(number)
        return kept, message_of

    def _message_end(self, reference: str | None) -> tuple[int, int]:
        """L5: the node or the pool that a message flow's end names; of both, the first in order."""
        if reference is None:
            return NONE, NONE
        nodes, pools = self._references.nodes, self._references.pools
        for text in (reference, reference.strip(), reference.strip().rpartition(":")[2]):
            node, pool = nodes.get(text, NONE), pools.get(text, NONE)
            if node != NONE and pool != NONE:
                return (NONE, pool) if self._facts.pools[pool].nodes_before <= node else (node, NONE)
            if node != NONE or pool != NONE:
                return node, pool
        return NONE, NONE

    def _message_flow(self, number: int, data: Data) -> MessageFlow:
        fact, pools = self._facts.message_flows[number], self._facts.pools
        source, source_pool = self._message_end(fact.source)
        target, target_pool = self._message_end(fact.target)
        return MessageFlow(
            id=fact.id,
            source=source,
            target=target,
            source_pool=self._performers.whole_pool(source_pool) if source_pool != NONE else NONE,
            target_pool=self._performers.whole_pool(target_pool) if target_pool != NONE else NONE,
            source_pool_id=pools[source_pool].id if source_pool != NONE else None,
            target_pool_id=pools[target_pool].id if target_pool != NONE else None,
            source_pool_name=pools[source_pool].name if source_pool != NONE else "",
            target_pool_name=pools[target_pool].name if target_pool != NONE else "",
            source_pool_at=(pools[source_pool].nodes_before, source_pool) if source_pool != NONE else (0, 0),
            target_pool_at=(pools[target_pool].nodes_before, target_pool) if target_pool != NONE else (0, 0),
            names=self._message_names(number, data),
        )

    def _message_names(self, number: int, data: Data) -> tuple[str, ...]:
        fact = self._facts.message_flows[number]
        message = find(self._references.messages, fact.message)
        own = self._facts.messages[message][1] if message != NONE else ""
        return tuple(name for name in (fact.name, own, data.message_names.get(number, "")) if name)

    def _extra(self, data: Data) -> Extra:
        facts, references, owned = self._facts, self._references, self._owned
        throws, catches = signals(facts, references, owned)
        return Extra(
            links=links(facts, references, owned),
            compensations=tuple(data.compensations),
            compensations_at=tuple(data.compensations_at),
            compensation_activities=frozenset(facts.compensation),
            messages=message_names(facts, references, owned),
            calls=tuple((node, called.strip(), facts.nodes[node].name) for node, called in facts.calls),
            throws=throws,
            catches=catches,
        )
