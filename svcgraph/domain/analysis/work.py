"""The activities as a graph that figures ask: what leads where, through whose hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, handed_over, upstream_of
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation

Neighbours = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A thing that an external party gets, with the activities that deliver it. ``promise`` "" : not promised."""

    party: str
    name: str
    promise: str
    sources: tuple[str, ...]
    suppliers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """``before`` and ``after``: what directly leads to an activity, and from it; keys in order."""

    graph: ServiceGraph
    owner: Mapping[str, str]
    before: Neighbours
    after: Neighbours
    outside: frozenset[str]

    def leading(self, sources: Iterable[str]) -> frozenset[str]:
        """The activities that lead to ``sources``, themselves included."""
        return upstream_of(sources, self.before)

    def following(self, sources: Iterable[str]) -> frozenset[str]:
        """The activities to which ``sources`` lead, themselves included."""
        return upstream_of(sources, self.after)

    def internal(self) -> tuple[ServiceHandoff, ...]:
        """The handoffs between services of the organisation."""
        return tuple(one for one in self.graph.handoffs if not {one.supplier, one.client} & self.outside)


def work_of(graph: ServiceGraph) -> Work:
    """The steps of all maps, each once, without those of an activity to itself."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in sorted(set(graph.steps)):
        if source != target:
            before[target].append(source)
            after[source].append(target)
    return Work(
        graph=graph,
        owner={one.key: one.service for one in graph.activities},
        before={key: tuple(found) for key, found in before.items()},
        after={key: tuple(found) for key, found in after.items()},
        outside=frozenset(service.id for service in graph.services if service.external),
    )


def deliveries(work: Work, organisation: Organisation) -> tuple[Delivered, ...]:
    """Everything that external parties get: promises first, in the order of the organisation file."""
    taken: set[ServiceHandoff] = set()
    found = []
    for promise in organisation.promises:
        names = promise.from_map or tuple(name for name in (promise.deliverable.fr, promise.deliverable.en) if name)
        given = handed_over(work.graph, promise.party, names)
        taken.update(given)
        if given:
            found.append(_delivered(given, promise.deliverable.fr or promise.deliverable.en, promise.id))
    others: dict[tuple[str, str], list[ServiceHandoff]] = {}
    for one in work.graph.handoffs:
        if one.client in work.outside and one.supplier not in work.outside and one not in taken:
            others.setdefault((one.client, same(one.deliverable)), []).append(one)
    return (*found, *(_delivered(others[key], others[key][0].deliverable, "") for key in sorted(others)))


def _delivered(given: Iterable[ServiceHandoff], name: str, promise: str) -> Delivered:
    known = tuple(given)
    return Delivered(
        party=known[0].client,
        name=name,
        promise=promise,
        sources=tuple(dict.fromkeys(one.source for one in known if one.source)),
        suppliers=tuple(dict.fromkeys(one.supplier for one in known)),
    )
