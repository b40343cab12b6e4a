"""Who really hands over to whom, in the shapes of the organisation diagram."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.reality import Reality, Relation, Sight
from svcgraph.i18n import mark
from svcgraph.logs.find import Found
from svcgraph.views.reality import SIGHTS, Told, lasting
from svcgraph.views.shapes import Diagram, DiagramKind, Edge, LegendEntry, Node, NodeShape, Sample, State

ARROWS = 60  # more make a ball of wool
THICK = 4  # deliverables whose arrow is as wide as the most frequent one here
# Not verdicts: the legend says what each line means here.
STATES = {
    Sight.SHADOW: State.AT_RISK,
    Sight.NEVER_SEEN: State.UNKNOWN,
    Sight.CONFIRMED: State.FLOW,
    Sight.SEEN: State.FLOW,
}
TIP = mark("{supplier} → {client}: {n} times in {m} cases, median wait {median}, 95 % at most {p95} ({sight})")
NUMBER = mark("number: how many times, thicker when more often; the waits are in the listing")
UNSEEN = mark("{supplier} → {client}: drawn, never seen in the log")


def reality(found: Reality, log: Found, graph: ServiceGraph, told: Told) -> Diagram:
    """The picture; beyond `ARROWS` arrows the rarest are left out, and counted."""
    words = told.words
    arrows = [one for one in found.relations if one.sight is not Sight.WITHIN]
    shown = sorted(arrows, key=lambda one: -_count(one))[:ARROWS]
    shown = [one for one in arrows if one in shown]
    most = max(map(_count, shown), default=1)
    nodes = tuple(_nodes(shown, graph, told))
    counted = words("{events} events in {cases} cases", events=log.handovers.events, cases=log.handovers.cases)
    left = len(arrows) - len(shown)
    notes = (words("Left out: the {n} rarest arrows of {m}.", n=left, m=len(arrows)),) if left else ()
    return Diagram(
        kind=DiagramKind.ORGANISATION,
        title=words("Who really hands over to whom"),
        subtitle=counted,
        language=words.language,
        nodes=nodes,
        edges=tuple(_edge(one, most, told) for one in shown),
        legend=tuple(_legend(shown, nodes, told)),
        notes=notes,
        source=words("Source: event log {file}, drawn by svcgraph.", file=log.file),
        description=". ".join(_tip(one, told) for one in shown),
    )


def _nodes(shown: Iterable[Relation], graph: ServiceGraph, told: Told) -> Iterable[Node]:
    outside = {service.id for service in graph.services if service.external}
    for service in sorted({end for one in shown for end in (one.supplier, one.client)}):
        shape = NodeShape.EXTERNAL if service in outside else NodeShape.SERVICE
        yield Node(id=service, key=service, name=told.service(service), shape=shape, tip=told.service(service))


def _edge(one: Relation, most: int, told: Told) -> Edge:
    return Edge(
        id=f"{one.supplier}--{one.client}",
        source=one.supplier,
        target=one.client,
        state=STATES[one.sight],
        count=1 + round((THICK - 1) * _count(one) / most),
        label=str(_count(one) or ""),
        tip=_tip(one, told),
    )


def _count(one: Relation) -> int:
    return one.handover.waiting.count if one.handover else 0


def _tip(one: Relation, told: Told) -> str:
    words = told.words
    ends = {"supplier": told.service(one.supplier), "client": told.service(one.client)}
    if one.handover is None:
        return words(UNSEEN, **ends)
    waiting = one.handover.waiting
    median, p95 = (lasting(seconds, words) or "–" for seconds in (waiting.median, waiting.p95))
    return words(
        TIP, n=waiting.count, m=waiting.cases, median=median, p95=p95, sight=words(SIGHTS[one.sight]), **ends
    )  # fmt: skip


def _legend(shown: Iterable[Relation], nodes: Iterable[Node], told: Told) -> Iterable[LegendEntry]:
    words = told.words
    sights = {one.sight for one in shown}
    for sight, state in STATES.items():
        if sight in sights:
            yield LegendEntry(sample=Sample.LINE, text=words(SIGHTS[sight]), state=state)
    yield LegendEntry(sample=Sample.WIDTH, text=words(NUMBER))
    shapes = {node.shape for node in nodes}
    names = {NodeShape.SERVICE: mark("service"), NodeShape.EXTERNAL: mark("external party")}
    yield from (
        LegendEntry(sample=Sample.NODE, text=words(name), shape=shape)
        for shape, name in names.items()
        if shape in shapes
    )
