"""One service between its suppliers, on the left, and its clients, on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.errors import UsageError
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.arrows import objectives_met, tip
from svcgraph.views.diagram.organisation import COUNTS, count_lines
from svcgraph.views.shapes import Diagram, DiagramKind, Edge, Node, NodeShape, Run, State
from svcgraph.views.standing import Judge, Pair, pairs

UNKNOWN = mark("There is no service “{service}”. Services are listed by “svcgraph services”.")


def service(  # noqa: PLR0917 - the order of a story: graph, contracts, attainment, organisation, words
    graph: ServiceGraph,
    service_id: str,
    contracts: Sequence[Contract] = (),
    attainment: Attainment | None = None,
    organisation: Organisation | None = None,
    words: Words | None = None,
    *,
    as_of: date | None = None,
    bare: bool = False,
) -> Diagram:
    """What ``service_id`` receives from whom and hands to whom, and how each of it stands.

    Raises ``UsageError`` when there is no such service.
    """
    words = words or Words("fr")
    judge = Judge(graph, contracts, attainment, organisation or Organisation(), words, bare=bare)
    focus = graph.service(service_id)
    if focus is None:
        raise UsageError(UNKNOWN, service=service_id)
    mine = [handoff for handoff in graph.handoffs if focus.id in (handoff.supplier, handoff.client)]
    arrows = pairs(graph, judge, mine)
    incoming = [pair for pair in arrows if pair.client == focus.id]
    outgoing = [pair for pair in arrows if pair.supplier == focus.id]
    middle = _focus(focus, attainment, words)
    nodes = (
        *(_partner(pair, pair.supplier, -1, judge, words) for pair in incoming),
        middle,
        *(_partner(pair, pair.client, 1, judge, words) for pair in outgoing),
    )
    edges = (
        *(_arrow(pair, f"from {pair.supplier}", focus.id, judge, words) for pair in incoming),
        *(_arrow(pair, focus.id, f"to {pair.client}", judge, words) for pair in outgoing),
    )
    name = focus.name.read(words.language)
    return Diagram(
        kind=DiagramKind.SERVICE,
        title=words("{service}: its suppliers and its clients", service=name),
        subtitle="" if bare else dated(attainment, as_of, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=(*legend.entries(nodes, edges, words), *legend.counts((middle,), COUNTS, words)),
        notes=tuple(_notes(incoming, outgoing, words)),
        source=words(legend.SOURCE) if not bare else "",
        description=words("{suppliers} suppliers, {clients} clients.", suppliers=len(incoming), clients=len(outgoing)),
    )


def _focus(focus: Service, attainment: Attainment | None, words: Words) -> Node:
    counts = {count.service: count for count in attainment.services} if attainment else {}
    name = focus.name.read(words.language)
    return Node(
        id=focus.id,
        key=focus.id,
        name=name,
        shape=NodeShape.FOCUS,
        details=count_lines(counts.get(focus.id), words),
        tip=name,
    )


def _partner(pair: Pair, partner: str, side: int, judge: Judge, words: Words) -> Node:
    """The other service, how the pair stands, and what passes."""
    found = judge.services[partner]
    name = found.name.read(words.language)
    return Node(
        id=f"{'from' if side < 0 else 'to'} {partner}",
        key=partner,
        name=name,
        shape=NodeShape.EXTERNAL if found.external else NodeShape.SERVICE,
        details=(*_stands(pair, judge, words), *((Run(f"– {judge.term(item)}"),) for item in pair.deliverables)),
        tip=name,
        side=side,
    )


def _stands(pair: Pair, judge: Judge, words: Words) -> Iterable[tuple[Run, ...]]:
    standing = pair.standing
    if judge.bare:
        return
    of = f" ({objectives_met(standing, words)})" if standing.judged else ""
    text = f" {words(standing.word)}{of}"
    others = tuple(run for state in standing.others for run in (Run(" "), Run("", state)))
    first = (Run("", standing.state), Run(text)) if standing.state is not State.NEUTRAL else (Run(text.strip()),)
    yield (*first, *others)
    if about := judge.about(standing, words):
        yield (Run(about),)


def _arrow(pair: Pair, source: str, target: str, judge: Judge, words: Words) -> Edge:
    number = len(pair.deliverables)
    return Edge(
        id=pair.id,
        source=source,
        target=target,
        state=pair.standing.state,
        count=number,
        label=str(number) if number > 1 else "",
        others=pair.standing.others,
        flag=pair.standing.flag,
        tip=tip(pair, judge, words),
    )


def _notes(incoming: Sequence[Pair], outgoing: Sequence[Pair], words: Words) -> Iterable[str]:
    if not incoming:
        yield words("The maps show nothing that it receives.")
    if not outgoing:
        yield words("The maps show nothing that it hands over.")
