"""From each promise to an external client back to the contracts inside: does it fit, what is weakest."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.chain import Chain, Path
from svcgraph.domain.chain import Link as ChainLink
from svcgraph.i18n import mark
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import FITS, ChainWords
from svcgraph.views.explain import explainer
from svcgraph.views.shapes import State
from svcgraph.views.site.addresses import CHAINS
from svcgraph.views.site.contract_readings import of_objective
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import (
    Block,
    Grid,
    Head,
    Heading,
    Items,
    Line,
    Mark,
    Page,
    Paragraph,
    Row,
    line,
)
from svcgraph.views.site.tables import judged
from svcgraph.views.standing import CONTRACT_WORDS, STATES

ORDER = 70
TITLE = mark("Chains")
PATH = CHAINS


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    told = ChainWords(guide.facts.graph, guide.facts.organisation, guide.facts.contracts, words)
    blocks = tuple(block for chain in guide.facts.chains for block in _chain(chain, told, guide))
    lead = words(mark("Each promise to an external client, held against the contracts that lead to it."))
    none = words(mark("The organisation file names no promise."))
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(Paragraph(line=line(lead if blocks else none), lead=True), *blocks),
    )


def _chain(chain: Chain, told: ChainWords, guide: Guide) -> Iterator[Block]:
    words = guide.words
    thing = guide.text(chain.deliverable.read(words.language))
    title = words(mark("{promise} {thing}, to {party}"), promise=guide.naming.promise(chain.promise), thing=thing,
                  party=guide.service_name(chain.party))  # fmt: skip
    yield Heading(text=title, id=chain.promise)
    yield Paragraph(line=_head(chain, guide))
    yield Items(lines=tuple(line(said) for said in sentences(chain, told)))
    for number, path in enumerate(chain.paths[:MOST_PATHS], start=1):
        yield _path(path, title, number, guide)
    if len(chain.paths) > MOST_PATHS:
        more = words(mark("{n} more paths: “svcgraph chain” lists them all."), n=len(chain.paths) - MOST_PATHS)
        yield Paragraph(line=line(more), note=True)
    account = next((one for one in guide.known.promised if one.clause.criterion == chain.promise), None)
    if account:
        speaker = explainer(guide.facts.graph, guide.facts.organisation, guide.facts.contracts, words)
        yield from of_objective(account, speaker, guide, place=f"readings {chain.promise}")


MOST_PATHS = 6


def _head(chain: Chain, guide: Guide) -> Line:
    """What was promised, how it is kept, whether the agreed times fit."""
    words = guide.words
    promised = words(mark("Promised: {objective}"), objective=guide.text(chain.objective.read(words.language)))
    kept = judged(chain.result, guide) if chain.result else ""
    fits = words(mark("with the agreed times: {fit}"), fit=words(FITS[chain.fit]))
    return line(promised, " · ", kept, " · " if kept else "", fits)


def _path(path: Path, title: str, number: int, guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Supplier"), mark("Client"), mark("Deliverable"), mark("Contract"), mark("How it is kept"))
    return Grid(
        caption=words(mark("Path {number} of “{title}”, upstream first"), number=number, title=title),
        heads=tuple(Head(title=words(one)) for one in titles),
        rows=tuple(_link(one, guide) for one in path.links),
    )


def _link(one: ChainLink, guide: Guide) -> Row:
    handoff = one.handoff
    return Row(
        cells=(
            line(guide.service(handoff.supplier)),
            line(guide.service(handoff.client)),
            line(guide.thing(handoff)),
            _contract(one, guide),
            _kept(one, guide),
        )
    )


def _contract(one: ChainLink, guide: Guide) -> Line:
    if one.delivery:
        return line(guide.say(mark("the promise itself")))
    if not one.covered:
        return line(Mark(guide.say(mark("no contract in force")), State.DRAFT))
    return line(guide.contract(one.contract, one.reference, one.agreements[0].group))


def _kept(one: ChainLink, guide: Guide) -> Line:
    if one.result:
        return line(judged(one.result, guide))
    return line(Mark(guide.words(CONTRACT_WORDS[one.verdict]), STATES[one.verdict])) if one.verdict else ()
