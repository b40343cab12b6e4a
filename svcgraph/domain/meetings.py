"""Review meetings that are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svcgraph.domain.contract import Review


@dataclass(frozen=True, slots=True)
class Late:
    """A meeting that did not take place, as far as anybody wrote. ``missed``: somebody wrote that it did not."""

    day: date
    missed: bool


def late(review: Review, today: date) -> Late | None:
    """A missed meeting, else a passed date; one held on the same day or later makes up for what was before."""
    last = max((day for day in review.held if day <= today), default=date.min)
    due = review.next.date() if review.next else date.min
    missed = [day for day in review.missed if last < day <= today]
    if missed:
        return Late(max(missed), missed=True)
    return Late(due, missed=False) if last < due <= today else None
