"""Data items with who writes and reads them, and what associations tell (rules D1, D3, D4, D5, F4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, DataItem, NodeKind
from svcgraph.readers._bpmn.facts import (
    CATCHES,
    OBJECT,
    OBJECT_REFERENCE,
    PORT,
    STORE,
    STORE_REFERENCE,
    THROWS,
    AssociationFact,
    Facts,
    ItemFact,
)
from svcgraph.readers._bpmn.references import References, find

Key = tuple[object, ...]


@dataclass(slots=True)
class _Draft:
    """An item while its elements are gathered."""

    id: str | None
    name: str
    store: bool
    writers: dict[int, None] = field(default_factory=dict)
    readers: dict[int, None] = field(default_factory=dict)
    on_flows: dict[int, None] = field(default_factory=dict)
    on_messages: dict[int, None] = field(default_factory=dict)


class Data:
    """The items of a file, and the two rarer things that associations say.

    ``flow_of`` gives per sequence flow as written its number among those kept, NONE for the others;
    ``message_of`` likewise for message flows.
    """

    def __init__(self, facts: Facts, references: References, flow_of: Sequence[int], message_of: Sequence[int]) -> None:
        self._facts = facts
        self._references = references
        self._flow_of = flow_of
        self._message_of = message_of
        self._drafts: dict[Key, _Draft] = {}
        self._draft_of = [self._draft(number) for number in range(len(facts.items))]
        self.compensations: list[tuple[int, int, str | None]] = []
        self.compensations_at: list[int] = []
        self.message_names: dict[int, str] = {}  # message flow as written → name of a message associated with it
        self._join_associations()

    @property
    def items(self) -> tuple[DataItem, ...]:
        return tuple(
            DataItem(
                id=draft.id,
                name=draft.name,
                store=draft.store,
                writers=tuple(sorted(draft.writers)),
                readers=tuple(sorted(draft.readers)),
                on_flows=tuple(sorted(draft.on_flows)),
                on_messages=tuple(sorted(draft.on_messages)),
            )
            for draft in self._drafts.values()
        )

    # D1

    def _draft(self, number: int) -> _Draft:
        fact = self._facts.items[number]
        underlying = self._underlying(number, fact)
        name = fact.name or self._facts.items[underlying].name
        key = self._key(number, fact, underlying, name)
        draft = self._drafts.get(key)
        if draft is None:
            store = fact.kind in (STORE, STORE_REFERENCE)
            draft = self._drafts[key] = _Draft(id=fact.id, name=name, store=store)
        return draft

    def _underlying(self, number: int, fact: ItemFact) -> int:
        """The object or store that a reference refers to; else the element itself."""
        found = NONE
        if fact.kind == OBJECT_REFERENCE:
            found = find(self._references.objects, fact.reference)
        elif fact.kind == STORE_REFERENCE:
            found = find(self._references.stores, fact.reference)
        return number if found == NONE else found

    def _key(self, number: int, fact: ItemFact, underlying: int, name: str) -> Key:
        if fact.kind == PORT:
            return (PORT, number)
        states = self._facts.states
        state = same(states.get(number) or states.get(underlying) or "")
        kind = OBJECT if fact.kind in (OBJECT, OBJECT_REFERENCE) else STORE
        return (kind, fact.process, same(name), state) if name else (kind, "#", underlying, state)

    # D3

    def join_data_associations(self) -> None:
        """Writers and readers from dataOutputAssociation and dataInputAssociation."""
        table = self._references.items
        for node, reference in self._facts.outputs:
            number = find(table, reference)
            if number != NONE and not self._is_gateway(node):
                self._draft_of[number].writers[node] = None
        for node, reference in self._facts.inputs:
            number = find(table, reference)
            if number != NONE and not self._is_gateway(node):
                self._draft_of[number].readers[node] = None

    def _is_gateway(self, node: int) -> bool:
        """Activities write and read, and events for the names of messages; gateways never."""
        columns = self._references.columns
        return columns.kinds[node] == NodeKind.CONTROL and columns.sides[node] not in (THROWS, CATCHES)

    # D4, D5, F4, and messages associated with a flow

    def _join_associations(self) -> None:
        if self._facts.inputs or self._facts.outputs:
            self.join_data_associations()
        for association in self._facts.associations:
            source, target = self._end(association.source), self._end(association.target)
            self._join_data(association, source, target)
            self._join_compensation(association, source, target)
            self._join_message(source, target)

    def _end(self, reference: str | None) -> tuple[str, int]:
        """What an association's end is: a node, an item, a sequence or message flow, a message, or nothing."""
        if reference is None:
            return "", NONE
        references = self._references
        for kind, table in (
            ("node", references.nodes),
            ("item", references.items),
            ("flow", references.flows),
            ("message flow", references.message_flows),
            ("message", references.messages),
        ):
            number = find(table, reference)
            if number != NONE:
                return kind, number
        return "", NONE

    def _join_data(self, association: AssociationFact, source: tuple[str, int], target: tuple[str, int]) -> None:
        if "item" not in (source[0], target[0]):
            return
        both = (association.direction or "").strip() == "Both"
        if both or (association.direction or "").strip() == "One":
            self._write_and_read(source, target)
        if both:
            self._write_and_read(target, source)
        self._join_flow(source, target)
        self._join_flow(target, source)

    def _write_and_read(self, source: tuple[str, int], target: tuple[str, int]) -> None:
        if source[0] == "node" and target[0] == "item" and not self._is_gateway(source[1]):
            self._draft_of[target[1]].writers[source[1]] = None
        elif source[0] == "item" and target[0] == "node" and not self._is_gateway(target[1]):
            self._draft_of[source[1]].readers[target[1]] = None

    def _join_flow(self, item: tuple[str, int], flow: tuple[str, int]) -> None:
        if item[0] != "item":
            return
        draft = self._draft_of[item[1]]
        if flow[0] == "flow" and self._flow_of[flow[1]] != NONE:
            draft.on_flows[self._flow_of[flow[1]]] = None
        elif flow[0] == "message flow" and self._message_of[flow[1]] != NONE:
            draft.on_messages[self._message_of[flow[1]]] = None

    def _join_compensation(
        self, association: AssociationFact, source: tuple[str, int], target: tuple[str, int]
    ) -> None:
        if source[0] != "node" or target[0] != "node":
            return
        if self._references.columns.kinds[source[1]] == NodeKind.BOUNDARY and target[1] in self._facts.compensation:
            self.compensations.append((source[1], target[1], association.id))
            self.compensations_at.append(bisect_left(self._kept_flows, association.flows_before))

    @cached_property
    def _kept_flows(self) -> list[int]:
        """The sequence flows as written that were kept, ascending."""
        return [number for number, kept in enumerate(self._flow_of) if kept != NONE]

    def _join_message(self, source: tuple[str, int], target: tuple[str, int]) -> None:
        for flow, message in ((source, target), (target, source)):
            if flow[0] == "message flow" and message[0] == "message":
                name = self._facts.messages[message[1]][1]
                if name:
                    self.message_names.setdefault(flow[1], name)


_NOTHING = Facts()
NO_DATA = Data(_NOTHING, References(_NOTHING), (), ())  # of the many files without items and associations
