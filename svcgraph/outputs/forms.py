"""`outputs/forms/`: as Word forms, people's contracts and the drafts whose turn it is to be negotiated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.domain.contract import Contract
from svcgraph.i18n import Words
from svcgraph.outputs import _forms
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "forms"
SCOPE = ()  # forms that were printed by command stay, in whatever kind and language


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    for contract in story.on_the_table:
        if _wanted(story, contract):
            for one in _forms.files(story, contract, words, ("docx",)):
                yield replace(one, path=f"{_forms.FOLDER}/{one.path}")


def _wanted(story: Story, contract: Contract) -> bool:
    """Whether people have it already, or its dossier is in the first wave."""
    pair = {contract.supplier.service, contract.client.service}
    taken_up = any(one.id == contract.id for one in story.workspace.contracts)
    return taken_up or any(one.wave == 1 and set(one.services) == pair for one in story.dossiers)
