"""Which version of a contract is in force on a day (`7-rulings` "Contract states and hash").

A contract that is negotiated anew leaves nothing unregulated: what was agreed stays in force as it was agreed until
the new version is agreed and starts. A version is in force from its start to its end, or to the start of the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from svcgraph.domain.contract import Contract, Criterion, Deliverable, Status

APPROVED = (Status.AGREED, Status.ACTIVE, Status.SUSPENDED, Status.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The contracts as they stand on a day, and all other versions that were or will be in force."""

    contracts: tuple[Contract, ...]
    others: tuple[Contract, ...]


def standing(contracts: Iterable[Contract], history: Iterable[Contract], day: date) -> Standing:
    """Each of ``contracts`` in the version in force on ``day``; as it is now where none is.

    ``history``: earlier versions. What both sides go on writing (actions, meetings, minutes, open points) is always
    that of today's file.
    """
    earlier: dict[str, list[Contract]] = {}
    for one in history:
        earlier.setdefault(one.id, []).append(one)
    found, others = [], []
    for contract in contracts:
        known = tuple(_agreed((*earlier.pop(contract.id, ()), contract)))
        valid = _on(known, day)
        found.append(contract if valid is None else _carried_on(valid, contract))
        others += [one for one in known if one is not (valid or contract)]
    return Standing(contracts=tuple(found), others=(*others, *(one for left in earlier.values() for one in left)))


def last_agreed(contract: Contract, history: Iterable[Contract]) -> Contract | None:
    """The version that was agreed before what ``contract`` is becoming; None when it is the first."""
    known = tuple(_agreed(one for one in history if one.id == contract.id))
    numbered = tuple(one for one in known if one.version == contract.version)
    return next(reversed(numbered or known), None)


def _agreed(versions: Iterable[Contract]) -> Iterator[Contract]:
    """Those that people agreed to, by their start; of two with one start the one named last comes last."""
    agreed = (one for one in versions if one.status in APPROVED)
    yield from sorted(agreed, key=lambda one: one.start or date.min)


def _on(versions: tuple[Contract, ...], day: date) -> Contract | None:
    begun = [one for one in versions if (one.start or date.min) <= day]
    if not begun:
        return None
    last = begun[-1]
    if last.status is Status.ENDED and last.end is not None and day < last.end:
        return replace(last, status=Status.ACTIVE)  # it was, on that day
    return last if last.in_force(day) else None


def _carried_on(valid: Contract, now: Contract) -> Contract:
    """``valid`` with what is written on without signing again, at the places of today's file."""
    if valid is now or (valid.version == now.version and valid.place_file == now.place_file):
        return valid
    lines = {item.id: item.line for item in _items(now)}
    lines |= {one.id: one.line for item in _items(now) for one in item.criteria}
    review = replace(
        valid.review,
        held=now.review.held,
        missed=now.review.missed,
        postponed=now.review.postponed,
        next=now.review.next,
        minutes=now.review.minutes,
    )
    return replace(
        valid,
        deliverables=tuple(_at(item, lines) for item in valid.deliverables),
        expectations=tuple(_at(item, lines) for item in valid.expectations),
        review=review,
        actions=now.actions,
        open_points=now.open_points,
        place_file=now.place_file,
    )


def _items(contract: Contract) -> tuple[Deliverable, ...]:
    return (*contract.deliverables, *contract.expectations)


def _at(item: Deliverable, lines: dict[str, int]) -> Deliverable:
    criteria = tuple(_criterion_at(one, lines) for one in item.criteria)
    return replace(item, line=lines.get(item.id, 0), criteria=criteria)


def _criterion_at(one: Criterion, lines: dict[str, int]) -> Criterion:
    return replace(one, line=lines.get(one.id, 0))
