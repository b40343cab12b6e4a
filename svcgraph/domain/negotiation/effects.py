"""What each change of a contract does to what was promised, and to whom it was promised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from svcgraph.domain.attainment import Alert
from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable, Objective
from svcgraph.domain.negotiation import records
from svcgraph.domain.negotiation.changes import Change, ChangeKind
from svcgraph.domain.negotiation.strength import Effect, combined, more, of_alerts, of_statements
from svcgraph.domain.objective import Statement
from svcgraph.domain.organisation import DayOff
from svcgraph.domain.text import Text


class Whose(StrEnum):
    """Whose promise a change touches."""

    SUPPLIER = "supplier"  # the supplier's commitment to its client
    CLIENT = "client"  # what the supplier expects of its client
    BOTH = "both"


class Reader(Protocol):
    """Reads sentences of people: `svcgraph.sentences`, which the domain does not know. None: not understood."""

    def statement(self, text: Text) -> Statement | None:
        """The objective's normal form."""

    def alert(self, text: str) -> Alert | None:
        """The alert level; None also when nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A change with its effect; ``whose`` is None where it touches nobody's promise."""

    change: Change
    effect: Effect
    whose: Whose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What differs between two states of a contract, under the names by which people ask for them."""

    contract_id: str
    before: str
    after: str
    changes: tuple[Weighed, ...]


def weigh(changes: Iterable[Change], after: Contract, reader: Reader) -> tuple[Weighed, ...]:
    """Each change with what it does. ``after`` is the contract as changed."""
    objectives = {one.id: one.objective for one in records.clauses(after) if isinstance(one, Criterion)}
    return tuple(_weighed(change, objectives.get(change.clause), reader) for change in changes)


def _weighed(change: Change, objective: Objective | None, reader: Reader) -> Weighed:
    effect = _effect(change, objective, reader)
    return Weighed(change=change, effect=effect, whose=None if effect is Effect.NONE else _whose(change.clause))


def _whose(clause: str) -> Whose:
    return {"d": Whose.SUPPLIER, "e": Whose.CLIENT}.get(clause[:1], Whose.BOTH)


def _effect(change: Change, objective: Objective | None, reader: Reader) -> Effect:
    if change.kind in (ChangeKind.MOVED, ChangeKind.RENUMBERED):
        return Effect.NONE
    if change.kind is not ChangeKind.CHANGED:
        return _of_part(change)
    field = change.field.removeprefix("counting.")
    if field == "objective.text":
        return _of_texts(change, reader)
    if field == "objective.alert":
        statement = reader.statement(objective.text) if objective else None
        return of_alerts(reader.alert(change.before), reader.alert(change.after), statement)
    if field in _FIELDS:
        return _FIELDS[field](change.before, change.after)
    measured = field.split(".")[-1] in _MEASURED and change.clause and change.before
    return Effect.UNCLEAR if measured else Effect.NONE


# What is counted, and how: changed, the same level may be easier or harder to reach.
_MEASURED = frozenset({
    "start", "stop", "counted", "timezone", "calendar", "definition", "formula", "aggregate", "minimum_sample", "unit",
    "acceptance", "volume", "text", "dimension",
})  # fmt: skip


def _of_part(change: Change) -> Effect:
    """A whole part there on one side only: a deliverable, criterion or objective is a promise, others are not."""
    part = change.before if change.after is None else change.after
    if isinstance(part, Deliverable) and part.state is not ClauseState.NEGOTIATED:
        return Effect.NONE
    if not isinstance(part, Deliverable | Criterion | Objective):
        return Effect.NONE
    return Effect.STRONGER if change.kind is ChangeKind.ADDED else Effect.WEAKER


def _of_texts(change: Change, reader: Reader) -> Effect:
    if not (change.before and change.after):
        return Effect.STRONGER if change.after else Effect.WEAKER
    before, after = reader.statement(change.before), reader.statement(change.after)
    return Effect.UNCLEAR if before is None or after is None else of_statements(before, after)


def _of_state(before: ClauseState, after: ClauseState) -> Effect:
    return more(before is ClauseState.NEGOTIATED, after is ClauseState.NEGOTIATED)


def _of_preconditions(before: tuple[str, ...], after: tuple[str, ...]) -> Effect:
    """Each one excuses the objective in some cases."""
    added = Effect.WEAKER if set(after) - set(before) else Effect.NONE
    return combined(added, Effect.STRONGER if set(before) - set(after) else Effect.NONE)


_CLOCK = re.compile(r"(\d{1,2})\s*(?:[h:]|heures?)?\s*(\d{2})?")
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s*%?")


def _of_cut_off(before: str, after: str) -> Effect:
    """What comes after it counts as received the next day: a later one is stronger, none is strongest."""
    read = [_clock(one) for one in (before, after)]
    if read[0] is None or read[1] is None:
        return Effect.UNCLEAR
    return more((read[0],), (read[1],))


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip().casefold())
    if not text.strip():
        return time.max
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _of_share(before: str, after: str) -> Effect:
    """The share of cases where the sentence states none: nothing written is all of them."""
    shares = [_share(one) for one in (before, after)]
    return Effect.UNCLEAR if shares[0] is None or shares[1] is None else more(shares[0], shares[1])


def _share(text: str) -> Fraction | None:
    found = _PERCENT.fullmatch(text.strip())
    if not text.strip():
        return Fraction(1)
    return Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else None


# From nothing due on a day off, to due before it.
_DAYS_OFF = (DayOff.SKIP, DayOff.NEXT, DayOff.KEEP, DayOff.PREVIOUS)


def _of_day_off(before: DayOff | None, after: DayOff | None) -> Effect:
    """None is the organisation's rule, which the contract does not tell."""
    if before is None or after is None:
        return Effect.UNCLEAR
    return more(_DAYS_OFF.index(before), _DAYS_OFF.index(after))


def _of_key(before: bool, after: bool) -> Effect:
    return more(before, after)


_FIELDS: dict[str, Callable[[Any, Any], Effect]] = {
    "state": _of_state,
    "objective.key": _of_key,
    "objective.depends_on": _of_preconditions,
    "objective.cut_off": _of_cut_off,
    "objective.day_off": _of_day_off,
    "objective.share": _of_share,
    "cut_off": _of_cut_off,
    "day_off": _of_day_off,
    "struck": lambda _before, _after: Effect.UNCLEAR,
}
