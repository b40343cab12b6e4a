"""Works the figures out: graph, organisation, contracts in force and verdicts in, values out; deterministic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from operator import and_

from svcgraph.domain.analysis import (
    Analysis,
    Communities,
    Member,
    Mutual,
    ServiceFigures,
    SinglePoint,
    ToNegotiate,
)
from svcgraph.domain.analysis.network import communities, dominators
from svcgraph.domain.analysis.reach import numbers, on_every_way
from svcgraph.domain.analysis.ways import process_figures
from svcgraph.domain.analysis.work import Delivered, Led, Work, deliveries, work_of
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, driven
from svcgraph.domain.handoff import Via
from svcgraph.domain.loops import components
from svcgraph.domain.organisation import Organisation

Covered = Callable[[ServiceHandoff], bool]


def analyse(
    graph: ServiceGraph, organisation: Organisation, *, covered: Covered, failing: Iterable[str] = ()
) -> Analysis:
    """``covered``: whether a contract in force is about a handoff; ``failing``: promises not kept, or untenable."""
    work = work_of(graph)
    delivered = deliveries(work, organisation)
    led = Led(work, delivered)
    return Analysis(
        processes=tuple(process_figures(work)),
        services=tuple(sorted(_services(work, led), key=_most_depended)),
        points=tuple(_points(work, delivered)),
        mutual=tuple(sorted(_mutual(work), key=_most_rounds)),
        communities=_communities(work),
        negotiate=tuple(sorted(_negotiate(work, led, covered, frozenset(failing)), key=_first)),
    )


# --- who is depended upon ---------------------------------------------------------------------------------------


def _services(work: Work, led: Led) -> Iterator[ServiceFigures]:
    own: dict[str, list[str]] = defaultdict(list)
    for one in work.graph.activities:
        own[one.service].append(one.key)
    suppliers: dict[str, set[str]] = defaultdict(set)
    clients: dict[str, set[str]] = defaultdict(set)
    given: Counter[str] = Counter()
    for handoff in work.internal():
        suppliers[handoff.client].add(handoff.supplier)
        clients[handoff.supplier].add(handoff.client)
        given[handoff.supplier] += 1
    for service in work.graph.services:
        if not service.external:
            reached = led.things(own[service.id]) | led.supplied(service.id)
            yield ServiceFigures(
                service=service.id,
                suppliers=len(suppliers[service.id]),
                clients=len(clients[service.id]),
                given=given[service.id],
                downstream=led.services(own[service.id], service.id),
                delivered=reached.bit_count(),
                promises=led.promises(reached),
            )


def _most_depended(one: ServiceFigures) -> tuple[int, int, int, str]:
    return (-one.delivered, -one.downstream, -one.clients, one.service)


# --- single points ----------------------------------------------------------------------------------------------


def _points(work: Work, delivered: tuple[Delivered, ...]) -> Iterator[SinglePoint]:
    """Services without which something delivered outside cannot come about, whichever way is taken."""
    needed: dict[str, list[Delivered]] = defaultdict(list)
    passed: dict[str, dict[str, None]] = defaultdict(dict)
    names = {one.key: one.name for one in work.graph.activities}
    for one, services in _needed(work, delivered):
        for service in services:
            needed[service].append(one)
    for key in _narrow(work, delivered):
        passed[work.owner[key]][names[key]] = None
    found = (
        SinglePoint(
            service=service,
            promises=tuple(one.promise for one in things if one.promise),
            others=tuple((one.party, one.name) for one in things if not one.promise),
            activities=tuple(passed[service]),
        )
        for service, things in needed.items()
    )
    yield from sorted(found, key=lambda one: (-len(one.promises), -len(one.others), one.service))


def _needed(work: Work, delivered: Iterable[Delivered]) -> Iterator[tuple[Delivered, list[str]]]:
    """For each thing the services, but those that deliver it, whose absence cuts every way from where work begins."""
    services = [service.id for service in work.graph.services if not service.external]
    bit = {service: 1 << number for number, service in enumerate(services)}
    own = {key: bit.get(service, 0) for key, service in work.owner.items()}
    passed = on_every_way(work.order, work.before, own)
    for one in delivered:
        if one.sources:
            bits = reduce(and_, (passed.get(key, 0) for key in one.sources))
            yield one, [services[place] for place in numbers(bits) if services[place] not in one.suppliers]


def _narrow(work: Work, delivered: Iterable[Delivered]) -> Iterator[str]:
    """The activities, but those of who delivers, that every way passes; of things with one last activity only."""
    above = dominators(work.before)
    inside = {key: service for key, service in work.owner.items() if service not in work.outside}
    for one in delivered:
        if len(one.sources) == 1:
            apart = {*one.suppliers, None}
            way = []
            at = one.sources[0]
            while at := above.get(at, ""):
                way.append(at)
            yield from (key for key in reversed(way) if inside.get(key) not in apart)


# --- there and back ---------------------------------------------------------------------------------------------


def _mutual(work: Work) -> Iterator[Mutual]:
    between: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for one in work.internal():
        between[one.supplier, one.client].append(one)
    part = components(driven(work.graph))
    for first, second in sorted(between):
        if first < second and (second, first) in between:
            there, back = between[first, second], between[second, first]
            yield Mutual(
                services=(first, second),
                there=len(there),
                back=len(back),
                rounds=_rounds(*(tuple(filter(_sent, side)) for side in (there, back))),
                loops=sum(_on_loop(one, part) for one in filter(_sent, (*there, *back))),
                processes=tuple(sorted({one.process for one in there} & {one.process for one in back})),
            )


def _most_rounds(one: Mutual) -> tuple[int, int, int, tuple[str, str]]:
    return (-one.rounds, -one.loops, -one.there - one.back, one.services)


def _sent(one: ServiceHandoff) -> bool:
    """What lies in a store until somebody reads it sends no work back, as in the checks of rework and ping-pong."""
    return one.via is not Via.DATA


def _rounds(there: Iterable[ServiceHandoff], back: Iterable[ServiceHandoff]) -> int:
    forward, returned = Counter(one.process for one in there), Counter(one.process for one in back)
    return max((min(number, returned[process]) for process, number in forward.items()), default=0)


def _on_loop(one: ServiceHandoff, part: dict[str, int]) -> bool:
    return one.source in part and one.target in part and part[one.source] == part[one.target]


# --- communities ------------------------------------------------------------------------------------------------


def _communities(work: Work) -> Communities:
    passed: Counter[tuple[str, str]] = Counter()
    for one in work.internal():
        passed[min(one.supplier, one.client), max(one.supplier, one.client)] += 1
    inside = [service for service in work.graph.services if not service.external]
    groups = communities([service.id for service in inside], passed)
    group_of = {service: number for number, group in enumerate(groups, 1) for service in group}
    department = {service.id: service.department for service in inside}
    total = sum(passed.values())
    own: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for pair, number in passed.items():
        for service in pair:
            own[service] += number
            within[service] += number if group_of[pair[0]] == group_of[pair[1]] else 0
    return Communities(
        members=tuple(
            Member(
                service=service,
                department=department[service],
                community=number,
                usual=usual,
                inside=within[service],
                total=own[service],
            )
            for number, group in enumerate(groups, 1)
            for usual in (_usual(group, department),)
            for service in group
        ),
        in_departments=_share(passed, total, lambda one: department.get(one) or one),
        in_communities=_share(passed, total, lambda one: group_of[one]),
    )


def _share(passed: Counter[tuple[str, str]], total: int, where: Callable[[str], object]) -> Fraction | None:
    stays = sum(number for (one, two), number in passed.items() if where(one) == where(two))
    return Fraction(stays, total) if total else None


def _usual(group: tuple[str, ...], department: Mapping[str, str]) -> str:
    """The department to which most of a group belong; "" where several do."""
    counted = Counter(department[one] for one in group if department[one]).most_common(2)
    tied = len(counted) > 1 and counted[0][1] == counted[1][1]
    return "" if tied or not counted else counted[0][0]


# --- what to negotiate first ------------------------------------------------------------------------------------


def _negotiate(work: Work, led: Led, covered: Covered, failing: frozenset[str]) -> Iterator[ToNegotiate]:
    between: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for one in work.internal():
        between[one.supplier, one.client].append(one)
    for (supplier, client), handoffs in between.items():
        bare = [one for one in handoffs if not covered(one)]
        if not bare:
            continue
        targets = [one.target for one in bare if one.target]
        fed = led.things(targets)
        promised = led.promises(fed)
        yield ToNegotiate(
            supplier=supplier,
            client=client,
            uncovered=len(bare),
            handoffs=len(handoffs),
            failing=tuple(one for one in promised if one in failing),
            promises=tuple(one for one in promised if one not in failing),
            delivered=fed.bit_count(),
            downstream=led.services(targets, supplier),
        )


def _first(one: ToNegotiate) -> tuple[object, ...]:
    """What failing promises depend on, then promises, things delivered and services; then how much is uncovered."""
    return (
        *(-len(one.failing), -len(one.promises), -one.delivered, -one.downstream),
        *(-one.uncovered, one.supplier, one.client),
    )
