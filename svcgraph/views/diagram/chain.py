"""From everything upstream, or from one service on, to what an external client gets: who hands over what, in which
agreed time, how it is kept, which link is the weakest, and where nobody agreed on anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.attainment import IndicatorResult
from svcgraph.domain.chain import Chain, Fit, Link, Path, onward
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import measured_words, verdict_words
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import ChainWords, fit_words, is_text_only
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.ever_fewer import ever_fewer
from svcgraph.views.shapes import Diagram, DiagramKind, Edge, LegendEntry, Node, NodeShape, Run, Sample, State
from svcgraph.views.standing import STATES

MOST_CARDS, MOST_OF_ONE = 40, 24  # handed-over things in one picture, and in that of one chain
LONGEST = 9  # handoffs of one path; of a longer one those next to the client are shown
FEWER = (
    (24, 7),
    (16, 5),
    (12, 4),
    (8, 4),
    (6, 3),
    (4, 2),
    (2, 1),
)  # things, handoffs of a path; where more are too small
NAMED = 12  # promises whose times are told below a picture of all chains, the worst first
DEEPEST = 4  # handoffs in a row that fit the width of a sheet; a longer chain runs downwards
MOST_SAID = 8  # sentences below the picture


@dataclass(slots=True)
class _Picture:
    """Boxes and arrows as they are met; each once, in the order of the paths."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    cards: dict[tuple[str, Link], str] = field(default_factory=dict)
    stops: dict[tuple[str, str], str] = field(default_factory=dict)


def forms(chains: Sequence[Chain], facts: Facts, words: Words, *, service: str = "") -> Iterator[Diagram]:
    """The forms that the picture may take, the fullest first: who knows the paper takes the first that is readable."""
    made = (
        chain(chains, facts, words, service=service, most=most, longest=longest)
        for most, longest in ((0, LONGEST), *FEWER)
    )
    return ever_fewer(made, lambda one: len(one.nodes))


def chain(
    chains: Sequence[Chain], facts: Facts, words: Words, *, service: str = "", most: int = 0, longest: int = LONGEST
) -> Diagram:
    """The picture of ``chains``, all of them in one. ``service``: only the paths through it, from there on.

    ``most``: so many things handed over, 0 for as many as A3 holds with usual names; ``longest``: handoffs of a path.
    """
    told = ChainWords(facts.graph, facts.organisation, facts.contracts, words)
    drawn = _Picture()
    most = most or (MOST_OF_ONE if len(chains) == 1 else MOST_CARDS)
    left_out, cut = 0, False
    for one in chains:
        paths = tuple(_from(path, service) for path in _chosen(one))
        cut = cut or any(len(path) > longest for path in paths)
        for path in dict.fromkeys(path[-longest:] for path in paths if path):
            if len(drawn.cards) + len(path) > most and drawn.cards:
                left_out += 1
            else:
                _add(drawn, one, path, told)
    nodes, edges = tuple(drawn.nodes.values()), tuple(drawn.edges.values())
    return Diagram(
        kind=DiagramKind.CHAIN,
        title=_title(chains, told, service),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=_legend(nodes, words),
        notes=tuple(_notes(chains, told, left_out, empty=not nodes, cut=longest if cut else 0, most=most)),
        source=words(legend.SOURCE),
        description=words("{n} things handed over.", n=len(drawn.cards)),
        downward=_depth(edges) > 2 * DEEPEST + 1,
    )


def _chosen(chain: Chain) -> Iterator[Path]:
    """The longest path and the least kept one first: they are shown whatever has to be left out."""
    first = [path for path in (chain.critical_path, chain.worst_path) if path]
    return iter(dict.fromkeys((*first, *chain.paths)))


def _from(path: Path, service: str) -> tuple[Link, ...]:
    """The links of a path from the first one that ``service`` supplies; none when it supplies none."""
    if not service:
        return path.links
    starts = [at for at, link in enumerate(path.links) if link.handoff.supplier == service]
    return path.links[starts[0] :] if starts else ()


def _add(drawn: _Picture, chain: Chain, path: tuple[Link, ...], told: ChainWords) -> None:
    for link in path:
        stop = _stop(drawn, link, told)
        card = _card(drawn, chain, link, told)
        _join(drawn, stop, card, _state(chain, link))
    for before, after in onward(path):
        if after is not None:
            _join(drawn, _card(drawn, chain, before, told), _stop(drawn, after, told), _state(chain, before))
    last = path[-1]
    if last.delivery:
        _join(drawn, _card(drawn, chain, last, told), _party(drawn, chain, told), _state(chain, last))


