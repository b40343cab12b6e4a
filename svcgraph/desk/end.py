"""``svcgraph contracts end``: a contract is over."""

from __future__ import annotations

from datetime import date

from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.states import Lack, ended, lacks_to_end
from svcgraph.i18n import mark
from svcgraph.story import Story

ENDED = mark("{day}: no longer in force – {reason}")


def end(story: Story, name: str, reason: str, *, day: date | None = None) -> Taken:
    """No longer in force from ``day`` on (else the story's day); the reason stands in its history."""
    last = day or story.as_of

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        made = noted(ended(desk.contract, last), last, ENDED, reason=reason)
        return lacks_to_end(desk.contract) or made

    return take(story, name, decide)
