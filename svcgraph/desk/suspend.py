"""``svcgraph contracts suspend``: a contract is out of force for a time."""

from __future__ import annotations

from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.states import Lack, lacks_to_suspend, suspended
from svcgraph.i18n import mark
from svcgraph.story import Story

SUSPENDED = mark("{day}: suspended – {reason}")


def suspend(story: Story, name: str, reason: str) -> Taken:
    """Out of force until it is activated again; the reason stands in its history."""

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        made = noted(suspended(desk.contract), story.as_of, SUSPENDED, reason=reason)
        return lacks_to_suspend(desk.contract) or made

    return take(story, name, decide)
