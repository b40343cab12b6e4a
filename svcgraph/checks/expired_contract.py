"""A contract is past its end, and nobody renewed it or said that it ended: it binds nobody, silently."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "expired-contract"
SEVERITY = Severity.WARNING
FINDS = mark("A contract is past its end, and nobody said so")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts still called agreed or active on or after ``end``, the first day on which they bind no longer."""
    for contract in facts.contracts:
        if contract.status.binding and contract.end and contract.end <= facts.as_of:
            yield finding(
                CODE,
                SEVERITY,
                at(contract),
                mark("{of} is no longer in force since {end_en}. Renew it with a new end, or set its status to ended."),
                of=title(contract),
                end=contract.end,
            )
