"""Suppliers by clients as a table (design structure matrix): the form that stays readable at any size.

Rows supply columns. In the order of the work everything would lie above the diagonal; what lies below runs back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from svcgraph.domain.facts import Facts
from svcgraph.domain.sequencing import Sequenced, Weights, backward, clustered, sequenced
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.arrows import tip
from svcgraph.views.diagram.grouping import (
    Key,
    Level,
    department_edge,
    department_nodes,
    group_nodes,
    grouped,
    homes,
    in_groups,
    in_worst,
    listing_of,
)
from svcgraph.views.diagram.omissions import left_out
from svcgraph.views.shapes import (
    Cluster,
    Diagram,
    DiagramKind,
    Edge,
    LegendEntry,
    Node,
    NodeShape,
    Sample,
)
from svcgraph.views.standing import Judge, Pair, pairs

AS_SERVICES = 60  # up to here a row for each service
MOST_SERVICES = 200  # beyond that no sheet holds a row for each
CELLS = {
    Level.DEPARTMENT: mark(
        "k/n in a cell: k pairs of services in that state, of n from the department of the row to that of the column"
    ),
    Level.GROUP: mark(
        "k/n in a cell: k pairs of services in that state, of n from the group of the row to that of the column"
    ),
}
TITLES = {
    Level.DEPARTMENT: mark("{name}: contracts between departments"),
    Level.GROUP: mark("{name}: contracts between groups of departments"),
}
THINGS = mark("in a cell: deliverables that the service of the row hands to that of the column")
BACKWARD = mark("Rows supply columns. {n} of {m} cells lie below the diagonal: there work runs back.")
WITHIN = {
    Level.DEPARTMENT: mark("On the diagonal: what passes inside a department."),
    Level.GROUP: mark("On the diagonal: what passes inside a group."),
}
GATHERED = mark(
    "A group holds the departments that exchange most with each other. A row for each department needs a larger sheet, "
    "or the workbook of this matrix."
)


class Order(StrEnum):
    """In which order rows and columns stand."""

    SEQUENCE = "sequence"  # as the work runs, loops together
    CLUSTER = "cluster"  # who exchanges most stands together
    GIVEN = "given"  # as in the organisation file


FRAMES = {
    Order.SEQUENCE: mark("frame: a loop, everyone in it waits for everyone else in it"),
    Order.CLUSTER: mark("frame: those who exchange most with each other"),
}


def matrix(facts: Facts, words: Words, *, level: Level | None = None, order: Order = Order.SEQUENCE) -> Diagram:
    """The table of the whole organisation. ``level``: what rows stand for; by default by the number of services."""
    return next(forms(facts, words, level=level, order=order, by_size=True))


def forms(
    facts: Facts,
    words: Words,
    *,
    level: Level | None = None,
    order: Order = Order.SEQUENCE,
    by_size: bool = False,
) -> Iterator[Diagram]:
    """The forms that the table may take, the richest first: whoever knows the paper takes the first that is readable
    there. ``level``: only that one. ``by_size``: services only up to `AS_SERVICES`; a workbook has no paper."""
    judge = Judge(facts.graph, facts.contracts, facts.attainment, facts.organisation, words)
    arrows = pairs(facts.graph, judge)
    inside = sum(not service.external for service in facts.graph.services)
    if level is Level.SERVICE or (level is None and inside <= (AS_SERVICES if by_size else MOST_SERVICES)):
        yield _of_services(facts, arrows, judge, order, words)
    home = homes(facts.graph, facts.organisation)
    between = grouped(arrows, home)
    if level in (None, Level.DEPARTMENT):
        nodes = department_nodes(home, between, facts.organisation, words)
        yield _of_many(facts, between, nodes, order, words)
    if level in (None, Level.GROUP):
        gathered = in_groups(facts.graph, arrows, facts.organisation)
        found = group_nodes(facts.graph, gathered, facts.organisation, words)
        made = _of_many(facts, gathered, tuple(replace(node, details=()) for node in found), order, words)
        yield replace(made, listing=listing_of(found, facts.graph, facts.organisation, words))
        yield made


def _of_services(facts: Facts, arrows: Sequence[Pair], judge: Judge, order: Order, words: Words) -> Diagram:
    nodes = _services(facts, arrows, words)
    edges = tuple(_cell(pair, judge, words) for pair in arrows)
    weights = {(pair.supplier, pair.client): float(len(pair.deliverables)) for pair in arrows}
    return _table(
        nodes, edges, weights, order, words,
        title=words("{name}: suppliers and clients", name=facts.organisation.name.read(words.language) or "–"),
        subtitle=dated(facts.attainment, facts.as_of, words),
        cells=THINGS,
        notes=tuple(left_out(facts.graph, nodes, words)),
    )  # fmt: skip


def _of_many(
    facts: Facts, between: Mapping[Key, Sequence[Pair]], nodes: tuple[Node, ...], order: Order, words: Words
) -> Diagram:
    """Departments by departments, or their groups. Nothing is left out: what passes inside stands on the diagonal."""
    level = Level.GROUP if any(node.shape is NodeShape.GROUP for node in nodes) else Level.DEPARTMENT
    edges = tuple(_counted(key, between[key], words) for key in sorted(between))
    return _table(
        nodes, edges, {key: float(len(found)) for key, found in between.items()}, order, words,
        title=words(TITLES[level], name=facts.organisation.name.read(words.language) or "–"),
        subtitle=dated(facts.attainment, facts.as_of, words),
        cells=CELLS[level],
        notes=(words(WITHIN[level]), words("A cell has the worst state in it."),
               *((words(GATHERED),) if level is Level.GROUP else ())),
    )  # fmt: skip


def _counted(key: Key, found: Sequence[Pair], words: Words) -> Edge:
    """A cell: how many of its pairs are in the worst state."""
    made = department_edge(key, found, len(found), words)
    return replace(made, label=f"{in_worst(found)[1]}/{len(found)}", count=1)


def _table(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], weights: Weights, order: Order, words: Words,
    *, title: str, subtitle: str, cells: str, notes: tuple[str, ...],
) -> Diagram:  # fmt: skip
    turn = _ordered(nodes, weights, order)
    blocks = {name: f"block-{number}" for number, block in enumerate(turn.blocks) for name in block}
    by_id = {node.id: replace(node, cluster=blocks.get(node.id, "")) for node in nodes}
    apart = [(edge.source, edge.target) for edge in edges if edge.source != edge.target]
    clusters = tuple(Cluster(id=f"block-{number}", name="") for number in range(len(turn.blocks)))
    return Diagram(
        kind=DiagramKind.MATRIX,
        title=title,
        subtitle=subtitle,
        language=words.language,
        clusters=clusters,
        nodes=tuple(by_id[name] for name in turn.order),
        edges=edges,
        legend=_legend(edges, clusters, cells, order, words),
        notes=(words(BACKWARD, n=backward(turn.order, apart), m=len(apart)), *notes),
        source=words(legend.SOURCE),
        description=words("{n} rows and columns, {m} cells.", n=len(nodes), m=len(edges)),
    )


def _ordered(nodes: Sequence[Node], weights: Weights, order: Order) -> Sequenced:
    """External parties that only give stand first, the others last: a loop through a client is none of the house's."""
    inside = [node.id for node in nodes if node.shape is not NodeShape.EXTERNAL]
    outside = [node.id for node in nodes if node.shape is NodeShape.EXTERNAL]
    getting = {client for _, client in weights}
    first = [name for name in outside if name not in getting]
    last = [name for name in outside if name in getting]
    if order is Order.GIVEN:
        return Sequenced(order=(*first, *inside, *last))
    turn = (sequenced if order is Order.SEQUENCE else clustered)(inside, weights)
    return replace(turn, order=(*first, *turn.order, *last))


