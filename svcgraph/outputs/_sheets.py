"""Interface sheets and framework contracts as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.domain.contract import Contract
from svcgraph.domain.names import slug
from svcgraph.domain.negotiation.dossier import Decision, Dossier, ProposalKind, Standing
from svcgraph.i18n import Words
from svcgraph.outputs._reviews import INK
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.document import Document
from svcgraph.views.sheets import Pen, framework_document, interface_document


def dossiers(story: Story, contracts: Iterable[Contract]) -> tuple[Dossier, ...]:
    """The dossiers of the services of ``contracts``, each once."""
    pairs = {frozenset((one.supplier.service, one.client.service)) for one in contracts}
    return tuple(one for one in story.dossiers if frozenset(one.services) in pairs)


def proposed(story: Story) -> tuple[Dossier, ...]:
    """Those for which the portfolio proposes an interface sheet in a direction that no contract in force covers."""
    return tuple(
        one
        for one in story.dossiers
        if any(way.proposed is Decision.SHEET and not _bound(way.standings) for way in one.directions)
    )


def _bound(standings: Iterable[Standing]) -> bool:
    return any(one.status.binding for one in standings)


def interfaces(story: Story, wanted: Iterable[Dossier], words: Words, formats: Iterable[str]) -> Iterator[OutputFile]:
    """The sheet of each dossier in each of ``formats``."""
    kinds, pen = tuple(formats), Pen(story.organisation, story.graph, words, story.as_of)
    for one in wanted:
        made = interface_document(one, story.contracts, pen)
        yield from _files(made, f"{one.services[0]}--{one.services[1]}.interface", words, kinds)


def frameworks(story: Story, words: Words, formats: Iterable[str]) -> Iterator[OutputFile]:
    """The paper of each framework contract that the map suggests."""
    kinds, pen = tuple(formats), Pen(story.organisation, story.graph, words, story.as_of)
    found = {one for dossier in story.dossiers for one in dossier.proposals if one.kind is ProposalKind.FRAMEWORK}
    for one in sorted(found, key=lambda each: (each.supplier, each.thing)):
        made = framework_document(one, story.contracts, pen)
        yield from _files(made, f"{one.supplier}.{slug(one.thing)}.framework", words, kinds)


def _files(document: Document, name: str, words: Words, formats: Iterable[str]) -> Iterator[OutputFile]:
    for kind in formats:
        yield OutputFile(path=f"{name}.{words.language}.{kind}", content=INK[kind](document))
