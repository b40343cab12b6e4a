"""No review meeting is planned: without it a contract is paper (`1-method`, step 7)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.contract import Review
from svcgraph.domain.facts import Facts
from svcgraph.domain.meetings import late
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unplanned-review"
SEVERITY = Severity.WARNING
FINDS = mark("No review meeting is planned")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force without a date for the next meeting; an overdue meeting is another check's finding."""
    for contract in in_force(facts):
        if late(contract.review, facts.as_of) is None and not _ahead(contract.review, facts):
            message = mark("{of}: no review is planned. Agree on the date of the next one.")
            yield finding(CODE, SEVERITY, at(contract, "review"), message, of=title(contract))


def _ahead(review: Review, facts: Facts) -> bool:
    """Whether a meeting was still to come: seen from an earlier day, those held or missed since were."""
    due = (review.next.date(),) if review.next else ()
    return any(day > facts.as_of for day in (*due, *review.held, *review.missed, *review.postponed))
