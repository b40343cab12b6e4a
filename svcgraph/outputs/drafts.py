"""`outputs/contracts/`: a draft for each pair, or people's contract with what the map adds to it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.renderers.contract_yaml import contract_yaml
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "drafts"
SCOPE = ("contracts",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    names = {service.id: service.name.read(words.language) for service in story.graph.services}
    for contract in story.on_the_table:
        text = contract_yaml(
            contract,
            words,
            supplier_name=names.get(contract.supplier.service, ""),
            client_name=names.get(contract.client.service, ""),
        )
        yield OutputFile(path=f"contracts/{contract.id}.yaml", content=text.encode())
