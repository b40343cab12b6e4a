"""Deliverables that took another way than the contract says."""

from __future__ import annotations

from svcgraph.checks._services import Passages
from svcgraph.domain.contract import Contract, Deliverable
from svcgraph.domain.graph import ServiceHandoff


def rerouted(passages: Passages, contract: Contract, thing: Deliverable) -> tuple[ServiceHandoff, ...]:
    """The handoffs of the same deliverable that kept one of the two services, where none kept both."""
    supplier, client = passages.parties(contract)
    if not thing.from_map or passages.carries(supplier, client, thing):
        return ()
    return tuple(one for one in passages.called(thing) if (one.supplier == supplier) != (one.client == client))
