"""How often in a row work changes hands between the same two services of one map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svcgraph.checks._services import Passages
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, driven
from svcgraph.domain.handoff import Via
from svcgraph.domain.loops import components

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The longest line of work to and fro between two services of one file, and the handoff that opens it."""

    first: ServiceHandoff
    times: int


def exchanges(graph: ServiceGraph, passages: Passages) -> Iterator[Exchange]:
    """One for every two services that hand work both ways in one file, by sequence or message."""
    handoffs = _both_ways(passages)
    inside = _inside(graph)
    for (file, one, other), found in sorted(handoffs.items(), key=lambda item: item[0]):
        edges = [*inside.get((file, one), ()), *inside.get((file, other), ())]
        first, times = _longest(found, edges)
        if first:
            yield Exchange(first=first, times=times)


def _both_ways(passages: Passages) -> dict[tuple[str, str, str], list[ServiceHandoff]]:
    made: dict[tuple[str, str, str], list[ServiceHandoff]] = defaultdict(list)
    for one in passages.all():
        if one.via in (Via.SEQUENCE, Via.MESSAGE) and one.source and one.target and not one.to_file:
            made[one.file, *sorted((one.supplier, one.client))].append(one)  # type: ignore[index]
    return {key: ones for key, ones in made.items() if len({one.supplier for one in ones}) > 1}


def _inside(graph: ServiceGraph) -> dict[tuple[str, str], list[Edge]]:
    """The steps inside one service, by file and service."""
    where = {one.key: (one.place.file, one.service) for one in graph.activities}
    made: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for source, target in driven(graph):
        if where.get(source) == where.get(target, ("", "")):
            made[where[source]].append((source, target))
    return made


def _longest(handoffs: list[ServiceHandoff], inside: list[Edge]) -> tuple[ServiceHandoff | None, int]:
    """The most handoffs on one walk, each loop counted as one place, and the first of them."""
    across = {(one.source, one.target): one for one in reversed(handoffs)}
    edges = [*inside, *across]
    group = components(edges)
    best: dict[int, tuple[int, ServiceHandoff | None]] = {}
    for source, target in _backwards(edges, group):
        if group[source] != group[target]:
            times, first = best.get(group[target], (0, None))
            here = across.get((source, target))
            candidate = (times + 1, here) if here else (times, first)
            if candidate[0] > best.get(group[source], (0, None))[0]:
                best[group[source]] = candidate
    times, first = max(best.values(), key=lambda one: one[0], default=(0, None))
    return first, times


def _backwards(edges: Iterable[Edge], group: dict[str, int]) -> list[Edge]:
    """The edges with the last ones of every walk first: groups are numbered in the order of the walks."""
    return sorted(edges, key=lambda edge: (-group[edge[0]], edge))
