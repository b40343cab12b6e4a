"""From each promise to an external client back to the contracts inside: does it fit, what is weakest."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.chain import Chain, Path
from svcgraph.domain.chain import Link as ChainLink
from svcgraph.i18n import mark
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import ChainWords, fit_words
from svcgraph.views.diagram.chain import chain as chain_picture
from svcgraph.views.explain import explainer
from svcgraph.views.shapes import State
from svcgraph.views.site.addresses import CHAINS
from svcgraph.views.site.contract_readings import of_objective
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import (
    Block,
    Entry,
    Grid,
    Head,
    Heading,
    Items,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Picture,
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
    lead = words(mark("Each promise to an external client, held against the contracts that lead to it."))
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(Paragraph(line=line(lead), lead=True), _list(guide)),
    )
    for chain in guide.facts.chains:
        page = guide.promise(chain.promise)
        if isinstance(page, Link):
            yield Page(
                path=page.page,
                title=_title(chain, guide),
                section=PATH,
                above=(Link(words(TITLE), PATH),),
                blocks=tuple(_blocks(chain, told, guide)),
            )


def entries(guide: Guide) -> Iterator[Entry]:
    words = guide.words
    for chain in guide.facts.chains:
        page = guide.promise(chain.promise, guide.service_name(chain.party))
        if isinstance(page, Link):
            yield Entry(
                kind=words(mark("Promise")),
                name=_title(chain, guide),
                text=chain.objective.read(words.language),
                link=page,
            )


def _title(chain: Chain, guide: Guide) -> str:
    return guide.words(
        mark("{promise} {thing}, to {party}"),
        promise=guide.naming.promise(chain.promise),
        thing=guide.text(chain.deliverable.read(guide.words.language)),
        party=guide.service_name(chain.party),
    )


def _list(guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Promise"), mark("Promised"), mark("How it is kept"), mark("With the agreed times"))
    rows = (
        Row(
            cells=(
                line(guide.promise(chain.promise, _title(chain, guide))),
                line(guide.text(chain.objective.read(words.language))),
                line(judged(chain.result, guide) if chain.result else ""),
                line(fit_words(chain, words)),
            )
        )
        for chain in guide.facts.chains
    )
    return Grid(
        caption=words(mark("Promises to external clients")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(mark("The organisation file names no promise.")),
    )


def _blocks(chain: Chain, told: ChainWords, guide: Guide) -> Iterator[Block]:
    words = guide.words
    yield Paragraph(line=_head(chain, guide), lead=True)
    if chain.paths:
        yield Picture(diagram=chain_picture((chain,), guide.facts, words))
    yield Heading(text=words(mark("What it demonstrates")), id="demonstrates")
    yield Items(lines=tuple(line(said) for said in sentences(chain, told)))
    yield Heading(text=words(mark("Paths")), id="paths")
    for number, path in enumerate(chain.paths[:MOST_PATHS], start=1):
        yield _path(path, number, guide)
    if len(chain.paths) > MOST_PATHS:
        more = words(mark("{n} more paths: “svcgraph chain” lists them all."), n=len(chain.paths) - MOST_PATHS)
        yield Paragraph(line=line(more), note=True)
    account = next((one for one in guide.known.promised if one.clause.criterion == chain.promise), None)
    if account:
        speaker = explainer(guide.facts.graph, guide.facts.organisation, guide.facts.contracts, words)
        yield Heading(text=words(mark("The readings behind it")), id="readings")
        yield from of_objective(account, speaker, guide)


MOST_PATHS = 6


def _head(chain: Chain, guide: Guide) -> Line:
    """What was promised, how it is kept, whether the agreed times fit."""
    words = guide.words
    promised = words(mark("Promised: {objective}"), objective=guide.text(chain.objective.read(words.language)))
    kept = judged(chain.result, guide) if chain.result else ""
    fits = words(mark("with the agreed times: {fit}"), fit=fit_words(chain, words))
    return line(promised, " · ", kept, " · " if kept else "", fits)


def _path(path: Path, number: int, guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Supplier"), mark("Client"), mark("Deliverable"), mark("Contract"), mark("How it is kept"))
    return Grid(
        caption=words(mark("Path {number}, upstream first"), number=number),
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
    if not (one.covered or one.delivery):
        return ()
    if one.result:
        return line(judged(one.result, guide))
    return line(Mark(guide.words(CONTRACT_WORDS[one.verdict]), STATES[one.verdict])) if one.verdict else ()
