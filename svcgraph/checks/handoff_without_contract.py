"""Things pass between two services, and no contract in force says how well."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import finding
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "handoff-without-contract"
SEVERITY = Severity.NOTE
FINDS = mark("No contract in force covers what passes")

MESSAGE = mark(
    "{supplier_en} → {client_en}: no contract in force covers {things_en}. "
    "Negotiate the draft, or decide in the portfolio that none is needed."
)


def check(facts: Facts) -> Iterator[Fault]:
    """One note for each supplier and client, both inside the organisation.

    An expectation of the reverse contract that the map shows covers the pair (`7-rulings`).
    """
    passages, names, contracts = Passages(facts), Names(facts), tuple(in_force(facts))
    covered = {pair for contract in contracts for pair in _covered(passages, contract)}
    for supplier, client in passages:
        if (supplier, client) in covered:
            continue
        handoffs = passages.between(supplier, client)
        place = handoffs[0].place
        told = {"supplier": names.service(supplier, place.file), "client": names.service(client, place.file)}
        yield finding(CODE, SEVERITY, place, MESSAGE, **told, things=names.things(handoffs))


def _covered(passages: Passages, contract: Contract) -> Iterator[tuple[str, str]]:
    supplier, client = passages.parties(contract)
    yield supplier, client
    if any(passages.carries(client, supplier, thing) for thing in contract.expectations):
        yield client, supplier
