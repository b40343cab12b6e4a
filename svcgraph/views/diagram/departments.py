"""Departments instead of services, for organisations too large for one picture of everything (`5-pictures`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.grouping import OUTSIDE, Key, department_edge, department_nodes, grouped, homes, worst_of
from svcgraph.views.diagram.matrix import of_departments
from svcgraph.views.shapes import Diagram, DiagramKind, State
from svcgraph.views.standing import Pair

STRONGEST = 3  # suppliers per department
AS_ARROWS = 200  # up to here departments are drawn with arrows, beyond as a table of counts
PAIRS = mark("k of n: pairs of services in that state, of all between the two; thicker when several")
SOURCE = mark("Source: process maps, contracts and readings of the workspace, drawn by svcgraph.")


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
    home = homes(graph, known)
    between = grouped(arrows, home)
    if sum(place != OUTSIDE for place in home.values()) > AS_ARROWS:
        return of_departments(between, home, known, attainment, words, as_of=as_of)
    between = {key: found for key, found in between.items() if key[0] != key[1]}
    kept = _kept(between)
    nodes = department_nodes(home, kept, known, words)
    edges = tuple(department_edge(key, between[key], words) for key in sorted(kept))
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


def _kept(between: dict[Key, list[Pair]]) -> set[Key]:
    """The strongest suppliers of each department, by deliverables; a miss is never left out."""
    suppliers: dict[str, list[Key]] = defaultdict(list)
    for key in between:
        suppliers[key[1]].append(key)
    strongest = {
        key for keys in suppliers.values() for key in sorted(keys, key=lambda k: (-_weight(between[k]), k))[:STRONGEST]
    }
    return strongest | {key for key, found in between.items() if worst_of(found) is State.MISSED}


def _weight(found: Iterable[Pair]) -> int:
    return sum(len(pair.deliverables) for pair in found)


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
