"""Works the figures out: graph, organisation, contracts in force and verdicts in, values out; deterministic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

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
from svcgraph.domain.analysis.ways import process_figures
from svcgraph.domain.analysis.work import Delivered, Work, deliveries, work_of
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.loops import components
from svcgraph.domain.organisation import Organisation

Covered = Callable[[ServiceHandoff], bool]


def analyse(
    graph: ServiceGraph, organisation: Organisation, *, covered: Covered, failing: Iterable[str] = ()
) -> Analysis:
    """``covered``: whether a contract in force is about a handoff; ``failing``: promises not kept, or untenable."""
    work = work_of(graph)
    delivered = deliveries(work, organisation)
    return Analysis(
        processes=tuple(process_figures(work)),
        services=tuple(sorted(_services(work, delivered), key=_most_depended)),
        points=tuple(_points(work, delivered)),
        mutual=tuple(
            sorted(_mutual(work), key=lambda one: (-one.rounds, -one.loops, -one.there - one.back, one.services))
        ),
        communities=_communities(work),
        negotiate=tuple(sorted(_negotiate(work, delivered, covered, frozenset(failing)), key=_first)),
    )


# --- who is depended upon ---------------------------------------------------------------------------------------


def _services(work: Work, delivered: tuple[Delivered, ...]) -> Iterator[ServiceFigures]:
    internal = work.internal()
    own: dict[str, list[str]] = defaultdict(list)
    for one in work.graph.activities:
        own[one.service].append(one.key)
    leading = [(one, work.leading(one.sources)) for one in delivered]
    for service in work.graph.services:
        if service.external:
            continue
        keys = frozenset(own[service.id])
        reached = [one for one, activities in leading if keys & activities or service.id in one.suppliers]
        yield ServiceFigures(
            service=service.id,
            suppliers=len({one.supplier for one in internal if one.client == service.id}),
            clients=len({one.client for one in internal if one.supplier == service.id}),
            given=sum(one.supplier == service.id for one in internal),
            downstream=len(_owners(work, work.following(keys)) - {service.id}),
            delivered=len(reached),
            promises=tuple(one.promise for one in reached if one.promise),
        )


def _owners(work: Work, keys: Iterable[str]) -> set[str]:
    return {work.owner[key] for key in keys if key in work.owner} - work.outside


def _most_depended(one: ServiceFigures) -> tuple[int, int, int, str]:
    return (-one.delivered, -one.downstream, -one.clients, one.service)


# --- single points ----------------------------------------------------------------------------------------------


def _points(work: Work, delivered: tuple[Delivered, ...]) -> Iterator[SinglePoint]:
    """Services without which something delivered outside cannot come about, whichever way is taken."""
    needed: dict[str, list[Delivered]] = defaultdict(list)
    passed: dict[str, dict[str, None]] = defaultdict(dict)
    names = {one.key: one.name for one in work.graph.activities}
    for one in delivered:
        for service in _needed(work, one):
            needed[service].append(one)
        for key in _narrow(work, one):
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


def _needed(work: Work, one: Delivered) -> Iterator[str]:
    """The services, but those that deliver, whose absence cuts every way from where work begins."""
    leading = work.leading(one.sources)
    beginnings = _beginnings(work, leading)
    on_one_way = _owners(work, _one_way(work, one.sources, beginnings))  # who is on every way is on this one
    for service in sorted(on_one_way - set(one.suppliers)):
        if not _begins_without(work, one.sources, beginnings, service):
            yield service


def _one_way(work: Work, ends: Iterable[str], beginnings: frozenset[str]) -> tuple[str, ...]:
    """The activities of a shortest way from a beginning to one of ``ends``."""
    onward: dict[str, str] = dict.fromkeys(ends, "")
    waiting = list(onward)
    for key in waiting:
        if key in beginnings:
            way = [key]
            while onward[way[-1]]:
                way.append(onward[way[-1]])
            return tuple(way)
        for source in work.before.get(key, ()):
            if source not in onward:
                onward[source] = key
                waiting.append(source)
    return tuple(onward)


def _begins_without(work: Work, ends: Iterable[str], beginnings: frozenset[str], service: str) -> bool:
    """Whether a way leads from a beginning to one of ``ends`` without an activity of ``service``."""
    waiting = [key for key in ends if work.owner.get(key) != service]
    seen = set(waiting)
    while waiting:
        key = waiting.pop()
        if key in beginnings:
            return True
        fresh = [one for one in work.before.get(key, ()) if one not in seen and work.owner.get(one) != service]
        seen.update(fresh)
        waiting += fresh
    return False


def _beginnings(work: Work, leading: frozenset[str]) -> frozenset[str]:
    """The activities of the parts to which nothing leads: where work begins."""
    part = components((source, key) for key in sorted(leading) for source in work.before.get(key, ()))
    fed = {part[key] for key in leading for source in work.before.get(key, ()) if part[source] != part[key]}
    return frozenset(key for key in leading if key not in part or part[key] not in fed)


def _narrow(work: Work, one: Delivered) -> Iterator[str]:
    """The activities, but those of who delivers, that every way passes; of one last activity only."""
    if len(one.sources) != 1:
        return
    end = one.sources[0]
    for key in dominators(work.leading([end]), work.before, end):
        if work.owner.get(key) not in (*one.suppliers, *work.outside, None):
            yield key


# --- there and back ---------------------------------------------------------------------------------------------


def _mutual(work: Work) -> Iterator[Mutual]:
    between: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for one in work.internal():
        between[one.supplier, one.client].append(one)
    part = components(work.graph.steps)
    for first, second in sorted(between):
        if first < second and (second, first) in between:
            there, back = between[first, second], between[second, first]
            yield Mutual(
                services=(first, second),
                there=len(there),
                back=len(back),
                rounds=_rounds(there, back),
                loops=sum(_on_loop(one, part) for one in (*there, *back)),
                processes=tuple(sorted({one.process for one in there} & {one.process for one in back})),
            )


def _most_rounds(one: Mutual) -> tuple[int, int, int, tuple[str, str]]:
    return (-one.rounds, -one.loops, -one.there - one.back, one.services)


def _rounds(there: list[ServiceHandoff], back: list[ServiceHandoff]) -> int:
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
    return Communities(
        members=tuple(
            _member(service, number, group, department, passed)
            for number, group in enumerate(groups, 1)
            for service in group
        ),
        in_departments=_share(passed, total, lambda one: department.get(one) or one),
        in_communities=_share(passed, total, lambda one: group_of[one]),
    )


def _share(passed: Counter[tuple[str, str]], total: int, where: Callable[[str], object]) -> Fraction | None:
    stays = sum(number for (one, two), number in passed.items() if where(one) == where(two))
    return Fraction(stays, total) if total else None


def _member(
    service: str,
    number: int,
    group: tuple[str, ...],
    department: dict[str, str],
    passed: Counter[tuple[str, str]],
) -> Member:
    own = {(one, two): n for (one, two), n in passed.items() if service in (one, two)}
    counted = Counter(department[one] for one in group if department[one]).most_common(2)
    tied = len(counted) > 1 and counted[0][1] == counted[1][1]
    return Member(
        service=service,
        department=department[service],
        community=number,
        usual="" if tied or not counted else counted[0][0],
        inside=sum(n for (one, two), n in own.items() if one in group and two in group),
        total=sum(own.values()),
    )


# --- what to negotiate first ------------------------------------------------------------------------------------


def _negotiate(
    work: Work, delivered: tuple[Delivered, ...], covered: Covered, failing: frozenset[str]
) -> Iterator[ToNegotiate]:
    leading = [(one, work.leading(one.sources)) for one in delivered]
    between: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for one in work.internal():
        between[one.supplier, one.client].append(one)
    for (supplier, client), handoffs in between.items():
        bare = [one for one in handoffs if not covered(one)]
        if not bare:
            continue
        fed = [thing for thing, keys in leading if any(one.target in keys for one in bare)]
        promised = [thing.promise for thing in fed if thing.promise]
        targets = [one.target for one in bare if one.target]
        yield ToNegotiate(
            supplier=supplier,
            client=client,
            uncovered=len(bare),
            handoffs=len(handoffs),
            failing=tuple(one for one in promised if one in failing),
            promises=tuple(one for one in promised if one not in failing),
            delivered=len(fed),
            downstream=len(_owners(work, work.following(targets)) - {supplier}),
        )


def _first(one: ToNegotiate) -> tuple[object, ...]:
    """What failing promises depend on, then promises, things delivered and services; then how much is uncovered."""
    return (
        *(-len(one.failing), -len(one.promises), -one.delivered, -one.downstream),
        *(-one.uncovered, one.supplier, one.client),
    )
