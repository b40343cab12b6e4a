"""The three-way merge of a negotiation: what was sent, what came back, and what the contract has become meanwhile.

By stable ids. Changed on one side wins; the same change on both is none of anybody's business; changed on both
differently, or deleted on one and changed on the other, is a conflict: named, and for people to settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation import records
from svcgraph.domain.negotiation.changes import Change, ChangeKind, compare
from svcgraph.domain.negotiation.renumber import Given, renumbered
from svcgraph.domain.negotiation.rows import order
from svcgraph.domain.text import Text

LANGUAGES = ("fr", "en")  # the fields of a `Text`


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Changed on both sides, differently. ``field`` is "" where one side deleted the whole clause.

    The three values are the domain's own; None is "not there". ``side`` is how it was settled, None if it was not.
    """

    clause: str
    field: str
    base: Any
    theirs: Any
    ours: Any
    side: Side | None = None

    @property
    def key(self) -> str:
        """``d1.c2.objective.text``: what `Settling` and people name it by."""
        return records.joined(self.clause, self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How conflicts are settled: ``clauses`` by their key, the others all for one side, or (None) not at all."""

    all: Side | None = None
    clauses: tuple[tuple[str, Side], ...] = ()

    def side(self, key: str) -> Side | None:
        return dict(self.clauses).get(key, self.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """``contract`` has our value wherever a conflict is not settled: it may be written only when none is left.

    ``changes``: what differs from our contract. ``kept``: what differs from the form that came back, because we
    changed it meanwhile or settled it our way. So whatever either side had stands in the contract or is named.
    ``unknown``: keys of the settling that name no conflict.
    """

    contract: Contract
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    kept: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unsettled(self) -> tuple[Conflict, ...]:
        return tuple(one for one in self.conflicts if one.side is None)


def merge(
    base: Contract, theirs: Contract, ours: Contract, *, settle: Settling | None = None, used: Iterable[str] = ()
) -> Merged:
    """Theirs into ours, by what both have made of ``base``.

    ``used``: clause ids of earlier versions, which are not given again. A translation that did not follow its
    original is marked as stale. Raises ValueError for three states that are not of one contract, or for a
    clause id that stands twice in one list.
    """
    if len({base.id, theirs.id, ours.id}) != 1:
        raise ValueError(f"not one contract: {base.id}, {theirs.id}, {ours.id}")
    settling = settle or Settling()
    theirs, given, known = renumbered(base, theirs, ours, used)
    at = _Merge(settling, [])
    contract = at.record(base, theirs, ours, "", "")
    keys = {one.key for one in at.conflicts}
    return Merged(
        contract=contract,
        changes=(*compare(ours, contract), *_new_ids(given)),
        conflicts=tuple(at.conflicts),
        kept=(*compare(theirs, contract), *_new_ids(known)),
        unknown=tuple(key for key, _ in settling.clauses if key not in keys),
    )


def _new_ids(given: Given) -> Iterable[Change]:
    return (Change(kind=ChangeKind.RENUMBERED, clause=new, before=old, after=new) for old, new in given)


@dataclass(frozen=True, slots=True)
class _Merge:
    settling: Settling
    conflicts: list[Conflict]

    def record(self, base: Any, theirs: Any, ours: Any, clause: str, field: str) -> Any:
        """One record, field by field. ``base`` is None where both sides added it."""
        made = {}
        for name in records.names(type(ours)):
            old = records.untouched(type(ours), name) if base is None else getattr(base, name)
            parts = (old, getattr(theirs, name), getattr(ours, name))
            made[name] = self.value(*parts, clause, records.joined(field, name))
        return replace(ours, **made)

    def value(self, base: Any, theirs: Any, ours: Any, clause: str, field: str) -> Any:
        if records.is_clauses(base, theirs, ours):
            return self.clauses(base, theirs, ours, clause, field)
        if isinstance(ours, tuple):
            return _plain(base, theirs, ours)
        if records.are_one(theirs, ours) and (base is None or records.are_one(base, ours)):
            return self.record(base, theirs, ours, *records.where(ours, clause, field))
        ids = {one.id for one in (base, theirs, ours) if records.has_id(one)}
        return self.one(base, theirs, ours, *((ids.pop(), "") if len(ids) == 1 else (clause, field)))

    def one(self, base: Any, theirs: Any, ours: Any, clause: str, field: str) -> Any:
        """A value that is one side's or the other's."""
        if records.alike(theirs, ours) or records.alike(base, theirs):
            return ours
        if records.alike(base, ours):
            return _marked(base, theirs)
        found = Conflict(clause=clause, field=field, base=base, theirs=theirs, ours=ours)
        side = self.settling.side(found.key)
        self.conflicts.append(replace(found, side=side))
        return _marked(base, theirs) if side is Side.THEIRS else ours

    def clauses(
        self, base: tuple[Any, ...], theirs: tuple[Any, ...], ours: tuple[Any, ...], clause: str, field: str
    ) -> tuple[Any, ...]:
        before, they, we = map(records.by_key, (base, theirs, ours))
        made = {}
        for name in dict.fromkeys((*we, *they)):
            states = before.get(name), they.get(name), we.get(name)
            known = next(one for one in states if one is not None)
            made[name] = self.clause(*states, *records.where(known, clause, field))
        present = {name: item for name, item in made.items() if item is not None}
        return tuple(present[name] for name in order(tuple(before), tuple(they), tuple(we), present))

    def clause(self, base: Any, theirs: Any, ours: Any, clause: str, field: str) -> Any:
        """The clause as both sides made it; None where it is gone."""
        whole = theirs is not None and ours is not None
        return (self.record if whole else self.one)(base, theirs, ours, clause, field)


def _marked(base: Any, theirs: Any) -> Any:
    """Theirs, a translation marked where only its original was changed. One that was stale may have caught up."""
    if not (isinstance(base, Text) and isinstance(theirs, Text)):
        return theirs
    changed = [language for language in LANGUAGES if getattr(base, language) != getattr(theirs, language)]
    if len(changed) != 1 or not getattr(base, changed[0]) or base.stale in changed:
        return replace(theirs, stale="")
    other = next(language for language in LANGUAGES if language not in changed)
    return replace(theirs, stale=other if getattr(theirs, other) else "")


def _plain(base: Sequence[Any], theirs: Sequence[Any], ours: Sequence[Any]) -> tuple[Any, ...]:
    """Words, dates or parts without ids: theirs alone where only theirs changed, else both sides' additions."""
    if records.alike(base, theirs) or records.alike(theirs, ours):
        return tuple(ours)
    if records.alike(base, ours):
        return tuple(theirs)
    dropped = [item for item in base if not records.among(item, theirs)]
    kept = [item for item in ours if not records.among(item, dropped)]
    before = kept
    for place, item in enumerate(theirs):
        if not (records.among(item, base) or records.among(item, kept)):
            before = _after(item, theirs[:place], before)
    return tuple(before)


def _after(item: Any, leading: Sequence[Any], items: list[Any]) -> list[Any]:
    """``items`` with ``item`` behind the last of ``leading`` that is there, else in front."""
    places = [place for place, one in enumerate(items) if leading and records.alike(one, leading[-1])]
    if leading and not places:
        return _after(item, leading[:-1], items)
    at = places[-1] + 1 if places else 0
    return [*items[:at], item, *items[at:]]
