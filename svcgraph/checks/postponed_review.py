"""A review meeting was put off, and has not been made up for yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "postponed-review"
SEVERITY = Severity.NOTE
FINDS = mark("A review meeting was put off")


def check(facts: Facts) -> Iterator[Fault]:
    """Postponed dates since the last meeting, where the next one is planned after the day.

    Without a next date it is overdue, which is another check's finding.
    """
    for contract in in_force(facts):
        review, today = contract.review, facts.as_of
        last = max((day for day in review.held if day <= today), default=date.min)
        postponed = [day for day in review.postponed if last < day <= today]
        if postponed and review.next and review.next.date() > today:
            yield finding(
                CODE,
                SEVERITY,
                at(contract, "review"),
                mark("{of}: the review of {on_en} was postponed to {to_en}. See that it is held."),
                of=title(contract),
                on=max(postponed),
                to=review.next.date(),
            )
