"""New ids for what came back under an id that we gave to something else meanwhile (ids are given once)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation import records

Given = tuple[tuple[str, str], ...]  # old and new id


def renumbered(
    base: Contract, theirs: Contract, ours: Contract, used: Iterable[str] = ()
) -> tuple[Contract, Given, Given]:
    """``theirs`` with other ids for its clashing additions, wherever they are named: those given now, those known.

    An addition that our contract already has under another id (a form received twice) takes that one.
    """
    taken = {*used, *(item.id for one in (base, theirs, ours) for item in records.clauses(one))}
    clashes = tuple(_clashes(base, theirs, ours))
    known: dict[str, str] = {}
    given: dict[str, str] = {}
    for item, rivals in clashes:
        here = _already(item, rivals, {*known.values()})
        if here:
            known[item.id] = here
        else:
            given[item.id] = _free(item.id, taken)
            taken.add(given[item.id])
    return records.renamed(theirs, known | given), tuple(given.items()), tuple(known.items())


def _clashes(base: Any, theirs: Any, ours: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each addition of theirs whose id is another addition of ours, with all of our additions beside it."""
    for name in records.names(type(ours)):
        parts = tuple(getattr(one, name) for one in (base, theirs, ours))
        if records.is_clauses(*parts):
            yield from _clashing(*(records.by_key(part) for part in parts))
        elif records.are_one(*parts):
            yield from _clashes(*parts)


def _clashing(
    base: dict[str, Any], theirs: dict[str, Any], ours: dict[str, Any]
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    new = tuple(item for name, item in ours.items() if name not in base and name not in theirs)
    for name, item in theirs.items():
        if name in base and name in ours:
            yield from _clashes(base[name], item, ours[name])
        elif name not in base and name in ours and records.has_id(item) and not _alike(item, ours[name]):
            yield item, new


def _already(item: Any, ours: Iterable[Any], taken: set[str]) -> str:
    """The id under which our contract has ``item``, or ""."""
    found = (
        other.id
        for other in ours
        if other.id not in taken and _alike(records.renamed(item, {item.id: other.id}), other)
    )
    return next(found, "")


def _alike(item: Any, other: Any) -> bool:
    """Whether both are one addition: the clauses that they name may have other ids by now."""
    return records.alike(item, other, but=records.REFERENCES)


def _free(clause: str, taken: set[str]) -> str:
    """The next number after all that were ever given in that list."""
    stem, _ = records.split_id(clause)
    numbers = (number for before, number in map(records.split_id, taken) if before == stem)
    return f"{stem}{max(numbers, default=0) + 1}"
