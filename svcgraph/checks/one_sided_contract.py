"""A contract asks nothing of the client, and does not say that nothing is asked: half of it was not negotiated."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "one-sided-contract"
SEVERITY = Severity.WARNING
FINDS = mark("A contract expects nothing of the client, and does not say so")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force without a negotiated expectation and without ``no_expectations: true``."""
    names = Names(facts)
    for contract in in_force(facts):
        if not contract.no_expectations and not any(expected for _, expected in negotiated(contract)):
            yield finding(
                CODE,
                SEVERITY,
                at(contract, "expectations"),
                mark(
                    "{of}: {supplier_en} expects nothing of {client_en} in return, and nobody said so. "
                    "Ask the supplier what it needs, or write “no_expectations: true”."
                ),
                of=title(contract),
                supplier=names.service(contract.supplier.service),
                client=names.service(contract.client.service),
            )