def _stop(drawn: _Picture, link: Link, told: ChainWords) -> str:
    """The service at work before it hands over: once for each of its activities on the way."""
    key = (link.handoff.supplier, link.handoff.source)
    if key not in drawn.stops:
        drawn.stops[key] = f"stop {len(drawn.stops)}"
        name = told.service(link.handoff.supplier)
        work = told.naming.term(link.handoff.source_name) if link.handoff.source else ""
        details = ((Run(work),),) if work else ()
        drawn.nodes[drawn.stops[key]] = Node(
            id=drawn.stops[key],
            key=key[0],
            name=name,
            shape=NodeShape.STOP,
            details=details,
            tip=", ".join(filter(None, (name, work))),
        )
    return drawn.stops[key]


def _party(drawn: _Picture, chain: Chain, told: ChainWords) -> str:
    name = f"party {chain.party}"
    drawn.nodes.setdefault(
        name, Node(id=name, key=chain.party, name=told.service(chain.party), shape=NodeShape.EXTERNAL)
    )
    return name


def _card(drawn: _Picture, chain: Chain, link: Link, told: ChainWords) -> str:
    """What is handed over. A delivery belongs to its chain; other links are shared between chains."""
    key = (f"{chain.promise} {chain.deliverable.fr}" if link.delivery else "", link)
    if key not in drawn.cards:
        drawn.cards[key] = f"card {len(drawn.cards)}"
        name = told.naming.term(link.handoff.deliverable)
        weakest = chain.weakest is not None and chain.weakest.link == link and not link.delivery
        lines = _delivery_lines(chain, told) if link.delivery else _link_lines(chain, link, told)
        if weakest:
            lines = (*lines, (Run(told.words("weakest link")),))
        drawn.nodes[drawn.cards[key]] = Node(
            id=drawn.cards[key],
            key=link.contract or chain.promise,
            name=name,
            shape=NodeShape.CARD,
            details=lines,
            tip=told.between(link),
            state=_state(chain, link),
            strong=weakest,
        )
    return drawn.cards[key]


def _link_lines(chain: Chain, link: Link, told: ChainWords) -> tuple[tuple[Run, ...], ...]:
    """Contract and agreed time, then how it is kept."""
    words = told.words
    if not link.covered:
        outside = link.handoff.supplier in _outside(chain)
        bare = (Run(words("expected input")),) if outside else (Run("", State.DRAFT), Run(f" {words('no contract')}"))
        return (bare, (Run(_borrowed(link, told)),)) if link.by_activity and link.clause else (bare,)
    agreed = told.agreed(link.clause) if link.clause else words("no agreed time")
    first = (Run(f"{link.reference} · {agreed}"),)
    if link.result is None:
        return (first, (Run("", State.UNKNOWN), Run(f" {words('not measured')}")))
    return (first, _measured(link.result, words("not measured"), words))


def _borrowed(link: Link, told: ChainWords) -> str:
    """The time that bounds it all the same, of another output of the activity, whose verdict is not its own."""
    said = mark("time of {reference}, same activity: {time}")
    return told.words(said, reference=link.reference, time=told.agreed(link.clause) if link.clause else "–")


def _outside(chain: Chain) -> frozenset[str]:
    return frozenset({chain.party})


def _delivery_lines(chain: Chain, told: ChainWords) -> tuple[tuple[Run, ...], ...]:
    """The promise and how it is measured."""
    words = told.words
    if not chain.promise:
        return ((Run(words("nothing promised")),),)
    objective = chain.objective.read(words.language) or "–"
    first = (Run(f"{told.naming.promise(chain.promise)} · {objective}"),)
    if chain.result is None:
        return (first,)
    return (first, _measured(chain.result, verdict_words(chain.result, words), words))


def _measured(result: IndicatorResult, nothing: str, words: Words) -> tuple[Run, ...]:
    """How it is kept, with the sign of that."""
    return (Run("", STATES[result.verdict]), Run(f" {measured_words(result, words) or nothing}"))


def _state(chain: Chain, link: Link) -> State:
    """The promise's for a delivery, else the contract's; a draft's where no contract in force covers it."""
    if link.delivery:
        return STATES[chain.result.verdict] if chain.result else State.NEUTRAL
    if link.handoff.supplier == chain.party:
        return State.NEUTRAL
    return STATES[link.verdict] if link.covered and link.verdict else State.DRAFT


def _join(drawn: _Picture, source: str, target: str, state: State) -> None:
    name = f"{source} {target}"
    drawn.edges.setdefault(name, Edge(id=name, source=source, target=target, state=state, tip=""))


