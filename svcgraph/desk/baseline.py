"""Storing the baseline of drift: what a contract's deliverables stand on, on the maps of today."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

from svcgraph.domain.contract import Contract, Deliverable
from svcgraph.domain.negotiation.drift.baseline import anchor
from svcgraph.story import Story

SHOWN = 16  # digits of a map's hash


def with_baseline(story: Story, contract: Contract) -> Contract:
    """``contract`` with today's evidence of what is on the maps, and all that tells it again later.

    What is on no map keeps the evidence that it has.
    """
    seen = next((one for one in story.on_the_table if one.id == contract.id), contract)
    located = {one.id: one.evidence for one in (*seen.deliverables, *seen.expectations)}
    anchored = anchor(story.graph, cache(lambda file: _hash(story, file)))

    def stored(item: Deliverable) -> Deliverable:
        return anchored(replace(item, evidence=located.get(item.id) or item.evidence))

    return replace(
        contract,
        deliverables=tuple(map(stored, contract.deliverables)),
        expectations=tuple(map(stored, contract.expectations)),
    )


def _hash(story: Story, file: str) -> str:
    path = story.workspace.root / file
    return hashlib.sha256(path.read_bytes()).hexdigest()[:SHOWN] if path.is_file() else ""
