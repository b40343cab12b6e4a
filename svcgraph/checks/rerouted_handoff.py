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
from svcgraph.domain.negotiation import Pair
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "rerouted-handoff"
SEVERITY = Severity.WARNING
FINDS = mark("A negotiated deliverable now passes between other services")


ELSEWHERE = mark(
    "{of}: “{what_en}” no longer passes from {supplier_en} to {client_en}; {file} shows it from "
    "{giver_en} to {taker_en}. Negotiate it between these two, or correct the map."
)
UNLISTED = mark(
    "{of}: “{what_en}” no longer passes from {supplier_en} to {client_en}; {file} shows it from "
    "{giver_en} to {taker_en}. If “{new_en}” is {old_en}, write it there as an alias in the organisation file; "
    "if not, negotiate it between these two, or correct the map."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force that the maps show elsewhere: another client, or another supplier."""
    passages, names = Passages(facts), Names(facts)
    for contract in in_force(facts):
        for thing, expected in negotiated(contract):
            elsewhere = () if expected else rerouted(passages, contract, thing)
            if elsewhere:
                yield _told(names, passages.parties(contract), contract, thing, elsewhere[0])


def _told(names: Names, pair: Pair, contract: Contract, thing: Deliverable, now: ServiceHandoff) -> Fault:
    supplier, client = pair
    old, new = (client, now.client) if now.supplier == supplier else (supplier, now.supplier)
    return finding(
        CODE,
        SEVERITY,
        at(contract, thing.id, thing.line),
        ELSEWHERE if new in names.listed else UNLISTED,
        of=title(contract),
        what=thing.name,
        supplier=names.service(supplier),
        client=names.service(client),
        file=now.file,
        giver=names.service(now.supplier),
        taker=names.service(now.client),
        new=names.service(new),
        old=names.service(old),
    )
