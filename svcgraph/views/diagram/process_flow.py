"""What happens on one map in which order: activities, small gateways and events, and which flow a handoff takes."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.keys import node_keys
from svcgraph.domain.process import NONE, NodeKind, ProcessMap
from svcgraph.views.shapes import NodeShape

SMALL = {
    NodeKind.CONTROL: NodeShape.GATEWAY,
    NodeKind.BOUNDARY: NodeShape.EVENT,
    NodeKind.EVENT: NodeShape.EVENT,
    NodeKind.START: NodeShape.START,
    NodeKind.END: NodeShape.END,
    NodeKind.END_ABRUPT: NodeShape.END,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One box of the flow. ``service`` is empty for what belongs to whoever stands beside it."""

    key: str
    name: str
    shape: NodeShape
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One arrow of the flow. ``handoffs`` are those that are told on it, by number (from 0)."""

    source: str
    target: str
    name: str = ""
    handoffs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    steps: tuple[Step, ...]
    passages: tuple[Passage, ...]


def flow(graph: ServiceGraph, process: int, handoffs: Sequence[ServiceHandoff], process_map: ProcessMap | None) -> Flow:
    """The flow of one process; without its map gateways are left out and activities follow each other directly."""
    steps = {
        activity.key: Step(key=activity.key, name=activity.name, shape=NodeShape.ACTIVITY, service=activity.service)
        for activity in graph.activities
        if activity.process == process
    }
    far = {key for handoff in handoffs for key in (handoff.source, handoff.target) if key and key not in steps}
    steps |= {
        activity.key: Step(key=activity.key, name=activity.name, shape=NodeShape.ACTIVITY, service=activity.service)
        for activity in graph.activities
        if activity.key in far
    }
    if process_map is None:
        return _direct(graph, steps, handoffs)
    return _mapped(process_map, steps, handoffs)


def _direct(graph: ServiceGraph, steps: dict[str, Step], handoffs: Sequence[ServiceHandoff]) -> Flow:
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, handoff in enumerate(handoffs):
        if handoff.source in steps and handoff.target in steps:
            told[handoff.source, handoff.target].append(number)
    links = [link for link in graph.steps if link[0] in steps and link[1] in steps]
    every = dict.fromkeys((*links, *told))
    passages = (Passage(source=a, target=b, handoffs=tuple(told[a, b])) for a, b in every)
    return Flow(steps=tuple(steps.values()), passages=tuple(passages))


def _mapped(process_map: ProcessMap, steps: dict[str, Step], handoffs: Sequence[ServiceHandoff]) -> Flow:
    keys = node_keys(process_map)
    nodes = process_map.nodes
    flows = [(keys[a], keys[b]) for a, b in zip(process_map.flows.sources, process_map.flows.targets, strict=True)]
    names = [*process_map.flows.names]
    ends = {key for handoff in handoffs for key in (handoff.source, handoff.target)}
    touched = _connected((*steps, *ends), flows)
    # what happens at the border of an activity comes after it
    border = [(keys[host], keys[event]) for event, host in enumerate(nodes.attached) if host != NONE]
    flows += (pair for pair in border if pair[1] in touched)
    at = {event: steps[host].service for host, event in border if host in steps}
    names += [""] * (len(flows) - len(names))
    small = {
        keys[index]: Step(
            key=keys[index], name=nodes.names[index], shape=SMALL[NodeKind(kind)], service=at.get(keys[index], "")
        )
        for index, kind in enumerate(nodes.kinds)
        if kind in SMALL and keys[index] in touched
    }
    every = steps | small
    ways = [_way(flows, handoff.source, handoff.target, small) for handoff in handoffs]
    shared = Counter(flow for way in ways for flow in way)
    told: dict[int, list[int]] = defaultdict(list)
    apart: list[int] = []
    for number, (handoff, way) in enumerate(zip(handoffs, ways, strict=True)):
        if way:
            # the arrow that tells this handoff from others; the last one when several do
            told[min(reversed(way), key=lambda flow: shared[flow])].append(number)
        elif handoff.source in every and handoff.target in every:
            apart.append(number)
    drawn = [
        Passage(source=a, target=b, name=names[index], handoffs=tuple(told[index]))
        for index, (a, b) in enumerate(flows)
        if a in every and b in every
    ]
    drawn += [Passage(source=handoffs[n].source, target=handoffs[n].target, handoffs=(n,)) for n in apart]
    return Flow(steps=tuple(_in_document_order(keys, every)), passages=tuple(drawn))


def _connected(steps: Iterable[str], flows: Iterable[tuple[str, str]]) -> set[str]:
    """Everything that flows join to an activity of this process, or to an event that takes its place."""
    beside: dict[str, list[str]] = defaultdict(list)
    for source, target in flows:
        beside[source].append(target)
        beside[target].append(source)
    found = set(steps)
    waiting = list(found)
    for node in waiting:
        fresh = [other for other in beside[node] if other not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _way(flows: Sequence[tuple[str, str]], source: str, target: str, small: dict[str, Step]) -> tuple[int, ...]:
    """The flows from one activity to the next through gateways and events, the shortest; () when there are none."""
    leaving: dict[str, list[int]] = defaultdict(list)
    for index, (start, _) in enumerate(flows):
        leaving[start].append(index)
    came: dict[str, int] = {}
    waiting = deque([source])
    while waiting:
        node = waiting.popleft()
        for index in leaving[node]:
            end = flows[index][1]
            if end not in came:
                came[end] = index
                if end == target:
                    return _back(flows, came, source, target)
                if end in small:
                    waiting.append(end)
    return ()


def _back(flows: Sequence[tuple[str, str]], came: dict[str, int], source: str, target: str) -> tuple[int, ...]:
    way, node = [came[target]], flows[came[target]][0]
    while node != source:
        way.append(came[node])
        node = flows[came[node]][0]
    return tuple(reversed(way))


def _in_document_order(keys: Sequence[str], every: dict[str, Step]) -> Iterable[Step]:
    order = dict.fromkeys((*(key for key in keys if key in every), *every))
    return (every[key] for key in order)
