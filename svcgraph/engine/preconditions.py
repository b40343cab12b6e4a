"""What the client owed first: a miss of the supplier after it is excused by the client, once (`4-attainment`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.engine.outcome import Outcome


def excused_by_client(made: tuple[Outcome, ...], preconditions: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """``made`` with the misses excused that follow a missed precondition; each excuses one miss at most.

    An occurrence depends on the precondition of the same measured period, else on the last one due by then. An
    excuse that the parties wrote down for such an occurrence uses it up.
    """
    used: set[int] = set()
    return tuple(_excused(made, preconditions, used))


def _excused(made: tuple[Outcome, ...], preconditions: tuple[Outcome, ...], used: set[int]) -> Iterator[Outcome]:
    for one in made:
        at = _matching(one, preconditions)
        missed = at is not None and at not in used and _missed(preconditions[at])
        if at is not None and missed and (one.excused or _missed(one)):
            used.add(at)
            yield replace(one, excused=True, client_fault=True)
        else:
            yield one


def _missed(outcome: Outcome) -> bool:
    return outcome.known and not outcome.met and not outcome.excused


def _matching(one: Outcome, preconditions: tuple[Outcome, ...]) -> int | None:
    day = one.occurrence.day
    found = None
    for index, candidate in enumerate(preconditions):
        span = candidate.occurrence.span
        if span is not None and span.first <= day <= span.last:
            return index
        if span is None and candidate.occurrence.day <= day:
            found = index
    return found