def _legend(
    edges: tuple[Edge, ...], blocks: tuple[Cluster, ...], cells: str, order: Order, words: Words
) -> tuple[LegendEntry, ...]:
    states = (replace(entry, sample=Sample.CELL) for entry in legend.entries((), _plain(edges), words, count_words=""))
    frames = (LegendEntry(sample=Sample.FRAME, text=words(FRAMES[order])),) if blocks else ()
    flags = (entry for entry in legend.entries((), edges, words, count_words="") if entry.sample is Sample.FLAG)
    return (*states, *flags, LegendEntry(sample=Sample.NUMBER, text=words(cells)), *frames)


def _plain(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    return tuple(replace(edge, flag=False) for edge in edges)


def _services(facts: Facts, arrows: Sequence[Pair], words: Words) -> tuple[Node, ...]:
    """Services that hand over or receive something, in the order of the departments, then external parties."""
    used = {end for pair in arrows for end in (pair.supplier, pair.client)}
    shown = [service for service in facts.graph.services if service.id in used]
    order = {department.id: index for index, department in enumerate(facts.organisation.departments)}
    shown.sort(key=lambda one: (one.external, order.get(one.department, len(order))))
    return tuple(
        Node(
            id=one.id,
            key=one.id,
            name=one.name.read(words.language),
            shape=NodeShape.EXTERNAL if one.external else NodeShape.SERVICE,
            tip=one.name.read(words.language),
        )
        for one in shown
    )


def _cell(pair: Pair, judge: Judge, words: Words) -> Edge:
    return Edge(
        id=pair.id,
        source=pair.supplier,
        target=pair.client,
        state=pair.standing.state,
        label=str(len(pair.deliverables)),
        flag=pair.standing.flag,
        tip=tip(pair, judge, words),
    )
