"""A review meeting was not held, or nobody wrote that it was (`1-method`, step 7)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.domain.meetings import late
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "overdue-review"
SEVERITY = Severity.WARNING
FINDS = mark("A review meeting was not held")

MISSED = mark("{of}: the review of {on_en} was not held. Hold it, or put down a new date.")
PASSED = mark(
    "{of}: the review was due on {on_en}, and nobody wrote that it was held. Hold it, or put down a new date."
)


def check(facts: Facts) -> Iterator[Fault]:
    """One finding a contract in force: a missed meeting first, else a passed date."""
    for contract in in_force(facts):
        found = late(contract.review, facts.as_of)
        if found:
            message = MISSED if found.missed else PASSED
            yield finding(CODE, SEVERITY, at(contract, "review"), message, of=title(contract), on=found.day)
