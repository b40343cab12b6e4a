"""Today beside what would be: one line per figure, differences first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain import Chain
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import PairKind, ServiceGraph
from svcgraph.domain.negotiation.dossier import Dossier, PairClass
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import contract_verdict_words, percent
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import ChainWords, fit_words
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

TOPICS = {
    "counts": mark("Figures"),
    "chain": mark("Promise"),
    "contract": mark("Contract"),
    "pair": mark("Two services"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is shown of one of the two organisations."""

    graph: ServiceGraph
    contracts: tuple[Contract, ...]
    attainment: Attainment
    dossiers: tuple[Dossier, ...]
    chains: tuple[Chain, ...]
    told: ChainWords


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    topic: str
    item: str
    value: str


def whatif_table(title: str, today: Side, then: Side, words: Words, *, only_differences: bool) -> Table:
    """Every figure of both, those that differ first; ``only_differences`` leaves the others out and counts them."""
    rows = _rows(tuple(_lines(today, words)), tuple(_lines(then, words)), words)
    differing = [row for row in rows if row[-1]]
    rest = [row for row in rows if not row[-1]]
    notes = (words.plural("{n} line is the same.", "{n} lines are the same.", len(rest), n=len(rest)),)
    columns = (
        Column(key="topic", title=words(mark("About")), codes=tuple(TOPICS)),
        Column(key="item", title=words(mark("Figure"))),
        Column(key="today", title=words(mark("Today"))),
        Column(key="then", title=words(mark("With the changes"))),
        Column(key="differs", title=words(mark("Differs")), kind=Kind.YES_NO, wide=True),
    )
    return Table(
        title=title or words(mark("What if")),
        columns=columns,
        rows=tuple(differing if only_differences else [*differing, *rest]),
        notes=notes if only_differences else (),
    )


def _rows(today: tuple[_Line, ...], then: tuple[_Line, ...], words: Words) -> list[tuple[Cell, ...]]:
    """Both sides joined by topic and item, in the order of today; what is new comes after its topic's others."""
    before = {(one.topic, one.item): one.value for one in today}
    after = {(one.topic, one.item): one.value for one in then}
    order = list(TOPICS)
    keys = sorted(dict.fromkeys((*before, *after)), key=lambda key: order.index(key[0]))
    return [
        (
            Term(words(TOPICS[topic]), topic),
            item,
            before.get((topic, item)),
            after.get((topic, item)),
            before.get((topic, item)) != after.get((topic, item)),
        )
        for topic, item in keys
    ]


def _lines(side: Side, words: Words) -> Iterator[_Line]:
    yield from _counts(side, words)
    yield from _promises(side.chains, side.told)
    yield from _contracts(side, words)
    yield from _pairs(side)


def _counts(side: Side, words: Words) -> Iterator[_Line]:
    pairs = side.graph.pairs()
    between = [one for one in pairs if one.kind is PairKind.CONTRACT]
    classes = Counter(way.pair_class for one in side.dossiers for way in one.directions)
    counted = (
        (mark("Services"), sum(not one.external for one in side.graph.services)),
        (mark("Handoffs"), len(side.graph.handoffs)),
        (mark("Handoffs between services"), sum(len(one.handoffs) for one in between)),
        (mark("Pairs of supplier and client"), len(between)),
        (mark("Negotiation files"), len(side.dossiers)),
        (mark("Contracts in force"), len(side.attainment.contracts)),
    )
    for name, number in counted:
        yield _Line(topic="counts", item=words(name), value=str(number))
    for pair_class in PairClass:
        name = words(mark("Pairs of class {letter}"), letter=pair_class.value)
        yield _Line(topic="counts", item=name, value=str(classes[pair_class]))


def _promises(chains: Iterable[Chain], told: ChainWords) -> Iterator[_Line]:
    for chain in chains:
        name = told.naming.promise(chain.promise)
        facts = {
            mark("{promise}: promised"): chain.objective.read(told.words.language),
            mark("{promise}: with the agreed times"): fit_words(chain, told.words),
            mark("{promise}: agreed times"): told.amount(chain.scale, chain.agreed)
            if chain.scale and chain.agreed is not None
            else "–",
            mark("{promise}: dates on which it does not fit"): str(len({one.nominal for one in chain.clashes})),
            mark("{promise}: paths"): str(len(chain.paths)),
            mark("{promise}: handoffs without a contract"): f"{len(chain.uncovered)} / {len(chain.inner)}",
            mark("{promise}: weakest link"): _weakest(chain, told),
        }
        for said, value in facts.items():
            yield _Line(topic="chain", item=told.words(said, promise=name), value=value)


def _weakest(chain: Chain, told: ChainWords) -> str:
    if chain.weakest is None:
        return "–"
    link = chain.weakest.link
    share = percent(link.share, told.words.language) if link.share is not None else "–"
    return f"{link.reference} {told.thing(link)}, {share}"


def _contracts(side: Side, words: Words) -> Iterator[_Line]:
    references = {one.id: one.reference or one.id for one in side.contracts}
    for result in side.attainment.contracts:
        name = references.get(result.contract, result.contract)
        yield _Line(topic="contract", item=name, value=contract_verdict_words(result, words))


def _pairs(side: Side) -> Iterator[_Line]:
    for one in side.dossiers:
        for way in one.directions:
            name = f"{side.told.service(way.supplier)} → {side.told.service(way.client)}"
            yield _Line(topic="pair", item=name, value=way.pair_class.value)


def whatif_text(today: Side, then: Side) -> Iterator[str]:
    """What the chains of the changed organisation demonstrate, where that is something else."""
    before = {chain.promise: sentences(chain, today.told) for chain in today.chains}
    for chain in then.chains:
        said = sentences(chain, then.told)
        if said != before.get(chain.promise):
            yield then.told.title(chain) + "\n"
            yield from (f"  {sentence}\n" for sentence in said)
            yield "\n"
