"""BPMN 2.0 files → ``ProcessMap``: rules L, S and D1, D3, D4, D5 of the handoff rules (`2-handoffs`).

The parse is expat's (`6-performance`): no tree, the diagram muted, read again only for files where
the drawing has to say who performs a node (S0).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, compress, repeat
from typing import cast

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
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.xml import SEPARATOR, parse
from svcgraph.readers import Reading
from svcgraph.readers._bpmn.collector import DEPTH, ROOT, CarefulCollector, Collector, Tangled, TooDeep
from svcgraph.readers._bpmn.data import NO_DATA, Data
from svcgraph.readers._bpmn.drawing import Drawing, read_drawing
from svcgraph.readers._bpmn.events import abrupt_ends, links, message_names, owned_definitions, receivers, signals
from svcgraph.readers._bpmn.facts import MODEL, Facts
from svcgraph.readers._bpmn.performers import Performers
from svcgraph.readers._bpmn.references import Index, find
from svcgraph.readers._bpmn.tags import vocabulary

FORMAT = "bpmn"
SUFFIXES = (".bpmn", ".bpmn2", ".xml")
VERSION = 3
KEPT_FROM = 200_000  # smaller ones are read in milliseconds; a first run over many should not wait for writing

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
    collector = _collect(data, file, faults)
    _tell_choreographies(collector, file, faults)
    return Reading(map=_Assembly(collector, file).map(), faults=tuple(faults.faults))


def _collect(data: bytes, file: str, faults: FaultList) -> Collector:
    try:
        collector = _parse(data, file, faults)
    except TooDeep as error:
        message = mark("sub-processes or lanes are nested more than {depth} deep")
        raise _refusal("too-deep", file, message, depth=str(DEPTH)) from error
    if collector.facts.root != ROOT:
        message = mark("not a BPMN 2.0 file: the root is {root}, not definitions in the BPMN MODEL namespace")
        raise _refusal("not-bpmn", file, message, root=collector.facts.root.replace(SEPARATOR, " "))
    return collector


def _tell_choreographies(collector: Collector, file: str, faults: FaultList) -> None:
    for identity, name, offset in collector.facts.choreographies:
        line = collector.events.data.count(b"\n", 0, offset) + 1
        faults.add(
            "choreography",
            Place(file=file, line=line, element=identity),
            mark(
                "“{name}” is a choreography: it says who exchanges messages, not who works, so nothing is read from "
                "it. Draw a collaboration, with a pool for each participant."
            ),
            severity=Severity.WARNING,
            name=name or identity,
        )


def _parse(data: bytes, file: str, faults: FaultList) -> Collector:
    before = len(faults.faults)
    try:
        return parse(data, file, partial(Collector, vocabulary=vocabulary), faults, spelled=True)
    except Tangled:
        del faults.faults[before:]
        return parse(data, file, partial(CarefulCollector, vocabulary=vocabulary), faults)


def _refusal(code: str, file: str, message: str, /, **parameters: str) -> Unreadable:
    place = Place(file=file)
    return Unreadable(Fault(code=code, place=place, message=message, parameters=tuple(parameters.items())))


def _drawing(collector: Collector, file: str) -> Drawing:
    """The drawing, if it was read in the same go; else it is read now."""
    return Drawing(collector.shapes.pages) if collector.shapes else read_drawing(collector.events.data, file)


def _placed(facts: Facts) -> Performers:
    performers = Performers(facts)
    performers.place()
    return performers


_Ends = tuple[int, tuple[int, int], tuple[int, int]]  # message flow as written; node and pool of both ends
_NOWHERE = (NONE, NONE)
_NOTHING_MORE = Extra()


def doubts(data: bytes, file: str) -> tuple[Fault, ...]:
    """S1: a warning for each node that one lane lists and another one draws. Declared beats drawn in `read`.

    Apart from `read`, for workspaces: it reads the drawing, which `read` mutes. Raises Unreadable.
    """
    faults = FaultList()
    collector = _collect(data, file, faults)
    assembly = _Assembly(collector, file)
    faults = FaultList()
    assembly.tell_disagreements(partial(read_drawing, data, file), faults)
    return tuple(faults.faults)


class _Assembly:
    """Facts → ``ProcessMap``."""

    def __init__(self, collector: Collector, file: str) -> None:
        self._facts = facts = collector.facts
        self._data = collector.events.data
        self._file = file
        self._performers = collector.performers or _placed(facts)
        self._performers.finish(partial(_drawing, collector, file))
        self._references = self._performers.references
        facts.nodes.clear()  # the references hold them as columns
        self._owned = owned_definitions(facts, self._references)

    def map(self) -> ProcessMap:
        performers, facts = self._performers, self._facts
        nodes = self._nodes()
        flows, flow_of = self._flows()
        message_flows, message_of = self._message_flow_ends()
        has_data = bool(facts.items or facts.associations)
        data = Data(facts, self._references, flow_of, message_of) if has_data else NO_DATA
        messages = tuple(self._message_flow(number, data) for number in message_flows)
        black = performers.black_boxes()
        whole = tuple(performers.whole_process(number) for number in range(len(facts.processes)))
        return ProcessMap(
            file=self._file,
            format=FORMAT,
            processes=tuple(Process(id=fact.id or "", name=fact.name) for fact in facts.processes),
            services=performers.services(black),
            whole=whole,
            nodes=nodes,
            flows=flows,
            message_flows=messages,
            items=data.items,
            extra=self._extra(data),
            performers=performers.finished(performers.external(black), self._lines),
        )

    def tell_disagreements(self, drawing: Callable[[], Drawing], faults: FaultList) -> None:
        columns, found = self._references.columns, self._performers.found
        lines = self._lines(columns.offsets)
        for node, drawn in self._performers.drawn_elsewhere(drawing):
            faults.add(
                "drawn-elsewhere",
                Place(file=self._file, line=lines[node], element=columns.ids[node] or ""),
                mark(
                    "“{node}” is listed in the lane “{declared}” but drawn in “{drawn}”; the list counts. Move it in "
                    "the drawing tool to where it belongs, so that both agree."
                ),
                severity=Severity.WARNING,
                node=columns.names[node] or columns.ids[node],
                declared=" / ".join(found[self._performers.of_node[node]].path),
                drawn=" / ".join(found[drawn].path),
            )

    def _nodes(self) -> Nodes:
        columns = self._references.columns
        attached = [NONE] * len(columns.ids)
        for node, reference in self._facts.attachments:
            attached[node] = find(self._references.activities, reference)
        return Nodes(
            ids=columns.ids,
            names=columns.names,
            kinds=self._kinds(columns.kinds),
            performers=tuple(self._performers.of_node),
            processes=columns.processes,
            parents=columns.parents,
            attached=tuple(attached),
            lines=self._lines(columns.offsets),
        )

    def _kinds(self, kinds: tuple[int, ...]) -> tuple[int, ...]:
        abrupt = abrupt_ends(self._owned)
        if not abrupt:
            return kinds
        return tuple(
            int(NodeKind.END_ABRUPT) if kind == NodeKind.END and number in abrupt else kind
            for number, kind in enumerate(kinds)
        )

    def _lines(self, offsets: Sequence[int]) -> tuple[int, ...]:
        """Ascending byte offsets → line numbers; new lines are counted only between the places wanted."""
        steps = map(self._data.count, repeat(b"\n"), (0, *offsets), offsets)
        return tuple(accumulate(steps, initial=1))[1:]

    def _flows(self) -> tuple[Flows, Sequence[int]]:
        """The sequence flows whose two ends were found, and per flow as written its number among them."""
        flows, table = self._facts.flows, self._references.nodes
        if not flows:
            return Flows(), []
        ids, names, starts, ends = zip(*flows, strict=True)
        self._references.flow_ids = ids
        flows.clear()  # in a large map the references are much of the memory
        sources, targets = _found(table, starts), _found(table, ends)
        conditional = (False,) * len(ids)
        if self._facts.conditional:
            conditional = tuple(map(self._facts.conditional.__contains__, range(len(ids))))
        if NONE not in sources + targets:
            kept = Flows(ids=ids, names=names, sources=sources, targets=targets, conditional=conditional)
            return kept, range(len(ids))
        return _kept(ids, names, sources, targets, conditional)

    def _message_flow_ends(self) -> tuple[list[_Ends], list[int]]:
        """M1: the message flows whose ends are found, and per flow as written its number among them."""
        kept: list[_Ends] = []
        message_of = [NONE] * len(self._facts.message_flows)
        for number, fact in enumerate(self._facts.message_flows):
            source, target = self._message_end(fact.source), self._message_end(fact.target)
            if _NOWHERE not in (source, target):
                message_of[number] = len(kept)
                kept.append((number, source, target))
        return kept, message_of

    def _message_end(self, reference: str | None) -> tuple[int, int]:
        """L5: the node or the pool that a message flow's end names; of both, the first in order."""
        if reference is None:
            return _NOWHERE
        nodes, pools = self._references.nodes, self._references.pools
        for text in (reference, reference.strip(), reference.strip().rpartition(":")[2]):
            node, pool = nodes.get(text, NONE), pools.get(text, NONE)
            if NONE not in (node, pool):
                return (NONE, pool) if self._facts.pools[pool].nodes_before <= node else (node, NONE)
            if node != NONE or pool != NONE:
                return node, pool
        return _NOWHERE

    def _message_flow(self, ends: _Ends, data: Data) -> MessageFlow:
        number, (source, source_pool), (target, target_pool) = ends
        sending, source_id, source_name, source_at = self._pool(source_pool)
        receiving, target_id, target_name, target_at = self._pool(target_pool)
        return MessageFlow(
            id=self._facts.message_flows[number].id,
            source=source,
            target=target,
            source_pool=sending,
            target_pool=receiving,
            source_pool_id=source_id,
            target_pool_id=target_id,
            source_pool_name=source_name,
            target_pool_name=target_name,
            source_pool_at=source_at,
            target_pool_at=target_at,
            names=self._message_names(number, data),
        )

    def _pool(self, pool: int) -> tuple[int, str | None, str, tuple[int, int]]:
        """A pool at the end of a message flow: its whole performer, id, name, place in the document."""
        if pool == NONE:
            return NONE, None, "", (0, 0)
        fact = self._facts.pools[pool]
        return self._performers.whole_pool(pool), fact.id, fact.name, (fact.nodes_before, pool)

    def _message_names(self, number: int, data: Data) -> tuple[str, ...]:
        fact = self._facts.message_flows[number]
        message = find(self._references.messages, fact.message)
        own = self._facts.messages[message][1] if message != NONE else ""
        return tuple(name for name in (fact.name, own, data.message_names.get(number, "")) if name)

    def _extra(self, data: Data) -> Extra:
        facts, references, owned = self._facts, self._references, self._owned
        if not (owned or facts.calls or facts.message_references or facts.receive_tasks or facts.compensation):
            return _NOTHING_MORE
        names = references.columns.names
        throws, catches = signals(facts, references, owned)
        return Extra(
            links=links(facts, references, owned),
            compensations=tuple(data.compensations),
            compensations_at=tuple(data.compensations_at),
            compensation_activities=frozenset(facts.compensation),
            messages=message_names(facts, references, owned),
            calls=tuple((node, called.strip(), names[node]) for node, called in facts.calls),
            throws=throws,
            catches=catches,
            receivers=receivers(facts, references, owned),
        )


def _found(table: Index, references: Sequence[str | None]) -> tuple[int, ...]:
    """The elements meant (L5), NONE for those that are not there."""
    get = cast("Callable[[str | None], int | None]", table.get)  # None is in no table
    found = tuple(map(get, references))
    if None in found:
        return tuple([find(table, references[number]) if node is None else node for number, node in enumerate(found)])
    return found  # type: ignore[return-value]  # there is no None in it


def _kept(
    ids: Sequence[str | None],
    names: Sequence[str],
    sources: Sequence[int],
    targets: Sequence[int],
    conditional: Sequence[bool],
) -> tuple[Flows, list[int]]:
    """L5: a flow lacking an end is ignored."""
    flow_of, count = [], 0
    whole = [NONE not in (source, target) for source, target in zip(sources, targets, strict=True)]
    for is_whole in whole:
        flow_of.append(count if is_whole else NONE)
        count += is_whole
    flows = Flows(
        ids=tuple(compress(ids, whole)),
        names=tuple(compress(names, whole)),
        sources=tuple(compress(sources, whole)),
        targets=tuple(compress(targets, whole)),
        conditional=tuple(compress(conditional, whole)),
    )
    return flows, flow_of
