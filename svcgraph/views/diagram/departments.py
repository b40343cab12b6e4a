"""Departments instead of services, for organisations too large for one picture of everything (`5-pictures`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.shapes import (
    WORST_FIRST,
    Diagram,
    DiagramKind,
    Edge,
    LegendEntry,
    Node,
    NodeShape,
    Run,
    Sample,
    State,
)
from svcgraph.views.standing import Pair

STRONGEST = 3  # suppliers per department
AS_ARROWS = 200  # up to here departments are drawn with arrows, beyond as a table of counts
CELLS = mark("in a cell: pairs of services, from the department of the row to that of the column")
PAIRS = mark("k of n: pairs of services in that state, of all between the two; thicker when several")
NOWHERE = "?"
OUTSIDE = "!"
SOURCE = mark("Source: process maps, contracts and readings of the workspace, drawn by svcgraph.")
Key = tuple[str, str]


def departments(
    graph: ServiceGraph,
    arrows: Sequence[Pair],
    known: Organisation,
    attainment: Attainment | None,
    words: Words,
    *,
    as_of: date | None = None,
) -> Diagram:
    """Each department with its strongest suppliers and every pair that holds a miss; beyond 200 services a matrix."""
    home = _homes(graph, known)
    between = _grouped(arrows, home)
    if sum(place != OUTSIDE for place in home.values()) > AS_ARROWS:
        return _matrix(between, home, known, attainment, words, as_of=as_of)
    between = {key: found for key, found in between.items() if key[0] != key[1]}
    kept = _kept(between)
    nodes = _nodes(home, kept, known, words)
    edges = tuple(_edge(key, between[key], words) for key in sorted(kept))
    return Diagram(
        kind=DiagramKind.DEPARTMENTS,
        title=words("{name}: departments and their main suppliers", name=known.name.read(words.language) or "–"),
        subtitle=dated(attainment, as_of, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=legend.entries(nodes, edges, words, count_words=PAIRS),
        notes=tuple(_left_out(arrows, between, kept, home, words)),
        source=words(SOURCE),
        description=words("{n} departments, {m} arrows.", n=len(nodes), m=len(edges)),
    )


def _matrix(
    between: dict[Key, list[Pair]],
    home: dict[str, str],
    known: Organisation,
    attainment: Attainment | None,
    words: Words,
    *,
    as_of: date | None,
) -> Diagram:
    """Rows supply columns. Nothing is left out: what passes inside a department stands on the diagonal."""
    nodes = _nodes(home, between, known, words)
    edges = tuple(_cell(key, between[key], words) for key in sorted(between))
    lines = legend.entries((), edges, words, count_words="")
    cells = tuple(replace(entry, sample=Sample.CELL) for entry in lines)
    return Diagram(
        kind=DiagramKind.MATRIX,
        title=words("{name}: contracts between departments", name=known.name.read(words.language) or "–"),
        subtitle=dated(attainment, as_of, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=(*cells, LegendEntry(sample=Sample.NUMBER, text=words(CELLS))),
        notes=(
            words("Rows supply columns. Too many services for a picture of each: a cell has the worst state in it."),
        ),
        source=words(SOURCE),
        description=words("{n} departments, {m} arrows.", n=len(nodes), m=len(edges)),
    )


def _cell(key: Key, found: Sequence[Pair], words: Words) -> Edge:
    edge = _edge(key, found, words)
    return replace(edge, label=str(len(found)), count=1)


def _homes(graph: ServiceGraph, known: Organisation) -> dict[str, str]:
    names = {department.id for department in known.departments}

    def home(service: Service) -> str:
        if service.external:
            return OUTSIDE
        return service.department if service.department in names else NOWHERE

    return {service.id: home(service) for service in graph.services}


def _grouped(arrows: Iterable[Pair], home: dict[str, str]) -> dict[Key, list[Pair]]:
    between: dict[Key, list[Pair]] = defaultdict(list)
    for pair in arrows:
        between[home[pair.supplier], home[pair.client]].append(pair)
    return between


def _kept(between: dict[Key, list[Pair]]) -> set[Key]:
    """The strongest suppliers of each department, by deliverables; a miss is never left out."""
    suppliers: dict[str, list[Key]] = defaultdict(list)
    for key in between:
        suppliers[key[1]].append(key)
    strongest = {
        key for keys in suppliers.values() for key in sorted(keys, key=lambda k: (-_weight(between[k]), k))[:STRONGEST]
    }
    return strongest | {key for key, found in between.items() if _worst(found) is State.MISSED}


def _weight(found: Iterable[Pair]) -> int:
    return sum(len(pair.deliverables) for pair in found)


def _worst(found: Iterable[Pair]) -> State:
    return min((pair.standing.state for pair in found), key=WORST_FIRST.index)


def _nodes(home: dict[str, str], kept: Iterable[Key], known: Organisation, words: Words) -> tuple[Node, ...]:
    used = {end for key in kept for end in key}
    named = [(department.id, department.name.read(words.language)) for department in known.departments]
    named += [(NOWHERE, words("services without a department")), (OUTSIDE, words("external parties"))]
    sizes = {key: sum(place == key for place in home.values()) for key, _ in named}
    return tuple(_node(key, name, sizes[key], words) for key, name in named if key in used)


def _node(key: str, name: str, size: int, words: Words) -> Node:
    shape = NodeShape.EXTERNAL if key == OUTSIDE else NodeShape.DEPARTMENT
    one, many = ("{n} party", "{n} parties") if key == OUTSIDE else ("{n} service", "{n} services")
    detail = (Run(words.plural(one, many, size, n=size)),)
    return Node(id=key, key=key, name=name, shape=shape, details=(detail,), tip=name)


def _edge(key: Key, found: Sequence[Pair], words: Words) -> Edge:
    worst = _worst(found)
    number = sum(pair.standing.state is worst for pair in found)
    count = words("{k} of {n}", k=number, n=len(found))
    return Edge(
        id="--".join(key),
        source=key[0],
        target=key[1],
        state=worst,
        count=min(5, len(found)),
        label=count,
        tip=f"{words(legend.STATE_WORDS[worst])} : {count}",
    )


def _left_out(
    arrows: Sequence[Pair], between: dict[Key, list[Pair]], kept: set[Key], home: dict[str, str], words: Words
) -> Iterable[str]:
    inside = sum(home[pair.supplier] == home[pair.client] for pair in arrows)
    weaker = sum(len(found) for key, found in between.items() if key not in kept)
    yield words("An arrow shows the worst state among the pairs of services it stands for, and for how many of them.")
    yield words(
        "Too many services for one picture of all. Left out: {inside} pairs within one department, "
        "{weaker} pairs between departments that are not among each other's main suppliers (none of them missed).",
        inside=inside,
        weaker=weaker,
    )
