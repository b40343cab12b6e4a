"""One step of a contract from state to state: read, lock, decide, report, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from svcgraph.desk.contracts import put_contract, read_contract
from svcgraph.desk.lock import locked
from svcgraph.domain.contract import Contract
from svcgraph.domain.inheritance import with_defaults
from svcgraph.domain.names import clean
from svcgraph.domain.negotiation import states
from svcgraph.domain.negotiation.states import Lack
from svcgraph.domain.negotiation.versions import last_agreed
from svcgraph.domain.text import Text
from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.i18n import LANGUAGES, Words, mark
from svcgraph.store.contracts import FOLDER
from svcgraph.store.contracts.edit import edit
from svcgraph.store.contracts.history import versions
from svcgraph.story import Story
from svcgraph.views import dates

UNKNOWN = mark("no contract {id}: 'svcgraph contracts list' lists them")


class NotYet(SvcgraphError):
    """A condition of the step is not met; ``lacks`` are all of them. Exit code 1."""

    def __init__(self, contract_id: str, *lacks: Lack) -> None:
        super().__init__(mark("{id} cannot take this step yet."), id=contract_id)
        self.contract_id = contract_id
        self.file = f"{FOLDER}/{contract_id}.yaml"
        self.lacks = lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A contract as its file says, the same with what it inherits, and the version agreed before it."""

    contract: Contract
    full: Contract
    last: Contract | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that was taken; ``written`` are the files, none where nothing changed.

    ``dead``: what the lock of a process said that no longer runs, and that was taken away.
    """

    before: Contract
    after: Contract
    written: tuple[str, ...]
    dead: str = ""


Decision = Callable[[OnDesk], Contract | tuple[Lack, ...]]


def take(story: Story, name: str, decide: Decision) -> Taken:
    """The step that ``decide`` makes of the contract called ``name`` (id or reference), written under the lock.

    ``decide`` gives the contract after the step, or what it lacks. The file is read under the lock: of two commands
    at once the second decides on what the first one wrote. Raises `NotYet`, UsageError for a contract that nobody
    has, Unreadable for a file with errors, SvcgraphError when it cannot be written.
    """
    contract_id = named(story, name)
    root = story.workspace.root
    with locked(root) as dead:
        held = read_contract(root, contract_id)
        if held is None:
            raise _not_adopted(story, contract_id)
        history = versions(root, contract_id)
        full = with_defaults(held.contract, story.organisation)
        made = decide(OnDesk(contract=held.contract, full=full, last=last_agreed(held.contract, history)))
        if isinstance(made, tuple):
            raise NotYet(contract_id, *made)
        after = edit(held.content, held.contract, made)
        written = put_contract(root, contract_id, before=held.content, after=after, day=story.as_of)
    return Taken(before=held.contract, after=made, written=written, dead=dead)


def named(story: Story, name: str) -> str:
    """The id of the contract or draft with that id or reference. Raises UsageError where nobody has it."""
    found = next((one.id for one in story.on_the_table if name in (one.id, one.reference)), "")
    if not found:
        raise UsageError(UNKNOWN, id=name)
    return found


def _not_adopted(story: Story, contract_id: str) -> SvcgraphError:
    if any(one.id == contract_id for one in story.drafts):
        said = "It is a draft of the tool, and nobody's contract yet."
        return NotYet(contract_id, Lack(message=said, mend=("svcgraph contracts adopt {id}",)))
    return UsageError(UNKNOWN, id=contract_id)


def noted(contract: Contract, day: date, sentence: str, **parameters: str) -> Contract:
    """``contract`` with one more line of its own history, in both languages; ``{day}`` in it is written out.

    With plain spaces, as people type them: YAML would have to write the others as escapes.
    """
    languages = map(Words, LANGUAGES)
    said = (clean(words(sentence, day=dates.day(day, words), **parameters)) for words in languages)
    return states.noted(contract, Text(*said))
