"""Changes of a contract in sentences: "d1.c2 Objective: was “…”, now “…”", and whom they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from svcgraph.domain.contract import Action, Criterion, Deliverable, Indicator, Objective
from svcgraph.domain.negotiation.changes import Change, ChangeKind
from svcgraph.domain.negotiation.effects import Differences, Weighed, Whose
from svcgraph.domain.negotiation.strength import Effect
from svcgraph.domain.negotiation.threeway import Conflict
from svcgraph.domain.session import OpenPoint
from svcgraph.i18n import Words, mark
from svcgraph.views.change_words import label, said
from svcgraph.views.dates import last_day
from svcgraph.views.tables import Cell, Column, Table, Term

_EFFECTS = {
    (Effect.STRONGER, Whose.SUPPLIER): mark("strengthens the supplier’s commitment to its client"),
    (Effect.WEAKER, Whose.SUPPLIER): mark("weakens the supplier’s commitment to its client"),
    (Effect.UNCLEAR, Whose.SUPPLIER): mark("changes the supplier’s commitment to its client: cannot be compared"),
    (Effect.STRONGER, Whose.CLIENT): mark("strengthens what the supplier expects of its client"),
    (Effect.WEAKER, Whose.CLIENT): mark("weakens what the supplier expects of its client"),
    (Effect.UNCLEAR, Whose.CLIENT): mark("changes what the supplier expects of its client: cannot be compared"),
    (Effect.STRONGER, Whose.BOTH): mark("strengthens the commitments of both"),
    (Effect.WEAKER, Whose.BOTH): mark("weakens the commitments of both"),
    (Effect.UNCLEAR, Whose.BOTH): mark("changes the commitments of both: cannot be compared"),
}
_KINDS = {
    ChangeKind.ADDED: mark("added"),
    ChangeKind.REMOVED: mark("removed"),
    ChangeKind.CHANGED: mark("changed"),
    ChangeKind.MOVED: mark("moved"),
    ChangeKind.RENUMBERED: mark("renumbered"),
}
_WHOSE = {
    Whose.SUPPLIER: mark("the supplier’s commitment"),
    Whose.CLIENT: mark("what the supplier expects"),
    Whose.BOTH: mark("both sides"),
}
_STRENGTH = {
    Effect.STRONGER: mark("stronger"),
    Effect.WEAKER: mark("weaker"),
    Effect.UNCLEAR: mark("cannot be compared"),
    Effect.NONE: mark("no effect"),
}


def changes_table(weighed: Iterable[Weighed], words: Words, *, title: str = "") -> Table:
    """One line a change: where, what was, what is, and what it does to the promise and to whose."""
    columns = (
        Column(key="clause", title=words("Clause"), width=10),
        Column(key="field", title="field", data=True),
        Column(key="what", title=words("What"), width=24),
        Column(key="kind", title=words("Change"), width=12, codes=tuple(one.value for one in ChangeKind)),
        Column(key="before", title=words("Before"), width=32),
        Column(key="after", title=words("After"), width=32),
        Column(key="effect", title=words("The promise is"), width=16, codes=tuple(one.value for one in Effect)),
        Column(key="whose", title=words("Whose"), width=24, codes=("", *(one.value for one in Whose))),
        Column(key="sentence", title=words("In words"), width=60, wide=True),
    )
    return Table(title=title, columns=columns, rows=tuple(_row(one, words) for one in weighed))


def changes_text(found: Differences, words: Words) -> Iterator[str]:
    """One line a change, those that touch a promise first; and how many did what."""
    yield words("{id}: from {before} to {after}", id=found.contract_id, before=found.before, after=found.after) + "\n"
    for weighed in sorted(found.changes, key=lambda one: one.whose is None):
        yield f"  {sentence(weighed, words)}\n"
    if not found.changes:
        yield f"  {words('nothing changed')}\n"
        return
    counts = (f"{_count(found, effect)} {words(_STRENGTH[effect])}" for effect in Effect if _count(found, effect))
    yield words("{n} changes: {counts}", n=len(found.changes), counts=", ".join(counts)) + "\n"


def _count(found: Differences, effect: Effect) -> int:
    return sum(one.effect is effect for one in found.changes)


def _row(weighed: Weighed, words: Words) -> tuple[Cell, ...]:
    change, whose = weighed.change, weighed.whose
    return (
        change.clause,
        change.field,
        _what(change, words),
        Term(words(_KINDS[change.kind]), change.kind.value),
        _value(change.before, words, change.field),
        _value(change.after, words, change.field),
        Term(words(_STRENGTH[weighed.effect]), weighed.effect.value),
        Term(words(_WHOSE[whose]) if whose else "", whose.value if whose else ""),
        sentence(weighed, words),
    )


def sentence(weighed: Weighed, words: Words) -> str:
    """The change in one sentence, with what it does to the promise where it does something."""
    told = change_sentence(weighed.change, words)
    if weighed.whose is None:
        return told
    return words("{change} – {effect}", change=told, effect=words(_EFFECTS[weighed.effect, weighed.whose]))


def change_sentence(change: Change, words: Words) -> str:
    """``d1.c2 Objective: was “…”, now “…”``."""
    change = _grown(change)
    what = " ".join(filter(None, (change.clause, _what(change, words))))
    before, after = (_value(one, words, change.field) for one in (change.before, change.after))
    if change.kind is ChangeKind.RENUMBERED:
        return words("{new}: came back as {old}, a number that another clause has by now", new=after, old=before)
    return words(_pattern(change.kind, before, after), what=what, before=before, after=after)


def _grown(change: Change) -> Change:
    """A list to which something was added, as that: nobody reads what stands there as before."""
    before, after = change.before, change.after
    both = isinstance(before, tuple) and isinstance(after, tuple)
    if change.kind is not ChangeKind.CHANGED or not both or not before or after[: len(before)] != before:
        return change
    return replace(change, kind=ChangeKind.ADDED, before=None, after=after[len(before) :])


def _pattern(kind: ChangeKind, before: str, after: str) -> str:
    if kind is ChangeKind.MOVED:
        return mark("{what}: order was {before}, now {after}")
    if kind is ChangeKind.ADDED:
        return mark("{what}: added, “{after}”") if after else mark("{what}: added")
    if kind is ChangeKind.REMOVED:
        return mark("{what}: removed, was “{before}”") if before else mark("{what}: removed")
    if not before:
        return mark("{what}: was empty, now “{after}”")
    return mark("{what}: was “{before}”, now “{after}”") if after else mark("{what}: was “{before}”, now empty")


def conflict_sentence(conflict: Conflict, words: Words) -> str:
    """What both sides made of one place; the key is what settles it."""
    clause, field = conflict.clause, conflict.field
    change = Change(kind=ChangeKind.CHANGED, clause=clause, field=field, before=conflict.ours, after=conflict.theirs)
    values = (_value(one, words, field) or words("nothing") for one in (conflict.base, conflict.theirs, conflict.ours))
    sent, theirs, ours = values
    return words(
        "{key} ({what}): sent “{sent}”, the form says “{theirs}”, the contract now says “{ours}”",
        key=conflict.key,
        what=_what(change, words) or clause,
        sent=sent,
        theirs=theirs,
        ours=ours,
    )


def _what(change: Change, words: Words) -> str:
    """The field's label; for a whole clause what kind of clause it is."""
    if change.field:
        return label(change.field, words)
    part = change.before if change.after is None else change.after
    kinds = (
        (Criterion, mark("Criterion")),
        (Indicator, mark("Indicator")),
        (Action, mark("Action")),
        (OpenPoint, mark("Point")),
    )
    known = next((word for kind, word in kinds if isinstance(part, kind)), None)
    if isinstance(part, Deliverable):
        known = mark("Expectation") if part.id.startswith("e") else mark("Deliverable")
    return words(known) if known else ""


def _value(value: Any, words: Words, field: str) -> str:
    """A value in few words: of a whole clause what it says first, not all of its parts; of an end the last day."""
    if field == "end" and value is not None:
        return said(last_day(value), words)
    if isinstance(value, Deliverable | Indicator):
        return value.name.read(words.language)
    if isinstance(value, Criterion):
        objective = value.objective.text.read(words.language) if value.objective else ""
        return " – ".join(filter(None, (value.text.read(words.language), objective)))
    if isinstance(value, Objective):
        return value.text.read(words.language)
    if isinstance(value, Action | OpenPoint):
        return (value.action if isinstance(value, Action) else value.point).read(words.language)
    return said(value, words)
