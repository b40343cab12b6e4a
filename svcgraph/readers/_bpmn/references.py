"""Rule L5: what a reference means, looked up among elements of the kinds allowed at its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from svcgraph.domain.process import NONE, NodeKind
from svcgraph.readers._bpmn.facts import OBJECT, STORE, Facts

Index = dict[str, int]


def index(ids: Sequence[str | None]) -> Index:
    """Id → number of the first element that has it."""
    found = dict(zip(ids, range(len(ids)), strict=True))
    if len(found) < len(ids):
        found = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    if None in found:
        del found[None]
    return found  # type: ignore[return-value]  # None has just gone


def find(table: Index, reference: str | None) -> int:
    """The element meant: exact, then trimmed, then without what precedes the last ``:``; else NONE."""
    if reference is None:
        return NONE
    found = table.get(reference)
    if found is None:
        # an identifier has nothing to trim and no prefix
        return NONE if reference.isidentifier() else _find_loosely(table, reference.strip())
    return found


def _find_loosely(table: Index, reference: str) -> int:
    found = table.get(reference)
    return table.get(reference.rpartition(":")[2], NONE) if found is None else found


class References:
    """The tables of one file; those that few files need are made when first asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.columns = facts.columns
        self.flow_ids: Sequence[str | None] = ()  # of the sequence flows as written, set when they are resolved
        self.nodes = index(self.columns.ids)
        self.processes = index([fact[0] for fact in facts.processes])
        self.pools = index([fact[0] for fact in facts.pools]) if facts.pools else {}

    @cached_property
    def activities(self) -> Index:
        kinds = self.columns.kinds
        return self._some((identity, n) for n, identity in enumerate(self.columns.ids) if kinds[n] < NodeKind.CONTROL)

    @cached_property
    def lanes(self) -> Index:
        return index([fact[0] for fact in self._facts.lanes])

    @cached_property
    def messages(self) -> Index:
        return index([fact[0] for fact in self._facts.messages])

    @cached_property
    def signals(self) -> Index:
        return index([fact[0] for fact in self._facts.signals])

    @cached_property
    def definitions(self) -> Index:
        return index([fact.id for fact in self._facts.definitions])

    @cached_property
    def items(self) -> Index:
        return index([fact[1] for fact in self._facts.items])

    @cached_property
    def objects(self) -> Index:
        return self._items_of(OBJECT)

    @cached_property
    def stores(self) -> Index:
        return self._items_of(STORE)

    @cached_property
    def flows(self) -> Index:
        return index(self.flow_ids)

    @cached_property
    def message_flows(self) -> Index:
        return index([fact[0] for fact in self._facts.message_flows])

    def _items_of(self, kind: str) -> Index:
        return self._some((fact.id, number) for number, fact in enumerate(self._facts.items) if fact.kind == kind)

    @staticmethod
    def _some(pairs: Iterable[tuple[str | None, int]]) -> Index:
        found: Index = {}
        for identity, number in pairs:
            if identity is not None:
                found.setdefault(identity, number)
        return found
