"""A form that came back, in words: what it changes, what is in conflict, what stays of ours, what was odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.negotiation.effects import Weighed
from svcgraph.domain.negotiation.threeway import Merged
from svcgraph.errors import Fault
from svcgraph.i18n import Words, mark
from svcgraph.views.changes import change_sentence, conflict_sentence, sentence

UNCHANGED = mark("{file}: {id}, nothing changed")
CONFLICT = mark("conflict, not settled: {what}")
SETTLED = {"ours": mark("conflict, ours stands: {what}"), "theirs": mark("conflict, theirs stands: {what}")}
KEPT = mark("changed by us since the form was printed, and kept: {what}")
UNKNOWN = mark("--settle {key}: no conflict has this key")
HOW = mark("Nothing of {file} is written. Settle: --ours, --theirs, or --settle {key}=ours|theirs")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFacts:
    """What there is to tell of one form."""

    file: str
    contract_id: str
    merged: Merged
    changes: tuple[Weighed, ...]
    notes: tuple[Fault, ...]


def received_text(facts: ReceivedFacts, words: Words) -> Iterator[str]:
    """One line a fact: changes, then conflicts, what stays of ours, and what was odd about the form."""
    named = {"file": facts.file, "id": facts.contract_id}
    if facts.changes:
        many = len(facts.changes)
        yield words.plural("{file}: {id}, {n} change", "{file}: {id}, {n} changes", many, n=many, **named) + "\n"
    else:
        yield words(UNCHANGED, **named) + "\n"
    yield from (f"  {line}\n" for line in _lines(facts, words))
    if facts.merged.unsettled:
        yield f"  {words(HOW, file=facts.file, key=facts.merged.unsettled[0].key)}\n"


def _lines(facts: ReceivedFacts, words: Words) -> Iterator[str]:
    for weighed in facts.changes:
        yield sentence(weighed, words)
    for conflict in facts.merged.conflicts:
        said = SETTLED[conflict.side.value] if conflict.side else CONFLICT
        yield words(said, what=conflict_sentence(conflict, words))
    for change in facts.merged.kept:
        yield words(KEPT, what=change_sentence(change, words))
    for key in facts.merged.unknown:
        yield words(UNKNOWN, key=key)
    for note in facts.notes:
        yield words(note.message, **dict(note.parameters))