def _title(chains: Sequence[Chain], told: ChainWords, service: str) -> str:
    if len(chains) == 1 and not service:
        return told.title(chains[0])
    name = told.service(service)
    if service and len(chains) == 1:
        return told.words("{title}: from {service} on", title=told.title(chains[0]), service=name)
    if service:
        return told.words("From {service} to external clients", service=name)
    parties = tuple(dict.fromkeys(told.service(one.party) for one in chains))
    return told.words("What leads to {parties}", parties=told.joined(parties)) if parties else told.words("No chain")


def _notes(
    chains: Sequence[Chain], told: ChainWords, left_out: int, *, empty: bool, cut: int, most: int
) -> Iterator[str]:
    """What the chain demonstrates; with several chains whether each is tenable. ``cut``: handoffs that long paths
    were cut to."""
    words = told.words
    if empty:
        yield words("Nothing that is mapped leads there.")
    if len(chains) == 1:
        yield from sentences(chains[0], told)[: MOST_SAID if most >= MOST_OF_ONE else most // 2]
    else:
        yield from _each(chains, told, NAMED if most >= MOST_CARDS else most)
    if cut:
        yield words("Of longer paths the last {n} handoffs before the client are shown.", n=cut)
    truncated = sum(one.truncated for one in chains)
    if left_out or truncated:
        yield words.plural(
            "Left out: {n} more path; the longest and the least kept ones are shown first.",
            "Left out: {n} more paths; the longest and the least kept ones are shown first.",
            left_out + truncated,
            n=left_out + truncated,
        )


def _each(chains: Sequence[Chain], told: ChainWords, most: int) -> Iterator[str]:
    """Of each promise whether its time is tenable; of many, those that are not come first and the rest is counted."""
    promised = [one for one in chains if one.promise]
    if len(promised) > most:
        order = (Fit.EXCEEDED, Fit.NOT_ALWAYS, Fit.UNVERIFIABLE, Fit.NO_PROMISE, Fit.FITS)
        promised.sort(key=lambda one: order.index(one.fit))
    for one in promised[:most]:
        yield f"{told.title(one)} – {fit_words(one, told.words)}{_why(one, told)}."
    if len(promised) > most:
        yield told.words("{n} more promises stand in the list of chains, not here.", n=len(promised) - most)


def _why(chain: Chain, told: ChainWords) -> str:
    """What the verdict on the times rests on, in a few words."""
    if chain.fit is Fit.EXCEEDED and chain.scale and chain.promised is not None and chain.agreed is not None:
        promised, agreed = told.amount(chain.scale, chain.promised), told.number(chain.scale, chain.agreed)
        return told.words(mark(" ({promised} promised, {agreed} signed)"), promised=promised, agreed=agreed)
    if chain.fit is Fit.UNVERIFIABLE and chain.uncovered:
        said = mark(" ({n} of {m} handoffs without a contract)")
        return told.words(said, n=len(chain.uncovered), m=len(chain.inner))
    if is_text_only(chain):
        return told.words(mark(" (kept as text)"))
    return ""


def _legend(nodes: Sequence[Node], words: Words) -> tuple[LegendEntry, ...]:
    cards = [node for node in nodes if node.shape is NodeShape.CARD]
    states = {node.state for node in cards if node.state}
    lines = (
        LegendEntry(sample=Sample.LINE, text=words(UNCOVERED if state is State.DRAFT else text), state=state)
        for state, text in legend.STATE_WORDS.items()
        if state in states
    )
    frame = (LegendEntry(sample=Sample.FRAME, text=words("thick frame: the weakest link")),)
    said = (
        LegendEntry(sample=Sample.NODE, text=words("what is handed over: contract, agreed time, how often it is kept"),
                    shape=NodeShape.CARD),
        LegendEntry(sample=Sample.NODE, text=words("service, and what it does"), shape=NodeShape.STOP),
        LegendEntry(sample=Sample.NODE, text=words(legend.SHAPE_WORDS[NodeShape.EXTERNAL]), shape=NodeShape.EXTERNAL),
    )  # fmt: skip
    shapes = {node.shape for node in nodes}
    return (
        *lines,
        *legend.signs(legend.signed(nodes), states, words),  # a thing may stand otherwise than its whole contract
        *(frame if any(node.strong for node in nodes) else ()),
        *legend.shares(legend.texts(nodes), words),
        *(one for one in said if one.shape in shapes),
    )


UNCOVERED = mark("no contract in force covers it")


def _depth(edges: Iterable[Edge]) -> int:
    """How many boxes stand in a row on the longest way."""
    from svcgraph.views.diagram.flow_order import columns

    links = [(edge.source, edge.target) for edge in edges]
    names = tuple(dict.fromkeys(end for link in links for end in link))
    return max(columns(names, links).values(), default=0) + 1
