"""A contract serves a promise that the organisation file does not have."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unknown-promise"
SEVERITY = Severity.WARNING
FINDS = mark("A contract serves a promise that does not exist")


def check(facts: Facts) -> Iterator[Fault]:
    """Ids under ``serves`` of contracts in force that are no promise's."""
    known = {promise.id for promise in facts.organisation.promises}
    for contract in in_force(facts):
        for promise in contract.serves.promises:
            if promise not in known:
                message = mark(
                    "{of} serves “{promise}”, which is no promise of the organisation file. "
                    "Correct the id, or add the promise there."
                )
                yield finding(CODE, SEVERITY, at(contract, "serves"), message, of=title(contract), promise=promise)
