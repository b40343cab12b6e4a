"""What changed between two states of a contract: reads the versions, writes nothing."""

from __future__ import annotations

from svcgraph.domain.negotiation.changes import compare
from svcgraph.domain.negotiation.effects import Differences, weigh
from svcgraph.sentences.reader import SentenceReader
from svcgraph.store.contracts.history import past
from svcgraph.store.contracts.versions import States, states_of
from svcgraph.story import Story

OF_THE_MAP = ("evidence", "presence")  # nobody's change: `svcgraph drift` tells what the maps show


def differences(story: Story, contract_id: str, versions: tuple[str, ...]) -> Differences:
    """The changes from one version to another, each with its effect on the promise.

    ``contract_id``: id or reference. ``versions``: none (the last change), one (compared with the current state) or
    two. Raises UsageError for a contract or version that is not there.
    """
    found = states(story, contract_id)
    before, after = found.two(versions)
    now = found.pick(after)
    changed = tuple(one for one in compare(found.pick(before), now) if one.field not in OF_THE_MAP)
    changes = weigh(changed, now, SentenceReader())
    return Differences(contract_id=found.contract_id, before=before, after=after, changes=changes)


def states(story: Story, contract_id: str) -> States:
    """All states of the contract of that id or reference. Raises UsageError where nobody knows it."""
    workspace = story.workspace
    found = next((one.id for one in workspace.contracts if contract_id in (one.id, one.reference)), contract_id)
    return states_of(
        found,
        current=workspace.contracts,
        history=workspace.history,
        copies=((str(one.copy.number), one.contract) for one in past(workspace.root, found) if one.contract),
        drafts=story.drafts,
    )
