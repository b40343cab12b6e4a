"""A contract binds two services between which no map shows anything passing."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "contract-without-handoff"
SEVERITY = Severity.WARNING
FINDS = mark("A contract binds two services between which nothing passes")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force whose supplier hands nothing to the client on any map."""
    passages, names = Passages(facts), Names(facts)
    for contract in in_force(facts):
        supplier, client = passages.parties(contract)
        if not passages.between(supplier, client):
            yield finding(
                CODE,
                SEVERITY,
                at(contract),
                mark(
                    "{of}: no map shows {supplier_en} handing anything to {client_en}. "
                    "Add the process map, write what maps call the two as aliases in the organisation file, or end "
                    "the contract."
                ),
                of=title(contract),
                supplier=names.service(supplier),
                client=names.service(client),
            )
