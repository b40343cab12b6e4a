"""What differs between two states of a contract, as values: every field of every clause is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation import records


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same clauses in another order
    RENUMBERED = "renumbered"  # both sides gave one new id to two things: theirs has another


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. ``clause`` is the nearest id (``d1.c2``, "" for the contract), ``field`` what of it.

    ADDED and REMOVED of a whole clause have no field. ``before`` and ``after`` are the domain's own values: a
    `Text`, a date, a tuple, a whole clause; None where there is none. MOVED and RENUMBERED have ids there.
    """

    kind: ChangeKind
    clause: str = ""
    field: str = ""
    before: Any = None
    after: Any = None

    @property
    def path(self) -> str:
        """``d1.c2.objective.text``: what people type to name it."""
        return records.joined(self.clause, self.field)


def compare(before: Contract, after: Contract) -> tuple[Change, ...]:
    """All differences, in the order of the contract's fields and clauses; none for two that say the same."""
    return tuple(_record(before, after, "", ""))


def _record(before: Any, after: Any, clause: str, field: str) -> Iterator[Change]:
    """Two records of one kind. Their id, where they have one, names the clause from here on."""
    for name in records.names(type(after)):
        old, new = getattr(before, name), getattr(after, name)
        if not records.alike(old, new):
            yield from _value(old, new, clause, records.joined(field, name))


def _value(old: Any, new: Any, clause: str, field: str) -> Iterator[Change]:
    if records.is_clauses(old, new):
        yield from _clauses(old, new, clause, field)
    elif records.are_one(old, new):
        yield from _record(old, new, *records.where(new, clause, field))
    elif records.is_record(old) or records.is_record(new):
        yield from (_whole(old, None, clause, field),) if old is not None else ()
        yield from (_whole(None, new, clause, field),) if new is not None else ()
    else:
        yield Change(kind=ChangeKind.CHANGED, clause=clause, field=field, before=old, after=new)


def _whole(old: Any, new: Any, clause: str, field: str) -> Change:
    """A part that is there on one side only."""
    one = old if new is None else new
    kind = ChangeKind.REMOVED if new is None else ChangeKind.ADDED
    clause, field = records.where(one, clause, field)
    return Change(kind=kind, clause=clause, field=field, before=old, after=new)


def _clauses(old: tuple[Any, ...], new: tuple[Any, ...], clause: str, field: str) -> Iterator[Change]:
    before, after = records.by_key(old), records.by_key(new)
    yield from (_whole(item, None, clause, field) for name, item in before.items() if name not in after)
    kept = tuple(name for name in before if name in after)
    now = tuple(name for name in after if name in before)
    if kept != now:
        yield Change(kind=ChangeKind.MOVED, clause=clause, field=field, before=kept, after=now)
    for name, item in after.items():
        if name not in before:
            yield _whole(None, item, clause, field)
        elif not records.alike(before[name], item):
            yield from _record(before[name], item, *records.where(item, clause, field))
