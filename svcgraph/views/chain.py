"""The chains towards external clients as a listing, and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.chain import Chain, Fit, Scale
from svcgraph.domain.names import same
from svcgraph.i18n import Words, mark
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import CAUSES, FITS, ChainWords, fit_words
from svcgraph.views.tables import Cell, Column, Kind, Table, Term


def wanted(chains: Iterable[Chain], told: ChainWords, party: str, deliverable: str) -> tuple[Chain, ...]:
    """The chains to one external party (its id or name) and of one deliverable; empty words want all."""
    return tuple(
        chain
        for chain in chains
        if (not party or same(party) in {same(chain.party), same(told.service(chain.party))})
        and (not deliverable or same(deliverable) in _names(chain, told))
    )


def _names(chain: Chain, told: ChainWords) -> frozenset[str]:
    known = (chain.promise, chain.deliverable.fr, chain.deliverable.en, told.naming.term(chain.deliverable.fr))
    return frozenset(same(name) for name in known if name)


def chain_table(chains: Iterable[Chain], told: ChainWords) -> Table:
    """One line per thing delivered: does it fit, what is weakest, how often is everything kept."""
    words = told.words
    columns = (
        Column(key="promise", title=words(mark("Promise"))),
        Column(key="party", title=words(mark("External client"))),
        Column(key="deliverable", title=words(mark("Deliverable"))),
        Column(key="objective", title=words(mark("Promised"))),
        Column(key="fit", title=words(mark("With the agreed times")), codes=tuple(FITS)),
        Column(key="agreed", title=words(mark("Agreed times")), kind=Kind.NUMBER),
        Column(key="slack", title=words(mark("To spare")), kind=Kind.NUMBER),
        Column(key="unit", title=words(mark("Unit of time")), codes=tuple(Scale), wide=True),
        Column(key="attained", title=words(mark("Kept")), kind=Kind.SHARE),
        Column(key="weakest", title=words(mark("Weakest link")), wide=True),
        Column(key="cause", title=words(mark("Cause")), codes=tuple(CAUSES), wide=True),
        Column(key="low", title=words(mark("All links, at least")), kind=Kind.SHARE, wide=True),
        Column(key="high", title=words(mark("All links, at most")), kind=Kind.SHARE, wide=True),
        Column(key="product", title=words(mark("All links, if independent")), kind=Kind.SHARE, wide=True),
        Column(key="handoffs", title=words(mark("Handoffs")), kind=Kind.NUMBER, wide=True),
        Column(key="uncovered", title=words(mark("Without a contract")), kind=Kind.SHARE),
        Column(key="paths", title=words(mark("Paths")), kind=Kind.NUMBER, wide=True),
    )
    rows = tuple(_row(chain, told) for chain in chains)
    return Table(title=words(mark("From the promises outside to the contracts inside")), columns=columns, rows=rows)


def _row(chain: Chain, told: ChainWords) -> tuple[Cell, ...]:
    words, weakest, path = told.words, chain.weakest, chain.worst_path
    odds = path.odds if path and path.odds.measured else None
    return (
        told.naming.promise(chain.promise) if chain.promise else None,
        told.service(chain.party),
        told.naming.term(chain.deliverable.read(words.language)),
        chain.objective.read(words.language) or None,
        Term(fit_words(chain, words), chain.fit.value),
        chain.agreed,
        chain.slack,
        Term(_unit(chain.scale, words), chain.scale.value) if chain.scale else None,
        attained(chain.result) if chain.result else None,
        f"{weakest.link.reference} {told.naming.term(weakest.link.handoff.deliverable)}" if weakest else None,
        Term(words(CAUSES[weakest.cause]), weakest.cause.value) if weakest else None,
        odds.low if odds else None,
        odds.high if odds else None,
        odds.product if odds and chain.fit is Fit.FITS else None,
        len(chain.inner),
        chain.uncovered_share,
        len(chain.paths),
    )


UNITS = {
    Scale.WORKING_DAYS: mark("working days"),
    Scale.BUSINESS_DAYS: mark("business days"),
    Scale.WORKING_MINUTES: mark("minutes of working time"),
    Scale.MINUTES: mark("minutes"),
}


def _unit(scale: Scale, words: Words) -> str:
    return words(UNITS[scale])


def chain_text(chains: Iterable[Chain], told: ChainWords) -> Iterator[str]:
    """Each promise and what its chain demonstrates, a paragraph each."""
    for chain in chains:
        yield told.title(chain) + "\n"
        for sentence in sentences(chain, told):
            yield f"  {sentence}\n"
        yield "\n"
