"""A contract does not say which need of the external client it serves, or why it serves none (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-need"
SEVERITY = Severity.NOTE
FINDS = mark("A contract does not say which external client's need it serves")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force whose ``serves`` names no promise and gives no reason."""
    for contract in in_force(facts):
        if not contract.serves.promises and not contract.serves.text:
            message = mark(
                "{of} does not say which need of an external client it serves. "
                "Name the promise under “serves”, or write there why there is none."
            )
            yield finding(CODE, SEVERITY, at(contract, "serves"), message, of=title(contract))
