"""``svcgraph contracts suspend``: a contract is out of force for a time."""

from __future__ import annotations

from datetime import date

from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.negotiation.states import Lack, lacks_to_suspend, suspended
from svcgraph.i18n import mark
from svcgraph.store.contracts.history import copies
from svcgraph.story import Story

SUSPENDED = mark("{day}: suspended – {reason}")


def suspend(story: Story, name: str, reason: str) -> Taken:
    """Out of force until it is activated again; the reason stands in its history."""

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        made = noted(suspended(desk.contract), story.as_of, SUSPENDED, reason=reason)
        return lacks_to_suspend(desk.contract) or made

    return take(story, name, decide)


def suspended_since(story: Story, contract: Contract) -> date | None:
    """The day on which the command suspended it, as its own history says; None where it is not, or was by hand.

    The history is of sentences: a day on which a command changed the file is looked for in them.
    """
    if contract.status is not Status.SUSPENDED:
        return None
    days = sorted({copy.replaced_on for copy in copies(story.workspace.root, contract.id)}, reverse=True)
    return next((day for day in days if _says_so(contract, day)), None)


def _says_so(contract: Contract, day: date) -> bool:
    opening = noted(contract, day, SUSPENDED, reason="").history[-1].en
    return any(one.en.startswith(opening) for one in contract.history)
