"""The organisation as one directed graph: services, activities, and the handoffs between services.

Filled by `domain.identity` (rules O1 to O7); the networkx form is made only when somebody asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from svcgraph.domain.handoff import Via
from svcgraph.domain.names import same
from svcgraph.domain.process import Process, ProcessKind
from svcgraph.domain.text import Text
from svcgraph.errors import Place

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A party of handoffs across all maps: a service of the organisation, or an external party."""

    id: str
    name: Text
    external: bool = False
    department: str = ""  # department id, "" when unknown
    listed: bool = False  # the organisation file names it
    performers: tuple[str, ...] = ()  # "file: Pool / Lane", where it was found
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A unit of work of one service on one map."""

    key: str  # "file#element-id" (or "#line…" when it has no id), unique
    name: str
    service: str  # service id
    process: int  # index into ServiceGraph.processes
    place: Place
    event: bool = False  # no activity, but an event that is a message's end for want of one (M2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedProcess:
    """A process of a loaded map, with what the organisation file adds to it."""

    id: str
    name: Text
    file: str
    process: Process
    kind: ProcessKind | None = None
    owner: str = ""
    frequency: str = ""
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHandoff:
    """A handoff between two services, with its evidence on the map.

    ``supplier`` and ``client`` are service ids. ``source``/``target`` are activity keys, "" when the end
    is a whole pool. ``named`` False: the deliverable's name was taken from an activity.
    """

    supplier: str
    client: str
    supplier_path: tuple[str, ...]
    client_path: tuple[str, ...]
    deliverable: str
    named: bool
    via: Via
    file: str
    process: int
    source: str
    target: str
    source_id: str | None
    target_id: str | None
    source_name: str
    target_name: str
    to_file: str = ""  # where it differs from file (rule O6)
    flows: tuple[str | None, ...] = ()
    through: tuple[str | None, ...] = ()
    data: tuple[str | None, ...] = ()
    volume: str = ""  # as the supplier's row of a table says it, with how often
    place: Place

    def __hash__(self) -> int:
        """By its two ends and its name: chains look handoffs up by the thousand."""
        return hash((self.source, self.target, self.deliverable, self.file))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGraph:
    """All maps of a workspace as services, activities and handoffs, in a stable order.

    ``steps`` are the pairs of activity keys between which work passes, inside a service too (through
    control nodes only), for whoever follows a chain upstream; ``stored`` those of them that only a data item
    makes, which sends no work anywhere.
    """

    services: tuple[Service, ...] = ()
    processes: tuple[MappedProcess, ...] = ()
    activities: tuple[Activity, ...] = ()
    handoffs: tuple[ServiceHandoff, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    stored: tuple[tuple[str, str], ...] = ()
    dropped: int = 0  # handoffs whose two ends became one service

    def service(self, service_id: str) -> Service | None:
        """The service of that id, now or formerly; None when nobody knows it."""
        former = (one for one in self.services if service_id in one.former_ids)
        return next((one for one in self.services if one.id == service_id), None) or next(former, None)

    def pairs(self) -> tuple[Pair, ...]:
        """Supplier and client, with the handoffs between them in graph order; sorted by the two ids."""
        found: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
        for handoff in self.handoffs:
            found[handoff.supplier, handoff.client].append(handoff)
        outside = {service.id for service in self.services if service.external}
        return tuple(
            Pair(
                supplier=supplier,
                client=client,
                kind=_KINDS[supplier in outside, client in outside],
                handoffs=tuple(found[supplier, client]),
            )
            for supplier, client in sorted(found)
        )


class PairKind(StrEnum):
    """What a pair of services may lead to (`7-rulings`, Identity)."""

    CONTRACT = "contract"  # internal → internal
    PROMISE = "promise"  # internal → external: engagement externe, never a contract draft
    EXPECTED_INPUT = "expected input"  # external → internal
    LISTED = "listed"  # external → external


_KINDS = {
    (False, False): PairKind.CONTRACT,
    (False, True): PairKind.PROMISE,
    (True, False): PairKind.EXPECTED_INPUT,
    (True, True): PairKind.LISTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedDeliverable:
    """Handoffs of one pair that hand over the same thing (O5); each keeps its own evidence.

    Those without a name of their own are told apart by the two activities' names (`7-rulings`).
    """

    name: str
    named: bool
    handoffs: tuple[ServiceHandoff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One service handing over to another."""

    supplier: str
    client: str
    kind: PairKind
    handoffs: tuple[ServiceHandoff, ...]

    def deliverables(self) -> tuple[MappedDeliverable, ...]:
        """What is handed over, each thing once, in the order in which the maps show it."""
        found: dict[tuple[str, ...], list[ServiceHandoff]] = defaultdict(list)
        for one in self.handoffs:
            ends = () if one.named else (same(one.source_name), same(one.target_name))
            found[(same(one.deliverable), *ends)].append(one)
        return tuple(
            MappedDeliverable(name=ones[0].deliverable, named=any(one.named for one in ones), handoffs=tuple(ones))
            for ones in found.values()
        )


