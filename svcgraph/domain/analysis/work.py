"""The activities as a graph that figures ask: what leads where, through whose hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from svcgraph.domain.analysis.reach import Neighbours, Part, ahead, numbers
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, handed_over
from svcgraph.domain.loops import parts
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation


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
    """``before`` and ``after``: what directly leads to an activity, and from it; keys in order.

    ``order``: the activities, those of a loop together, each part before all that it leads to.
    """

    graph: ServiceGraph
    owner: Mapping[str, str]
    before: Neighbours
    after: Neighbours
    order: tuple[Part, ...]
    outside: frozenset[str]

    def internal(self) -> tuple[ServiceHandoff, ...]:
        """The handoffs between services of the organisation."""
        return tuple(one for one in self.graph.handoffs if not {one.supplier, one.client} & self.outside)


def work_of(graph: ServiceGraph) -> Work:
    """The steps of all maps, each once, without those of an activity to itself."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    steps = sorted({step for step in graph.steps if step[0] != step[1]})
    for source, target in steps:
        before[target].append(source)
        after[source].append(target)
    return Work(
        graph=graph,
        owner={one.key: one.service for one in graph.activities},
        before={key: tuple(found) for key, found in before.items()},
        after={key: tuple(found) for key, found in after.items()},
        order=tuple(parts(steps)),
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


class Led:
    """Which services, and which of the things delivered, activities lead to; things as bits, in their order."""

    def __init__(self, work: Work, delivered: tuple[Delivered, ...]) -> None:
        self._promises = {number: one.promise for number, one in enumerate(delivered) if one.promise}
        self._promised = sum(1 << number for number in self._promises)
        self._supplied: dict[str, int] = defaultdict(int)
        sources: dict[str, int] = defaultdict(int)
        for number, one in enumerate(delivered):
            for service in one.suppliers:
                self._supplied[service] |= 1 << number
            for key in one.sources:
                sources[key] |= 1 << number
        self._things = ahead(work.order, work.after, sources)
        inside = (service.id for service in work.graph.services if not service.external)
        self._bit = {service: 1 << number for number, service in enumerate(inside)}
        owners = {key: self._bit.get(service, 0) for key, service in work.owner.items()}
        self._services = ahead(work.order, work.after, owners)

    def things(self, keys: Iterable[str]) -> int:
        """Those that one of these activities leads to, or delivers."""
        return reduce(or_, (self._things.get(key, 0) for key in keys), 0)

    def supplied(self, service: str) -> int:
        """Those that the service hands over itself."""
        return self._supplied.get(service, 0)

    def promises(self, things: int) -> tuple[str, ...]:
        """The promises among them."""
        return tuple(self._promises[number] for number in numbers(things & self._promised))

    def services(self, keys: Iterable[str], but: str) -> int:
        """How many services own what these activities lead to, themselves included, ``but`` left out."""
        found: int = reduce(or_, (self._services.get(key, 0) for key in keys), 0)
        return (found & ~self._bit.get(but, 0)).bit_count()
