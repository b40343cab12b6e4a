"""``svcgraph contracts agree``: one side agrees to what the contract says now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from svcgraph.desk.baseline import with_baseline
from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Approval, Contract, Status
from svcgraph.domain.inheritance import with_defaults
from svcgraph.domain.negotiation import states
from svcgraph.domain.negotiation.states import Lack
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.text import Text
from svcgraph.i18n import mark
from svcgraph.story import Story

AGREED = mark("{day}: version {version} agreed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who agrees for which side (``supplier`` or ``client``), as what and when.

    ``name``: id of a person, or a name. ``as_is``: why although something is missing; "" where nothing may be.
    """

    side: str
    name: str
    role: str = ""
    date: date
    as_is: str = ""


def agree(story: Story, name: str, signature: Signature) -> Taken:
    """The approval of one side, with the fingerprint of what it agreed to; with both sides' the contract is agreed.

    Then the maps of today are its baseline for `drift`.
    """

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        person = _name(signature.name, story.organisation)
        contract = desk.contract
        if signature.as_is:
            contract = states.as_it_is(contract, signature.as_is, person, signature.date)
        full = with_defaults(contract, story.organisation)
        if lacks := states.lacks_to_agree(full, desk.last):
            return lacks
        role = Text(signature.role, signature.role)
        approval = Approval(side=signature.side, name=person, role=role, date=signature.date)
        made = states.approved(_opened(contract), approval, desk.last)
        if not _now_agreed(contract, made):
            return made
        return noted(with_baseline(story, made), signature.date, AGREED, version=made.version)

    return take(story, name, decide)


def _name(name: str, organisation: Organisation) -> str:
    return next((one.name for one in organisation.people if one.id == name), name)


def _opened(contract: Contract) -> Contract:
    """What was agreed and says something else by now is negotiated anew: the version agreed stays in force."""
    changed = contract.status in states.STANDING and bool(states.approvals_void(contract))
    return replace(contract, status=Status.NEGOTIATION) if changed else contract


def _now_agreed(before: Contract, after: Contract) -> bool:
    both = states.signed_by_both(after) and not states.signed_by_both(before)
    return both and after.status in (Status.AGREED, Status.ACTIVE)
