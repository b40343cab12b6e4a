"""Departments instead of services, for organisations too large for one picture of everything (`5-pictures`); where
even they are too many for a sheet, groups of departments that exchange most with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.grouping import (
    Key,
    Level,
    Named,
    department_edge,
    department_nodes,
    group_nodes,
    grouped,
    groups_of,
    homes,
    in_groups,
    listing_of,
    moved,
)
from svcgraph.views.diagram.process_map import counted
from svcgraph.views.shapes import Diagram, DiagramKind, Edge, LegendEntry, Node, NodeShape, Run, Sample, State
from svcgraph.views.standing import Pair

AS_ARROWS = 40  # up to here departments with arrows are readable on A3
STRONGEST = ((20, 3), (AS_ARROWS, 2))  # up to so many departments, so many suppliers of each: more cannot be traced
MOST_DEPARTMENTS = 100  # beyond that laying them out takes too long, and no sheet holds them
MOST_MISSED = 16  # arrows between groups; the list of what is missed names the others
PAIRS = mark("k of n: pairs of services in that state, of all between the two; thicker when several")
INSIDE = mark("in a box: pairs of services within it in each state")
TITLES = {
    Level.DEPARTMENT: mark("{name}: departments and their main suppliers"),
    Level.GROUP: mark("{name}: groups of departments and their main suppliers"),
}
DESCRIPTIONS = {
    Level.DEPARTMENT: mark("{n} departments, {m} arrows."),
    Level.GROUP: mark("{n} groups of departments, {m} arrows."),
}
TOO_MANY = mark("Too many services for one picture of all.")
LEFT_OUT = {
    Level.DEPARTMENT: mark(
        "Counted in the boxes: {inside} pairs within one department. Left out: {weaker} pairs between departments that "
        "are not among each other's main suppliers (none of them missed)."
    ),
    Level.GROUP: mark(
        "Counted in the boxes: {inside} pairs within one group. Left out between groups: {weaker} pairs, {missed} of "
        "them missed; an arrow leads from each one's main supplier, and wherever most is missed."
    ),
}
GATHERED = mark(
    "A group holds the departments that exchange most with each other. Its departments fit a larger sheet; a service "
    "with its neighbours, and what is missed, can be drawn by themselves."
)


def departments(
    graph: ServiceGraph,
    arrows: Sequence[Pair],
    known: Organisation,
    attainment: Attainment | None,
    words: Words,
    *,
    as_of: date | None = None,
    level: Level | None = None,
    among: Sequence[Pair] | None = None,
) -> Iterator[Diagram]:
    """Each department with its strongest suppliers and every pair that holds a miss, then the same of groups of
    departments: forms of one picture, the richest first. ``level``: only that one. ``among``: all the pairs of which
    ``arrows`` are shown; they are counted as the whole, so that two pictures tell the same of one arrow."""
    home = homes(graph, known)
    every = arrows if among is None else among
    between = grouped(arrows, home)
    few = len({end for key in between for end in key}) <= MOST_DEPARTMENTS
    if level is Level.DEPARTMENT or (level is None and few):
        nodes = department_nodes(home, between, known, words)
        sizes = _sizes(grouped(every, home))
        yield _picture(between, sizes, nodes, Level.DEPARTMENT, known, attainment, words, as_of)
    if level is Level.DEPARTMENT:
        return
    gathered, sizes = in_groups(graph, arrows, known), _sizes(in_groups(graph, every, known))
    for named in Named.ALL, Named.NONE, Named.FEW:
        nodes = group_nodes(graph, gathered, known, words, named=named)
        made = _picture(gathered, sizes, nodes, Level.GROUP, known, attainment, words, as_of)
        yield replace(made, listing=listing_of(nodes, graph, known, words)) if named is Named.NONE else made


def boxes(graph: ServiceGraph, known: Organisation, drawn: Diagram) -> dict[str, str]:
    """By service id the box of ``drawn``, a form by size, that it is in: its department's, or its group's."""
    home = homes(graph, known)
    if any(node.shape is NodeShape.GROUP for node in drawn.nodes):
        return moved(home, groups_of(graph, known))
    return home


def _apart(between: Mapping[Key, Sequence[Pair]]) -> tuple[Key, ...]:
    return tuple(key for key in between if key[0] != key[1])


def _picture(  # noqa: PLR0917 - what a picture is made of
    between: Mapping[Key, Sequence[Pair]], sizes: Mapping[Key, int], nodes: tuple[Node, ...], level: Level,
    known: Organisation, attainment: Attainment | None, words: Words, as_of: date | None,
) -> Diagram:  # fmt: skip
    kept = _kept({key: between[key] for key in _apart(between)}, level, len(nodes))
    edges = tuple(department_edge(key, between[key], sizes[key], words) for key in sorted(kept))
    nodes = tuple(_with_inside(node, between.get((node.id, node.id), ()), sizes, words) for node in nodes)
    return Diagram(
        kind=DiagramKind.DEPARTMENTS,
        title=words(TITLES[level], name=known.name.read(words.language) or "–"),
        subtitle=dated(attainment, as_of, words),
        language=words.language,
        nodes=nodes,
        edges=edges,
        legend=tuple(_legend(nodes, edges, words)),
        notes=tuple(_left_out(between, kept, level, words)) if between else (),
        source=words(legend.SOURCE),
        description=words(DESCRIPTIONS[level], n=len(nodes), m=len(edges)),
    )


def _legend(nodes: Sequence[Node], edges: Sequence[Edge], words: Words) -> Iterator[LegendEntry]:
    """What k of n is stands wherever arrows are, also where each is of one pair alone."""
    for entry in legend.entries(nodes, edges, words, count_words=""):
        if entry.sample is Sample.NODE and edges:
            yield LegendEntry(sample=Sample.WIDTH, text=words(PAIRS))
            edges = ()
        yield entry
    yield from legend.counts(nodes, INSIDE, words)


def _sizes(between: Mapping[Key, Sequence[Pair]]) -> dict[Key, int]:
    return {key: len(found) for key, found in between.items()}


def _with_inside(node: Node, inside: Sequence[Pair], sizes: Mapping[Key, int], words: Words) -> Node:
    """Below its size, how the pairs of services within it stand; of how many, where not all of them are shown."""
    size = sizes.get((node.id, node.id), 0)
    counts = tuple(counted(Counter(pair.standing.state for pair in inside)))
    of = (Run(f"  {words('of {n}', n=size)}"),) if counts and len(inside) < size else ()
    told = (*counts[:-1], (*counts[-1], *of)) if counts else ()
    return replace(node, details=(*node.details[:1], *told, *node.details[1:]))


def _kept(between: Mapping[Key, Sequence[Pair]], level: Level, boxes: int) -> set[Key]:
    """The strongest suppliers of each, by deliverables. A miss between departments is never left out; between groups
    those with the most misses are shown."""
    suppliers: dict[str, list[Key]] = defaultdict(list)
    for key in between:
        suppliers[key[1]].append(key)
    few = next((number for most, number in STRONGEST if boxes <= most), 1) if level is Level.DEPARTMENT else 1
    main = {key for keys in suppliers.values() for key in sorted(keys, key=lambda k: (-_weight(between[k]), k))[:few]}
    missed = sorted((key for key in between if _missed(between[key])), key=lambda k: (-_missed(between[k]), k))
    return main | set(missed if level is Level.DEPARTMENT else missed[:MOST_MISSED])


def _missed(found: Iterable[Pair]) -> int:
    return sum(pair.standing.state is State.MISSED for pair in found)


def _weight(found: Iterable[Pair]) -> int:
    return sum(len(pair.deliverables) for pair in found)


def _left_out(between: Mapping[Key, Sequence[Pair]], kept: set[Key], level: Level, words: Words) -> Iterator[str]:
    inside = sum(len(found) for key, found in between.items() if key[0] == key[1])
    weaker = [pair for key in _apart(between) if key not in kept for pair in between[key]]
    told = words(LEFT_OUT[level], inside=inside, weaker=len(weaker), missed=_missed(weaker))
    drawn = sum(len(between[key]) for key in kept)
    on = words.plural("On {n} arrow: {m} pairs.", "On {n} arrows: {m} pairs.", len(kept), n=len(kept), m=drawn)
    yield words("An arrow shows the worst state among the pairs of services it stands for, and for how many of them.")
    yield f"{words(TOO_MANY)} {on} {told}"
    if level is Level.GROUP:
        yield words(GATHERED)
