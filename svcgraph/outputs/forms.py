"""`outputs/forms/`: as Word forms, people's contracts and the drafts whose turn it is to be negotiated."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Contract
from svcgraph.i18n import Words
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "forms"
SCOPE = ()  # forms that were printed by command stay, in whatever kind and language


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    from svcgraph.outputs import _forms

    for contract in _wanted(story):
        yield from _forms.below(_forms.files(story, contract, words, ("docx",)))


def _wanted(story: Story) -> Iterator[Contract]:
    """Those that people have already, and those whose dossier is in the first wave."""
    taken_up = {one.id for one in story.workspace.contracts}
    first = {frozenset(one.services) for one in story.dossiers if one.wave == 1}
    for contract in story.on_the_table:
        if contract.id in taken_up or frozenset((contract.supplier.service, contract.client.service)) in first:
            yield contract
