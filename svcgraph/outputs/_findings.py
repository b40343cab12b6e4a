"""What a careful reader would point at, for lists and for the site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from svcgraph import checks
from svcgraph.errors import Fault, Place
from svcgraph.story import Story


def findings(story: Story, secrets: tuple[Place, ...], *, only: Collection[str] | None = None) -> tuple[Fault, ...]:
    """The inputs' faults and the checks' findings with the workspace's severities; ``only`` these codes' checks.

    ``secrets``: where passwords stand in files (`store.passwords`).
    """
    severities = story.workspace.settings.severities
    facts = replace(story.facts, passwords=secrets)
    return (*checks.weigh(story.faults, severities), *checks.run(facts, severities, only=only))
