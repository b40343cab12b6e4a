"""A review meeting was not held, or none is planned: without it a contract is paper (`1-method`, step 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.contract import Contract, Review
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "overdue-review"
SEVERITY = Severity.WARNING

MISSED = mark("{of}: the review of {on_en} was not held. Hold it, or put down a new date.")
PASSED = mark(
    "{of}: the review was due on {on_en}, and nobody wrote that it was held. Hold it, or put down a new date."
)
UNPLANNED = mark("{of}: no review is planned. Agree on the date of the next one.")


def check(facts: Facts) -> Iterator[Fault]:
    """One finding a contract in force: a missed meeting first, else a passed date, else none planned.

    A meeting held on the same day or later makes up for what was missed before.
    """
    for contract in in_force(facts):
        review, today = contract.review, facts.as_of
        last = max((day for day in review.held if day <= today), default=date.min)
        due = review.next.date() if review.next else date.min
        missed = [day for day in review.missed if last < day <= today]
        if missed:
            yield _told(contract, MISSED, max(missed))
        elif last < due <= today:
            yield _told(contract, PASSED, due)
        elif not _ahead(review, due, today):
            yield _told(contract, UNPLANNED, None)


def _ahead(review: Review, due: date, today: date) -> bool:
    """Whether a meeting was still to come: seen from an earlier day, those held or missed since were."""
    return any(day > today for day in (due, *review.held, *review.missed, *review.postponed))


def _told(contract: Contract, message: str, day: date | None) -> Fault:
    told = {"of": title(contract)} | ({"on": day} if day else {})
    return finding(CODE, SEVERITY, at(contract, "review"), message, **told)
