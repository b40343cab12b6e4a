"""``svcgraph contracts propose``: a contract goes to the other side, or what was agreed is opened again."""

from __future__ import annotations

from datetime import date

from svcgraph.desk.step import OnDesk, Taken, noted, take
from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.states import STANDING, Lack, lacks_to_propose, proposed
from svcgraph.i18n import mark
from svcgraph.story import Story

AGAIN = mark("{day}: version {version} proposed anew.")


def propose(story: Story, name: str, *, start: date | None = None, end: date | None = None) -> Taken:
    """Proposed, with the term given. Of what was agreed the version is kept, and stays in force meanwhile."""

    def decide(desk: OnDesk) -> Contract | tuple[Lack, ...]:
        if lacks := lacks_to_propose(desk.full):
            return lacks
        made = proposed(desk.contract, start=start, end=end)
        if desk.contract.status not in STANDING:
            return made
        return noted(made, story.as_of, AGAIN, version=desk.contract.version or "–")

    return take(story, name, decide)
