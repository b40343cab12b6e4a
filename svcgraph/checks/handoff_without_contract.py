"""Things pass between two services, and no contract in force says how well."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import finding, listed
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
        told = {"supplier": names.service(supplier), "client": names.service(client)}
        # what comes out of an activity without a name is called after the one that it feeds
        things = listed(names.term(handoff.deliverable or handoff.target_name or "…") for handoff in handoffs)
        yield finding(CODE, SEVERITY, handoffs[0].place, MESSAGE, **told, things=things)


def _covered(passages: Passages, contract: Contract) -> Iterator[tuple[str, str]]:
    supplier, client = passages.parties(contract)
    yield supplier, client
    if any(passages.carries(client, supplier, thing) for thing in contract.expectations):
        yield client, supplier
