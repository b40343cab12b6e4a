"""``svcgraph contracts activate``: an agreed contract is in force; a suspended one again."""

from __future__ import annotations

from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.negotiation.states import Lack, activated, lacks_to_activate
from svcgraph.i18n import mark
from svcgraph.story import Story

AGAIN = mark("{day}: in force again.")


def activate(story: Story, name: str) -> Taken:
    """In force as of the story's day, when its start has come and both sides have agreed to what it says now."""

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        if lacks := lacks_to_activate(desk.contract, story.as_of):
            return lacks
        made = activated(desk.contract)
        return made if desk.contract.status is not Status.SUSPENDED else noted(made, story.as_of, AGAIN)

    return take(story, name, decide)
