"""When a contract was last touched and how often, from what is written in it: never from the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from svcgraph.domain.contract import Action, Contract

BEGINNING = date(2000, 1, 1)  # of what bears no date at all


def changed(contract: Contract, today: date) -> date:
    """The last day noted in ``contract``, not after ``today``: signatures, meetings, actions done, its start."""
    review = contract.review
    noted: Iterable[date | None] = (
        contract.start,
        *(one.date for one in contract.approvals),
        *review.held,
        *review.missed,
        *review.postponed,
        *(one.date for one in review.minutes),
        *(one.done_on for one in contract.actions),
    )
    return max((day for day in noted if day and day <= today), default=BEGINNING)


def sequence(contract: Contract, versions: int = 0) -> int:
    """How often it was touched: earlier ``versions``, signatures, lines of its history, meetings noted."""
    review = contract.review
    meetings = (*review.held, *review.missed, *review.postponed, *review.minutes)
    return versions + len(contract.history) + len(contract.approvals) + len(meetings)


def steps(action: Action) -> int:
    """How far an action has gone: its own part of the sequence."""
    return ("to start", "under way", "done", "dropped").index(action.status)
