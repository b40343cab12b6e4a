"""How often work changes hands on the way of one case through a process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from svcgraph.domain.analysis import ProcessFigures
from svcgraph.domain.analysis.work import Work
from svcgraph.domain.loops import parts

Edge = tuple[str, str]


def process_figures(work: Work) -> Iterator[ProcessFigures]:
    """One a process of the maps, in their order."""
    graph = work.graph
    inside: dict[int, set[str]] = {number: set() for number in range(len(graph.processes))}
    for one in graph.activities:
        if one.service not in work.outside:
            inside[one.process].add(one.key)
    activities = Counter(one.process for one in graph.activities if not one.event)
    handoffs = Counter(one.process for one in graph.handoffs)
    outside = Counter(one.process for one in graph.handoffs if {one.supplier, one.client} & work.outside)
    for number in range(len(graph.processes)):
        fewest, most = _ways(work, frozenset(inside[number]))
        yield ProcessFigures(
            process=number,
            activities=activities[number],
            services=len({work.owner[key] for key in inside[number]}),
            handoffs=handoffs[number] - outside[number],
            outside=outside[number],
            fewest=fewest,
            most=most,
        )


def _ways(work: Work, keys: frozenset[str]) -> tuple[int | None, int | None]:
    """The fewest and the most changes of hands from where work begins to where it ends."""
    edges = [(key, target) for key in sorted(keys) for target in work.after.get(key, ()) if target in keys]
    if not edges:
        return (0, 0) if keys else (None, None)
    order = parts(edges)  # each part before all that it leads to
    part_of = {key: number for number, part in enumerate(order) for key in part}
    return _passed(order, part_of, edges, work.owner)


def _passed(
    order: list[frozenset[str]], part_of: Mapping[str, int], edges: list[Edge], owner: Mapping[str, str]
) -> tuple[int, int]:
    into: dict[int, list[tuple[int, int]]] = {}
    within = dict.fromkeys(range(len(order)), 0)
    leaves: set[int] = set()
    for source, target in edges:
        changes = int(owner[source] != owner[target])
        if part_of[source] == part_of[target]:
            within[part_of[source]] += changes
        else:
            into.setdefault(part_of[target], []).append((part_of[source], changes))
            leaves.add(part_of[source])
    fewest: dict[int, int] = {}
    most: dict[int, int] = {}
    for number in range(len(order)):
        came = into.get(number, [])
        fewest[number] = min((fewest[source] + changes for source, changes in came), default=0)
        most[number] = max((most[source] + changes for source, changes in came), default=0) + within[number]
    ends = [number for number in range(len(order)) if number not in leaves]
    return min(fewest[end] for end in ends), max(most[end] for end in ends)
