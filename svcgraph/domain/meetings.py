"""Review meetings of a contract (*réunions de suivi*): the last one held, what is late, what the next one looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract, Review
from svcgraph.domain.objective.calendar import add_months

AHEAD = 1  # months: the sheet of a meeting that is nearer is made by `build`


@dataclass(frozen=True, slots=True)
class Late:
    """A meeting that did not take place, as far as anybody wrote. ``missed``: somebody wrote that it did not."""

    day: date
    missed: bool


def late(review: Review, today: date) -> Late | None:
    """A missed meeting, else a passed date; one held on the same day or later makes up for what was before."""
    last = last_held(review, today) or date.min
    due = review.next.date() if review.next else date.min
    missed = [day for day in review.missed if last < day <= today]
    if missed:
        return Late(max(missed), missed=True)
    return Late(due, missed=False) if last < due <= today else None


def last_held(review: Review, today: date) -> date | None:
    """The day of the last meeting held by the end of ``today``; None before the first."""
    return max((day for day in review.held if day <= today), default=None)


def since_last(contract: Contract, today: date) -> Period | None:
    """The days that the next meeting looks at: from the last one held, else from the contract's start, to ``today``.

    The day of the last meeting is in both: what was due on it may not have been known at the table, and nothing is to
    fall between two meetings. None where nothing has begun.
    """
    first = last_held(contract.review, today) or contract.start
    return Period(first=first, last=today) if first and first <= today else None


def sheet_wanted(contract: Contract, today: date) -> bool:
    """Whether `build` makes the sheet: a contract in force whose meeting is overdue or within the coming month."""
    review = contract.review
    if not contract.in_force(today):
        return False
    near = review.next is not None and today <= review.next.date() <= add_months(today, AHEAD)
    return near or late(review, today) is not None
