"""``svcgraph drift``: what became of each deliverable since its baseline was stored. Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from svcgraph import pipeline
from svcgraph.domain import negotiation
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.drift import drift
from svcgraph.domain.negotiation.drift.baseline import anchor, things
from svcgraph.domain.negotiation.drift.things import Drifted
from svcgraph.errors import Fault, UsageError
from svcgraph.i18n import mark
from svcgraph.store.maps import read_all
from svcgraph.story import Story


def drifted(story: Story, since: Path | None = None) -> tuple[tuple[Drifted, ...], tuple[Fault, ...]]:
    """What became of the deliverables of contracts; with ``since`` of those of all drafts, too, and faults of its maps.

    ``since``: a folder with the maps as they were, or a workspace as it was. Without it the baseline is the evidence
    that contracts keep, and what is new is told between services that have a contract. Raises UsageError for a folder
    without maps.
    """
    organisation = story.organisation
    former = {old: service.id for service in organisation.services for old in service.former_ids}
    current = tuple(one for one in story.workspace.contracts if one.status is not Status.ENDED)
    if since is None:
        known = tuple(things(current, former))
        ways = {negotiation.pair_of(one, former) for one in current}
        return drift(known, story.graph, ways), ()
    graph, faults = _graph_of(story, since)
    then = negotiation.merge(negotiation.draft(graph, organisation), current, organisation)
    return drift(things(map(_anchored(graph), then), former), story.graph), faults


def _graph_of(story: Story, since: Path) -> tuple[ServiceGraph, tuple[Fault, ...]]:
    maps = read_all(since / "processes" if (since / "processes").is_dir() else since)
    if not any(one.reading for one in maps):
        raise UsageError(mark("no process maps in {folder}"), folder=since)
    graph, faults = pipeline.services_and_handoffs(replace(story.workspace, maps=maps))
    return graph, (*(fault for one in maps for fault in one.faults), *faults)


def _anchored(graph: ServiceGraph) -> Callable[[Contract], Contract]:
    anchored = anchor(graph, lambda _file: "")

    def whole(contract: Contract) -> Contract:
        return replace(
            contract,
            deliverables=tuple(map(anchored, contract.deliverables)),
            expectations=tuple(map(anchored, contract.expectations)),
        )

    return whole
