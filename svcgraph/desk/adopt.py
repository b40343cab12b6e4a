"""``svcgraph contracts adopt``: a draft of the tool becomes a contract of people, in `processes/contracts/`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from svcgraph.desk.baseline import with_baseline
from svcgraph.desk.contracts import new_file, put_contract, read_contract
from svcgraph.desk.lock import locked
from svcgraph.desk.step import NotYet, named
from svcgraph.domain.contract import Contract, Presence, Status
from svcgraph.domain.inheritance import as_written
from svcgraph.domain.negotiation.states import Lack, next_step
from svcgraph.errors import Unreadable, any_error
from svcgraph.i18n import Words
from svcgraph.store.contracts import FOLDER, parse_contract
from svcgraph.store.outputs import filled_in
from svcgraph.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """``by_hand``: the draft's file in `outputs/`, where somebody had filled it in and it was taken as it stood."""

    contract_id: str
    written: tuple[str, ...]
    by_hand: str = ""


def adopt(story: Story, name: str, words: Words) -> Adopted:
    """The draft called ``name`` as a contract file, still a draft, with the map's evidence as the baseline.

    A draft that somebody filled in in `outputs/contracts/` is taken as it stands there. ``words``: the language of the
    comments. Raises `NotYet` where the contract is there already, Unreadable where the filled-in draft has errors.
    """
    contract_id = named(story, name)
    draft = next((one for one in story.on_the_table if one.id == contract_id and not one.place_file), None)
    with locked(story.workspace.root):
        held = read_contract(story.workspace.root, contract_id)
        if held is not None or draft is None:
            raise NotYet(contract_id, _there(held.contract if held else None))
        path = f"contracts/{contract_id}.yaml"
        given = filled_in(story.workspace.root / "outputs", path)
        made = b"" if given is not None else new_file(kept(with_baseline(story, draft)), words, story.graph)
        content = made or _by_hand(given or b"", contract_id)
        written = put_contract(story.workspace.root, contract_id, before=None, after=content, day=story.as_of)
    return Adopted(contract_id=contract_id, written=written, by_hand="" if given is None else f"outputs/{path}")


def kept(draft: Contract) -> Contract:
    """What `processes/` keeps of a draft: all of it but what is worked out anew at every build."""
    items = tuple(replace(one, presence=Presence.NOT_MAPPED) for one in draft.deliverables)
    return replace(as_written(draft), status=Status.DRAFT, deliverables=items, merged=False)


def _there(held: Contract | None) -> Lack:
    said = "It is a contract already, and stands in {place}."
    return Lack(message=said, mend=next_step(held.status) if held else (), parameters=(("place", FOLDER),))


def _by_hand(content: bytes, contract_id: str) -> bytes:
    _, faults = parse_contract(content, f"outputs/contracts/{contract_id}.yaml")
    if any_error(faults):
        raise Unreadable(*faults)
    return content
