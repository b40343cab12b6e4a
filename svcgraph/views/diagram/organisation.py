"""The whole organisation as suppliers and clients, each arrow coloured by how well its contract is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from svcgraph.domain.attainment import Attainment, ServiceCounts, Verdict
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Department, Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import departments as departments_diagram
from svcgraph.views.diagram import legend, relations
from svcgraph.views.diagram.arrows import arrow
from svcgraph.views.diagram.grouping import Level, homes
from svcgraph.views.diagram.omissions import left_out
from svcgraph.views.diagram.question import EVERYTHING, Question, asked_words, handed, shown_words, wanted
from svcgraph.views.shapes import Cluster, Diagram, DiagramKind, Node, NodeShape, Run, State
from svcgraph.views.standing import STATES, Judge, Pair, pairs

ALL_SERVICES = 40  # up to here one picture of everything is readable (`5-pictures`)
COUNT_ORDER = (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK)
SOURCE_BARE = mark("Source: {files}, drawn by svcgraph.")
TITLE = mark("Who supplies whom")
COUNTS = mark(
    "in a service: its contracts in force in each state, as supplier and as client, without suspended ones and drafts"
)


def organisation(
    graph: ServiceGraph,
    contracts: Sequence[Contract] = (),
    attainment: Attainment | None = None,
    organisation: Organisation | None = None,
    words: Words | None = None,
    *,
    as_of: date | None = None,
    whole: bool | None = None,
    question: Question = EVERYTHING,
) -> Diagram:
    """The organisation diagram. ``whole``: all services whatever their number, or never; by default by size.
    ``question``: only a part of the arrows; then the size is that of what they lead to.

    Services are neutral and carry counts, no percentage or rank (`4-attainment`).
    """
    level = None if whole is None else Level.SERVICE if whole else Level.DEPARTMENT
    return next(
        forms(
            graph, contracts, attainment, organisation, words, as_of=as_of, level=level, question=question, by_size=True
        )
    )


def forms(
    graph: ServiceGraph,
    contracts: Sequence[Contract] = (),
    attainment: Attainment | None = None,
    organisation: Organisation | None = None,
    words: Words | None = None,
    *,
    as_of: date | None = None,
    level: Level | None = None,
    question: Question = EVERYTHING,
    kept: bool = False,
    by_size: bool = False,
) -> Iterator[Diagram]:
    """The forms that the picture may take, the richest first: whoever knows the paper takes the first that is readable
    there. ``level``: only what has these boxes. ``kept``: places of services were kept, so services are drawn up to
    `ALL_SERVICES` whatever the paper. ``by_size``: only what is readable on A3 going by the numbers."""
    words = words or Words("fr")
    known = organisation or Organisation()
    judge = Judge(graph, contracts, attainment, known, words)
    among = pairs(graph, judge, handed(graph, question))
    arrows = wanted(among, question)
    few = _size(graph, arrows, question) <= ALL_SERVICES
    level = Level.SERVICE if kept and few and level is None else level
    made: Iterator[Diagram] = iter(())
    if level is Level.SERVICE or (level is None and few):
        made = iter((_picture(graph, arrows, known, attainment, words, as_of=as_of),))
    if level is not Level.SERVICE:
        many = by_size and level is None and _departments(graph, arrows, known) > departments_diagram.AS_ARROWS
        coarse = Level.GROUP if many else level
        boxed = departments_diagram.departments(
            graph, arrows, known, attainment, words, as_of=as_of, level=coarse, among=among
        )
        if question.only and arrows:
            whole = _picture(graph, arrows, known, attainment, words, as_of=as_of)
            boxed = _named(boxed, whole, arrows, judge, words, question=question, level=level)
        made = chain(made, boxed)
    shown = len(arrows)
    yield from (_answering(one, graph, question, words, shown=shown) if question.asked else one for one in made)


def _named(
    boxed: Iterator[Diagram], whole: Diagram, arrows: Sequence[Pair], judge: Judge, words: Words,
    *, question: Question, level: Level | None,
) -> Iterator[Diagram]:  # fmt: skip
    """Of boxes that stand for many services the forms with a list of every relation below, then the list alone: what
    is missed must be named. Boxes alone come last, and where they are asked for."""
    forms = list(boxed)
    named = {cluster.id: cluster.name for cluster in whole.clusters}
    home = {node.id: named.get(node.cluster, "") for node in whole.nodes}
    lines = relations.listed(arrows, judge, words, home)
    yield from (replace(one, listing=(*one.listing, *lines)) for one in forms if level or not _coarse(one))
    if level is None:
        yield from relations.forms(whole, arrows, judge, words, only=question.only)
    yield from forms if level or question.only not in relations.CUT else ()


def _coarse(one: Diagram) -> bool:
    return any(node.shape is NodeShape.GROUP for node in one.nodes)


def _departments(graph: ServiceGraph, arrows: Sequence[Pair], known: Organisation) -> int:
    home = homes(graph, known)
    return len({home[end] for pair in arrows for end in (pair.supplier, pair.client)})


def _size(graph: ServiceGraph, arrows: Sequence[Pair], question: Question) -> int:
    used = {end for pair in arrows for end in (pair.supplier, pair.client)}
    return sum(not one.external and (not question.asked or one.id in used) for one in graph.services)


def _answering(made: Diagram, graph: ServiceGraph, question: Question, words: Words, *, shown: int) -> Diagram:
    """The picture with the question in its title, and what was not asked for in a note instead of a list."""
    whole = len({(one.supplier, one.client) for one in graph.handoffs} - _outside(graph))
    notes = (shown_words(shown, whole, words), *(() if made.kind is DiagramKind.ORGANISATION else made.notes))
    title = " – ".join(filter(None, (made.title, asked_words(graph, question, words))))
    return replace(made, title=title, notes=notes)


def _outside(graph: ServiceGraph) -> set[tuple[str, str]]:
    """Pairs of external parties, which no picture shows."""
    parties = {one.id for one in graph.services if one.external}
    return {(one.supplier, one.client) for one in graph.handoffs if {one.supplier, one.client} <= parties}


def flows(graph: ServiceGraph, words: Words | None = None, *, title: str = "") -> Diagram:
    """The same picture of bare files: no workspace, so nothing is judged and no department is known."""
    words = words or Words("fr")
    judge = Judge(graph, (), None, Organisation(), words, bare=True)
    arrows = pairs(graph, judge)
    nodes = _nodes(graph, arrows, Organisation(), None, words)
    edges = tuple(arrow(pair, judge, words) for pair in arrows)
    files = ", ".join(dict.fromkeys(process.file for process in graph.processes)) or "-"
    return Diagram(
        kind=DiagramKind.ORGANISATION,
        title=title or _flows_title(graph, words),
        subtitle=counted(graph, arrows, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=legend.entries(nodes, edges, words),
        notes=tuple(left_out(graph, nodes, words)),
        source=words(SOURCE_BARE, files=files),
        description=counted(graph, arrows, words),
    )


def _flows_title(graph: ServiceGraph, words: Words) -> str:
    names = tuple(dict.fromkeys(p.name.read(words.language) for p in graph.processes if p.name))
    return names[0] if len(names) == 1 else words(TITLE)


def _picture(
    graph: ServiceGraph,
    arrows: Sequence[Pair],
    known: Organisation,
    attainment: Attainment | None,
    words: Words,
    *,
    as_of: date | None,
) -> Diagram:
    judge = Judge(graph, (), attainment, known, words)
    nodes = _nodes(graph, arrows, known, attainment, words)
    edges = tuple(arrow(pair, judge, words) for pair in arrows)
    name = known.name.read(words.language)
    return Diagram(
        kind=DiagramKind.ORGANISATION,
        title=words("{name}: who supplies whom", name=name) if name else words(TITLE),
        subtitle=dated(attainment, as_of, words),
        language=words.language,
        clusters=_clusters(known.departments, nodes, words),
        nodes=nodes,
        edges=edges,
        legend=(*legend.entries(nodes, edges, words), *legend.counts(nodes, COUNTS, words)),
        notes=tuple(left_out(graph, nodes, words)),
        source=words(legend.SOURCE),
        description=f"{counted(graph, arrows, words)} {told(arrows, words)}",
    )


def _clusters(departments: Sequence[Department], nodes: Sequence[Node], words: Words) -> tuple[Cluster, ...]:
    used = {node.cluster for node in nodes}
    return tuple(
        Cluster(id=department.id, name=department.name.read(words.language))
        for department in departments
        if department.id in used
    )


def _nodes(
    graph: ServiceGraph,
    arrows: Sequence[Pair],
    known: Organisation,
    attainment: Attainment | None,
    words: Words,
) -> tuple[Node, ...]:
    """Services that hand over or receive something, department by department, then external parties."""
    used = {end for pair in arrows for end in (pair.supplier, pair.client)}
    shown = [service for service in graph.services if service.id in used]
    order = {department.id: index for index, department in enumerate(known.departments)}
    shown.sort(key=lambda service: (service.external, order.get(service.department, len(order))))
    counts = {count.service: count for count in attainment.services} if attainment else {}
    return tuple(_node(service, order, counts.get(service.id), words) for service in shown)


def _node(service: Service, departments: dict[str, int], counts: ServiceCounts | None, words: Words) -> Node:
    name = service.name.read(words.language)
    return Node(
        id=service.id,
        key=service.id,
        name=name,
        shape=NodeShape.EXTERNAL if service.external else NodeShape.SERVICE,
        cluster=service.department if service.department in departments and not service.external else "",
        details=count_lines(counts, words),
        tip=name,
    )


def count_lines(counts: ServiceCounts | None, words: Words) -> tuple[tuple[Run, ...], ...]:
    """One line as supplier, one as client: ● 9 ▲ 2 ■ 1 ○ 3; nothing when there is nothing to count."""
    if counts is None:
        return ()
    sides = ((words("as supplier"), counts.as_supplier), (words("as client"), counts.as_client))
    return tuple(_count_line(side, verdicts) for side, verdicts in sides if _by_state(verdicts))


def _by_state(verdicts: Iterable[tuple[Verdict, int]]) -> tuple[tuple[State, int], ...]:
    totals = dict.fromkeys(COUNT_ORDER, 0)
    for verdict, number in verdicts:
        if STATES[verdict] in totals:
            totals[STATES[verdict]] += number
    return tuple((state, number) for state, number in totals.items() if number)


def _count_line(side: str, verdicts: Iterable[tuple[Verdict, int]]) -> tuple[Run, ...]:
    runs = [Run(f"{side} ")]
    for state, number in _by_state(verdicts):
        runs += [Run("", state), Run(f" {number}  ")]
    return (*runs[:-1], Run(runs[-1].text.rstrip()))


def counted(graph: ServiceGraph, arrows: Sequence[Pair], words: Words) -> str:
    """How much the picture holds, in words."""
    inside = sum(not service.external for service in graph.services)
    handoffs = sum(pair.handoffs for pair in arrows)
    return words(
        "{services} services, {externals} external parties, {pairs} arrows for {handoffs} handoffs.",
        services=inside,
        externals=len(graph.services) - inside,
        pairs=len(arrows),
        handoffs=handoffs,
    )


def told(arrows: Sequence[Pair], words: Words) -> str:
    """How many arrows stand how, for the picture's description."""
    totals = {state: sum(pair.standing.state is state for pair in arrows) for state in legend.ORDER}
    return " ; ".join(f"{words(legend.STATE_WORDS[state])} : {number}" for state, number in totals.items() if number)