def upstream(graph: ServiceGraph, activity: str) -> frozenset[str]:
    """The keys of all activities that lead to ``activity`` along the steps, itself included."""
    return upstream_of((activity,), _before(graph))


def handed_over(graph: ServiceGraph, party: str, names: Iterable[str]) -> tuple[ServiceHandoff, ...]:
    """The handoffs that give external party ``party`` (its id) a deliverable of one of ``names``."""
    keys = {same(name) for name in names}
    return tuple(one for one in graph.handoffs if one.client == party and same(one.deliverable) in keys)


def toward(graph: ServiceGraph, party: str, names: Iterable[str]) -> tuple[ServiceHandoff, ...]:
    """The handoffs on the path of a promise (`8-sample` 5 and 11), in graph order.

    These are the ones whose both activities lead to an activity that hands ``party`` a deliverable of one
    of ``names``, and these last handoffs themselves.
    """
    final = handed_over(graph, party, names)
    last = frozenset(final)
    leading = upstream_of([one.source for one in final if one.source], _before(graph))
    return tuple(one for one in graph.handoffs if one in last or (one.source in leading and one.target in leading))


def _before(graph: ServiceGraph) -> dict[str, list[str]]:
    before: dict[str, list[str]] = defaultdict(list)
    for source, target in graph.steps:
        before[target].append(source)
    return before


def driven(graph: ServiceGraph) -> tuple[tuple[str, str], ...]:
    """The steps along which work is sent: not those by which a thing lies in a store until somebody reads it."""
    lying = frozenset(graph.stored)
    return tuple(step for step in graph.steps if step not in lying)


def upstream_of(activities: Iterable[str], before: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """``activities`` and all that leads to them; ``before``: what comes directly before each activity."""
    seen = set(activities)
    waiting = list(seen)
    while waiting:
        for source in before.get(waiting.pop(), ()):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return frozenset(seen)


class View(StrEnum):
    """What `networkx_graph` shows as nodes."""

    SERVICES = "services"
    ACTIVITIES = "activities"


def networkx_graph(graph: ServiceGraph, view: View | str = View.SERVICES) -> nx.MultiDiGraph[str]:
    """The graph for networkx, nodes and edges in graph order; edge keys count from 0 between two nodes.

    Nodes of ``services``: service ids, with ``name_fr``, ``name_en``, ``external``, ``department``, ``listed``.
    Nodes of ``activities``: activity keys, with ``name``, ``service``, ``process`` (id), ``file``; a pool that
    is a handoff's end is the node ``service:ID``, with ``name`` and ``service``.
    Edges of both: one a handoff, with ``supplier``, ``client``, ``deliverable``, ``named``, ``via``, ``file``,
    ``process`` (id), ``source``, ``target``; in ``activities`` also one a step inside a service, with ``via`` = "step".
    """
    import networkx

    made: nx.MultiDiGraph[str] = networkx.MultiDiGraph(dropped=graph.dropped)
    (_service_nodes if View(view) is View.SERVICES else _activity_nodes)(graph, made)
    return made


def _service_nodes(graph: ServiceGraph, made: nx.MultiDiGraph[str]) -> None:
    for one in graph.services:
        made.add_node(
            one.id,
            name_fr=one.name.read("fr"),
            name_en=one.name.read("en"),
            external=one.external,
            department=one.department,
            listed=one.listed,
        )
    _handoff_edges(graph, made, lambda one: (one.supplier, one.client))


def _activity_nodes(graph: ServiceGraph, made: nx.MultiDiGraph[str]) -> None:
    for one in graph.activities:
        process = graph.processes[one.process].id
        made.add_node(one.key, name=one.name, service=one.service, process=process, file=one.place.file)
    for handoff in graph.handoffs:
        for key, service, name in (
            (handoff.source, handoff.supplier, handoff.source_name),
            (handoff.target, handoff.client, handoff.target_name),
        ):
            if not key:
                made.add_node(f"service:{service}", name=name, service=service)
    _handoff_edges(
        graph, made, lambda one: (one.source or f"service:{one.supplier}", one.target or f"service:{one.client}")
    )
    passed = {(one.source, one.target) for one in graph.handoffs}
    made.add_edges_from(
        (source, target, {"via": "step"}) for source, target in graph.steps if (source, target) not in passed
    )


def _handoff_edges(
    graph: ServiceGraph, made: nx.MultiDiGraph[str], ends: Callable[[ServiceHandoff], tuple[str, str]]
) -> None:
    for one in graph.handoffs:
        source, target = ends(one)
        made.add_edge(
            source,
            target,
            supplier=one.supplier,
            client=one.client,
            deliverable=one.deliverable,
            named=one.named,
            via=one.via.value,
            file=one.file,
            process=graph.processes[one.process].id,
            source=one.source,
            target=one.target,
        )
