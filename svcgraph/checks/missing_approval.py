"""A contract is in force, and a side has not signed it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-approval"
SEVERITY = Severity.WARNING
FINDS = mark("A contract in force is not signed by both sides")

NEITHER = mark(
    "{of} is in force, and neither side has signed it. Have both heads of service sign, or put it back to draft."
)
ONE = mark("{of} is in force, and {service_en} has not signed it. Have its head of service sign, or negotiate on.")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force that lack the approval of the supplier, of the client, or of both."""
    names = Names(facts)
    for contract in in_force(facts):
        signed = {approval.side for approval in contract.approvals}
        parties = (("supplier", contract.supplier), ("client", contract.client))
        missing = [party.service for side, party in parties if side not in signed]
        if missing:
            message = NEITHER if len(missing) == len(parties) else ONE
            told = {"of": title(contract), "service": names.service(missing[0])}
            yield finding(CODE, SEVERITY, at(contract, "approvals"), message, **told)
