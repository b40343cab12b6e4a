"""A contract was changed after it was signed: the signature is under another text."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.domain.fingerprint import fingerprint, shown
from svcgraph.domain.negotiation.states import approvals_void
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "void-approval"
SEVERITY = Severity.ERROR
FINDS = mark("A contract was changed after it was signed")


def check(facts: Facts) -> Iterator[Fault]:
    """Approvals of contracts in force that name another fingerprint than the contract's (`7-rulings`)."""
    names = Names(facts)
    for contract in in_force(facts):
        for approval in approvals_void(contract):
            yield finding(
                CODE,
                SEVERITY,
                at(contract, "approvals"),
                mark(
                    "{of} was changed since {name} signed it for {service_en} on {on_en} (signed {signed}, now "
                    "{now}). Take the change back, or have both sides sign the new version."
                ),
                of=title(contract),
                name=approval.name,
                service=names.service(_side(contract, approval.side)),
                on=approval.date,
                signed=shown(approval.hash),
                now=shown(fingerprint(contract)),
            )


def _side(contract: Contract, side: str) -> str:
    return (contract.client if side == "client" else contract.supplier).service
