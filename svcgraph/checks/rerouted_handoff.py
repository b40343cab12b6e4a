"""What a contract promises now passes between other services: the contract binds the wrong ones."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._routes import rerouted
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.contract import Contract, Deliverable
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "rerouted-handoff"
SEVERITY = Severity.WARNING
FINDS = mark("A negotiated deliverable now passes between other services")


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force that the maps show elsewhere: another client, or another supplier."""
    passages, names = Passages(facts), Names(facts)
    for contract in in_force(facts):
        for thing, expected in negotiated(contract):
            elsewhere = () if expected else rerouted(passages, contract, thing)
            if elsewhere:
                yield _told(names, passages, contract, thing, elsewhere[0])


def _told(names: Names, passages: Passages, contract: Contract, thing: Deliverable, now: ServiceHandoff) -> Fault:
    supplier, client = passages.parties(contract)
    return finding(
        CODE,
        SEVERITY,
        at(contract, thing.id, thing.line),
        mark(
            "{of}: “{what_en}” no longer passes from {supplier_en} to {client_en}; {file} shows it from "
            "{giver_en} to {taker_en}. Negotiate it between these two, or correct the map."
        ),
        of=title(contract),
        what=thing.name,
        supplier=names.service(supplier),
        client=names.service(client),
        file=now.file,
        giver=names.service(now.supplier),
        taker=names.service(now.client),
    )
