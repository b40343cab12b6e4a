"""One page for the management committee: the promises outside with their measured result, the chains that lead to
them across the departments, where nothing was agreed or measured, what changed, and three decisions asked.

Never on it: people, a figure per service, means of percentages, drafts that nobody has seen (`5-pictures`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.chain import Chain, Fit, Link, Path, onward
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import count_words, measured_words, share_words, verdict_words
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.committee_panels import Drawn, panels, promised, signed
from svcgraph.views.diagram.ever_fewer import ever_fewer
from svcgraph.views.diagram.flow_order import columns
from svcgraph.views.shapes import (
    WORST_FIRST,
    Cluster,
    Diagram,
    DiagramKind,
    Edge,
    LegendEntry,
    Listed,
    Node,
    NodeShape,
    Run,
    Sample,
    State,
)
from svcgraph.views.standing import STATES

MOST_ARROWS = 25
LONGEST = 8  # handoffs of one path; of a longer one those next to the client are shown
FEWER = ((25, 5), (18, 4), (12, 4), (8, 3), (5, 3), (3, 2))  # arrows, handoffs of a path; where more are too small
NAMED = 6  # promises named in one sentence


@dataclass(slots=True)
class _Page:
    """Boxes and arrows in the order in which they are met; each once."""

    stops: dict[tuple[str, str], str] = field(default_factory=dict)  # service and activity → node id
    arrows: dict[tuple[str, str, str], tuple[Chain, Link]] = field(default_factory=dict)  # two node ids and the thing
    parties: dict[str, Chain] = field(default_factory=dict)  # node id → the chain that ends there
    shown: list[Chain] = field(default_factory=list)
    most: int = MOST_ARROWS
    longest: int = LONGEST


def forms(facts: Facts, words: Words, *, before: Attainment | None = None) -> Iterator[Diagram]:
    """The forms that the page may take, the fullest first: who knows the paper takes the first that is readable."""
    made = (
        committee(facts, words, before=before, most=most, longest=longest)
        for most, longest in ((MOST_ARROWS, LONGEST), *FEWER)
    )
    return ever_fewer(made, lambda one: len(one.edges))


def committee(
    facts: Facts, words: Words, *, before: Attainment | None = None, most: int = MOST_ARROWS, longest: int = LONGEST
) -> Diagram:
    """The page. ``before``: the attainment over the period before, for what changed since; ``most`` arrows, and
    ``longest`` handoffs of a path."""
    told = ChainWords(facts.graph, facts.organisation, facts.contracts, words)
    chains = sorted(facts.chains, key=_urgency)
    page, left_out = _Page(most=most, longest=longest), list[Chain]()
    for one in chains:
        if _fits(page, one):
            _add(page, one)
        else:
            left_out.append(one)
    nodes = tuple(_nodes(page, facts, told))
    edges, listing = _edges(page, told)
    shown = zip(edges, page.arrows.values(), strict=True)
    drawn = tuple(
        Drawn(number=number, chain=chain, link=link, state=edge.state)
        for number, (edge, (chain, link)) in enumerate(shown, start=1)
    )
    return Diagram(
        kind=DiagramKind.COMMITTEE,
        title=_sentence(chains, told),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        clusters=_bands(page, facts, words),
        nodes=nodes,
        edges=edges,
        legend=_legend(edges, [*legend.texts(nodes), *(one.text for one in listing)], words),
        listing=listing,
        panels=tuple(panels(chains, drawn, facts, before, told)),
        notes=tuple(_notes(page, drawn, left_out, told)),
        source=words(legend.SOURCE),
        description=words("{n} promises, {m} arrows.", n=len(page.shown), m=len(edges)),
    )


def _urgency(chain: Chain) -> tuple[int, int]:
    """The worst promise first, an untenable one before a tenable one."""
    state = STATES[chain.result.verdict] if chain.result else State.NEUTRAL
    return WORST_FIRST.index(state), 0 if chain.fit.untenable else 1


def _paths(chain: Chain) -> Iterable[Path]:
    """What is shown of a chain: the longest path and the least kept one."""
    return dict.fromkeys(path for path in (chain.critical_path, chain.worst_path) if path)


def _links(page: _Page, path: Path) -> tuple[Link, ...]:
    return path.links[-page.longest :]


def _fits(page: _Page, chain: Chain) -> bool:
    links = {link for path in _paths(chain) for link in _links(page, path)}
    return bool(links) and len(page.arrows) + len(links) <= page.most


def _add(page: _Page, chain: Chain) -> None:
    page.shown.append(chain)
    party = f"promise {len(page.shown)}"
    page.parties[party] = chain
    for path in _paths(chain):
        links = _links(page, path)
        for link, after in onward(links):
            if after is not None:
                ends = _stop(page, link), _stop(page, after)
                page.arrows.setdefault((*ends, link.handoff.deliverable), (chain, link))
        last = links[-1]
        page.arrows.setdefault((_stop(page, last), party, last.handoff.deliverable), (chain, last))


def _stop(page: _Page, link: Link) -> str:
    key = (link.handoff.supplier, link.handoff.source)
    return page.stops.setdefault(key, f"stop {len(page.stops)}")


def _home(page: _Page, facts: Facts) -> dict[str, str]:
    """By node id the department; a promise stands in the band of the service that keeps it."""
    known = {service.id: service.department for service in facts.graph.services}
    home = {name: known.get(service, "") for (service, _), name in page.stops.items()}
    return home | {target: home[source] for source, target, _ in page.arrows if target in page.parties}


def _bands(page: _Page, facts: Facts, words: Words) -> tuple[Cluster, ...]:
    used = set(_home(page, facts).values())
    named = [(one.id, one.name.read(words.language)) for one in facts.organisation.departments if one.id in used]
    known = {name for name, _ in named}
    rest = [("", words("services without a department"))] if used - known else []
    return tuple(Cluster(id=name or "none", name=said) for name, said in (*named, *rest))


def _nodes(page: _Page, facts: Facts, told: ChainWords) -> Iterator[Node]:
    bands = {cluster.id: lane for lane, cluster in enumerate(_bands(page, facts, told.words))}
    home = _home(page, facts)
    names = (*page.stops.values(), *page.parties)
    order = columns(names, ((a, b) for a, b, _ in page.arrows))
    last = max(order.values(), default=0)
    for (service, _), name in page.stops.items():
        said = told.service(service)
        yield Node(
            id=name, key=service, name=said, tip=said, lane=bands.get(home[name], len(bands) - 1), column=order[name]
        )
    for name, chain in page.parties.items():
        yield Node(
            id=name, key=chain.party, name=told.service(chain.party), shape=NodeShape.PROMISE,
            details=tuple(_result(chain, told)), tip=told.title(chain), lane=bands.get(home[name], len(bands) - 1),
            column=last, state=promised(chain),
        )  # fmt: skip


def _result(chain: Chain, told: ChainWords) -> Iterator[tuple[Run, ...]]:
    """The promise, and how it is measured."""
    words = told.words
    thing = chain.deliverable.read(words.language)
    yield (Run(f"{told.naming.promise(chain.promise)} {thing}"),)
    yield (Run(chain.objective.read(words.language) or "–"),)
    if chain.result is None:
        yield (Run(words("not measured")),)
        return
    yield (Run("", STATES[chain.result.verdict]), Run(f" {_measured(chain.result, words)}"))


def _measured(result: IndicatorResult, words: Words) -> str:
    """The share beside its target, k of n; no share of too little for a verdict: 100 % would read as kept."""
    if STATES[result.verdict] is State.UNKNOWN:
        return " · ".join(filter(None, (count_words(result, words), verdict_words(result, words))))
    return measured_words(result, words) or verdict_words(result, words)


def _edges(page: _Page, told: ChainWords) -> tuple[tuple[Edge, ...], tuple[Listed, ...]]:
    edges, listing = [], []
    for number, ((source, target, thing), (chain, link)) in enumerate(page.arrows.items(), start=1):
        state = promised(chain) if link.delivery else _state(link)
        text = f"{told.naming.term(thing)} ({_agreed(chain, link, told)})"
        edges.append(
            Edge(
                id=f"{source} {target} {number}", source=source, target=target, state=state, label=str(number), tip=text
            )
        )
        listing.append(Listed(number=str(number), text=text, state=state))
    return tuple(edges), tuple(listing)


def _state(link: Link) -> State:
    """The contract's; where only another output's time bounds it, nothing was agreed about it."""
    return STATES[link.verdict] if link.covered and link.verdict else State.DRAFT


def _agreed(chain: Chain, link: Link, told: ChainWords) -> str:
    """Contract, agreed time and what is measured, or what is missing."""
    words = told.words
    if link.delivery:
        said = [words("promise {promise}", promise=told.naming.promise(chain.promise))]
        said += [_measured(chain.result, words)] if chain.result else []
        bound = signed(chain, link)
        if bound and bound.contract:
            time = words(
                "{reference}, {time}, for the same activity", reference=bound.reference, time=told.agreed(bound)
            )
            said.append(time)
        return told.listed(said)
    if not link.covered:
        return words("no contract")
    time = told.agreed(link.clause) if link.clause else words("no agreed time")
    return ", ".join((link.reference, time, _measured(link.result, words) if link.result else words("not measured")))


def _sentence(chains: Sequence[Chain], told: ChainWords) -> str:
    """5 days promised, 7 signed, 70 % kept: the worst promise in one sentence; else how many promises are kept."""
    words = told.words
    for one in chains:
        kept = share_words(one.result, words) if one.result else ""
        if one.fit is Fit.EXCEEDED and one.scale and kept and one.agreed is not None and one.promised is not None:
            return words(
                "{thing}: {promised} promised, {agreed} signed, {kept} kept",
                thing=one.deliverable.read(words.language),
                promised=told.amount(one.scale, one.promised),
                agreed=told.number(one.scale, one.agreed),
                kept=kept,
            )
    results = [one.result.verdict for one in chains if one.result]
    judged = [one for one in results if STATES[one] in (State.MET, State.AT_RISK, State.MISSED)]
    if not judged:
        return words("No promise to external clients can be judged yet")
    return words("{k} of {n} promises to external clients are kept", k=judged.count(Verdict.MET), n=len(judged))


def _notes(page: _Page, drawn: Sequence[Drawn], left_out: Sequence[Chain], told: ChainWords) -> Iterator[str]:
    words = told.words
    yield from (said for chain in page.shown if (said := _sum(chain, drawn, told)))
    yield words("An arrow has the state of the whole contract; the figure in the list is that of what it hands over.")
    yield words("Of each promise the longest path and the least kept one are shown; drafts are not.")
    if any(len(path.links) > page.longest for chain in page.shown for path in _paths(chain)):
        yield words("Of longer paths the last {n} handoffs before the client are shown.", n=page.longest)
    if len(left_out) > NAMED:
        names = [told.naming.promise(one.promise) for one in left_out if one.promise]
        said = mark("Left out, since a page holds {most} arrows, the worst promises first: {n} more ({names}, …).")
        yield words(said, most=page.most, n=len(left_out), names=", ".join(names[:NAMED]))
    elif left_out:
        yield words(
            "Left out, since a page holds {most} arrows: {names}.",
            most=page.most,
            names=told.listed([told.title(one) for one in left_out]),
        )


def _sum(chain: Chain, drawn: Sequence[Drawn], told: ChainWords) -> str:
    """How the signed times of an untenable promise add up, arrow by arrow."""
    path = chain.critical_path
    if path is None or chain.fit is not Fit.EXCEEDED or chain.scale is None or chain.agreed is None:
        return ""
    numbers = {one.link: one.number for one in drawn}
    parts = [
        told.words("no. {number}: {time}", number=numbers[one.link], time=told.agreed(one.clause))
        for one in path.stretches
        if one.clause and one.link in numbers
    ]
    said = mark("{promise}, signed times: {parts}; together {agreed}.")
    together = told.amount(chain.scale, chain.agreed)
    promise = told.naming.promise(chain.promise)
    return told.words(said, promise=promise, parts=", ".join(parts), agreed=together)


def _legend(edges: Sequence[Edge], texts: Sequence[str], words: Words) -> tuple[LegendEntry, ...]:
    states = {edge.state for edge in edges}
    lines = (
        LegendEntry(sample=Sample.LINE, state=state,
                    text=words("no contract in force covers it" if state is State.DRAFT else text))
        for state, text in legend.STATE_WORDS.items() if state in states
    )  # fmt: skip
    return (
        *lines,
        LegendEntry(sample=Sample.NUMBER, text=words("number on an arrow: see the list")),
        *legend.shares(texts, words),
        LegendEntry(sample=Sample.NODE, text=words("service"), shape=NodeShape.SERVICE),
        LegendEntry(sample=Sample.NODE, text=words("promise to an external client, as measured"),
                    shape=NodeShape.PROMISE),
    )  # fmt: skip
