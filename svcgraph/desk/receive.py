"""``svcgraph contracts receive``: a form that came back, merged into the contract as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svcgraph.desk.baseline import with_baseline
from svcgraph.desk.contracts import Held, new_file, read_contract, write_contract
from svcgraph.domain.contract import Contract, Criterion, Status
from svcgraph.domain.fingerprint import fingerprint
from svcgraph.domain.negotiation import records
from svcgraph.domain.negotiation.effects import Weighed, weigh
from svcgraph.domain.negotiation.received import merge_received, to_keep
from svcgraph.domain.negotiation.states import STANDING
from svcgraph.domain.negotiation.threeway import Merged, Settling
from svcgraph.errors import Fault, Place, Severity, SvcgraphError, Unreadable
from svcgraph.forms import readers
from svcgraph.forms.apply import theirs
from svcgraph.i18n import Words, mark
from svcgraph.sentences.reader import SentenceReader
from svcgraph.store.contracts import FOLDER
from svcgraph.store.contracts.edit import edit
from svcgraph.story import Story
from svcgraph.views.received import ReceivedFacts

LARGEST = 50_000_000  # bytes
ADOPTED = mark("{id} was a draft: it is adopted hereby, and in negotiation.")
NEGOTIATED = mark("{id} is in negotiation now.")
APPROVED = mark("{id} was approved as it stood: the approvals no longer hold for what it says now.")
ANEW = mark("{id} is negotiated anew: what was agreed stays in force until both sides agree to the new version.")
NOT_READ = mark("{file} cannot be read: {problem}")
NO_LEVEL = mark(
    "{clause}: the objective “{sentence}” cannot be measured as it is written; “svcgraph objective” shows where "
    "reading stops."
)
TOO_LARGE = mark("The file has {size} bytes; at most {most} are read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One form, read and merged; nothing is written yet.

    ``changes`` are those of our contract, each with its effect on the promise. ``before`` and ``after`` are the
    bytes of the contract's file (``before`` None: a draft is adopted). ``notes`` tell what is odd about the form,
    ``said`` what becomes of the contract.
    """

    file: str
    contract_id: str
    merged: Merged
    changes: tuple[Weighed, ...]
    before: bytes | None
    after: bytes
    notes: tuple[Fault, ...] = ()
    said: tuple[Fault, ...] = ()

    @property
    def facts(self) -> ReceivedFacts:
        """What there is to tell of it."""
        return ReceivedFacts(
            file=self.file,
            contract_id=self.contract_id,
            merged=self.merged,
            changes=self.changes,
            notes=(*self.notes, *self.said),
        )

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing to write, and nothing to settle."""
        return not self.changes and not self.merged.conflicts


def examine(story: Story, path: Path, *, settle: Settling | None = None, words: Words | None = None) -> Received:
    """The form in ``path`` beside the contract as ``story`` has it.

    ``words``: the language of the comments when a draft is adopted. Raises Unreadable with the reason (no form,
    damaged, another workspace, the contract's file has errors); `edit.EditRefused` where the change has no place.
    """
    file = path.name
    answers = readers.read(_bytes(path, file), file, story.workspace.settings.workspace)
    came = theirs(answers, story.organisation, file=file)
    base = answers.base.contract
    held = read_contract(story.workspace.root, base.id)
    ours = next((one for one in story.on_the_table if one.id == base.id), held.contract if held else base)
    used = [one.id for old in story.workspace.history if old.id == base.id for one in records.clauses(old)]
    merged = merge_received(base, came.contract, ours, settle=settle, used=used)
    kept = to_keep(merged.contract, held.contract if held else None)
    open_ = bool(merged.unsettled) or not merged.changes
    return Received(
        file=file,
        contract_id=base.id,
        merged=merged,
        changes=weigh(merged.changes, merged.contract, SentenceReader()),
        before=held.content if held else None,
        after=(held.content if held else b"") if open_ else _file(held, kept, story, words),
        notes=(*came.notes, *_wishes(merged.contract, ours)),
        said=() if open_ else tuple(_said(held, kept)),
    )


def write(story: Story, received: Received) -> tuple[str, ...]:
    """Writes what `examine` found; returns the files written, none when nothing changed.

    Raises SvcgraphError when conflicts are not settled, or when the contract's file was changed meanwhile.
    """
    if received.merged.unsettled:
        said = mark("{file}: {n} conflicts are not settled: nothing is written.")
        raise SvcgraphError(said, file=received.file, n=len(received.merged.unsettled))
    if not received.merged.changes:
        return ()
    root, day = story.workspace.root, story.as_of
    return write_contract(root, received.contract_id, before=received.before, after=received.after, day=day)


def _bytes(path: Path, file: str) -> bytes:
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise _refused(file, TOO_LARGE, size=str(size), most=str(LARGEST))
        return path.read_bytes()
    except OSError as error:
        raise _refused(file, NOT_READ, file=file, problem=error.strerror or str(error)) from error


def _refused(file: str, message: str, /, **parameters: str) -> Unreadable:
    said = Fault(code="no-form", place=Place(file=file), message=message, parameters=tuple(parameters.items()))
    return Unreadable(said)


def _file(held: Held | None, kept: Contract, story: Story, words: Words | None) -> bytes:
    """The person's file with the changes, or a new one."""
    if held:
        return edit(held.content, held.contract, kept)
    return new_file(with_baseline(story, kept), words or Words(story.workspace.settings.language), story.graph)


def _wishes(came: Contract, ours: Contract) -> Iterator[Fault]:
    """Objectives that the form brings and nobody could count: said while both services still sit at the table."""
    known = {one.id: one.objective.text for one in _criteria(ours) if one.objective}
    for one in _criteria(came):
        text = one.objective.text if one.objective else None
        if text and text != known.get(one.id) and not SentenceReader().statement(text):
            told = (("clause", one.id), ("sentence", text.fr or text.en))
            place = Place(file=f"{FOLDER}/{came.id}.yaml")
            yield Fault(code="wish", place=place, message=NO_LEVEL, parameters=told, severity=Severity.NOTE)


def _criteria(contract: Contract) -> Iterator[Criterion]:
    return (one for item in (*contract.deliverables, *contract.expectations) for one in item.criteria)


def _said(held: Held | None, kept: Contract) -> list[Fault]:
    found = [ADOPTED] if held is None else []
    if held and held.contract.status in (Status.DRAFT, Status.PROPOSED):
        found.append(NEGOTIATED)
    if held and held.contract.status in STANDING and kept.status is Status.NEGOTIATION:
        found.append(ANEW)
    if held and held.contract.approvals and fingerprint(held.contract) != fingerprint(kept):
        found.append(APPROVED)
    place = Place(file=f"{FOLDER}/{kept.id}.yaml")
    return [
        Fault(code="state", place=place, message=one, parameters=(("id", kept.id),), severity=Severity.NOTE)
        for one in found
    ]
