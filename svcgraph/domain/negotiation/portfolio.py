"""The portfolio: which two services sit down together, about what, how formally, and in which order.

So that 150 handoffs are not 107 contracts (`7-rulings` "From flows to contracts").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.contract import ClauseState, Contract, Status
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import grouped, handoff_name, internal_handoffs, matching, pair_of
from svcgraph.domain.negotiation.dossier import (
    Cover,
    Direction,
    Dossier,
    MappedThing,
    PairClass,
    Proposal,
    Reason,
    ReasonKind,
    Standing,
)
from svcgraph.domain.negotiation.promise_paths import Pair, PromisePath, on_path, promise_paths
from svcgraph.domain.negotiation.proposals import Feeding, completeness, frameworks, rework
from svcgraph.domain.organisation import Frequency, Organisation

__all__ = ("FILES_PER_HEAD", "FILES_PER_WAVE", "Dossier", "portfolio")

FILES_PER_WAVE = 12
FILES_PER_HEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all dossiers are worked out from; private to this module."""

    handoffs: dict[Pair, list[ServiceHandoff]]
    contracts: dict[Pair, list[Contract]]
    paths: tuple[PromisePath, ...]
    departments: dict[str, str]
    heads: dict[str, str]
    shorts: dict[str, str]
    frequencies: tuple[str, ...]


def portfolio(
    graph: ServiceGraph,
    contracts: tuple[Contract, ...],
    organisation: Organisation,
    attainment: Attainment | None = None,
    untenable: Iterable[str] = (),
) -> tuple[Dossier, ...]:
    """One dossier for each two services with a handoff or a contract, sorted by class, then by their short names.

    ``contracts`` are the merged ones; those of people have a ``place_file``. Verdicts on promises come from
    ``attainment``; ``untenable`` are promises that the agreed times cannot keep, even where met so far.
    """
    ground = _ground(graph, contracts, organisation, promise_paths(graph, organisation, attainment, untenable))
    made = [_dossier(ground, services) for services in _tables(ground)]
    made.sort(key=lambda one: (one.pair_class, _by_short(ground, one.services)))
    numbered = [replace(one, number=number) for number, one in enumerate(made, 1)]
    return _with_proposals(graph, ground, _in_order(ground, numbered))


def _ground(
    graph: ServiceGraph, contracts: tuple[Contract, ...], organisation: Organisation, paths: tuple[PromisePath, ...]
) -> _Ground:
    handoffs: dict[Pair, list[ServiceHandoff]] = {}
    for handoff in internal_handoffs(graph):
        handoffs.setdefault((handoff.supplier, handoff.client), []).append(handoff)
    former = {old: service.id for service in organisation.services for old in service.former_ids}
    written: dict[Pair, list[Contract]] = {}
    for contract in contracts:
        if contract.place_file:
            written.setdefault(pair_of(contract, former), []).append(contract)
    return _Ground(
        handoffs=handoffs,
        contracts=written,
        paths=paths,
        departments={service.id: service.department for service in graph.services},
        heads={service.id: service.head for service in organisation.services if service.head},
        shorts={service.id: service.short for service in organisation.services if service.short},
        frequencies=tuple(process.frequency for process in graph.processes),
    )


def _by_short(ground: _Ground, services: Iterable[str]) -> tuple[str, ...]:
    return tuple(ground.shorts.get(service, service) for service in services)


def _tables(ground: _Ground) -> list[tuple[str, str]]:
    """Each two services once, the one with the smaller short name first."""
    pairs = ground.handoffs.keys() | ground.contracts.keys()
    return sorted({_seated(ground, pair) for pair in pairs})


def _seated(ground: _Ground, pair: Pair) -> Pair:
    first, second = sorted(pair, key=lambda service: (ground.shorts.get(service, service), service))
    return first, second


def _dossier(ground: _Ground, services: tuple[str, str]) -> Dossier:
    pairs = (services, (services[1], services[0]))
    known = [pair for pair in pairs if pair in ground.handoffs or pair in ground.contracts]
    directions = tuple(_direction(ground, pair) for pair in known)
    order = [path.promise for path in ground.paths]
    promises = sorted({name for one in directions for name in one.promises}, key=order.index)
    return Dossier(
        number=0,
        services=services,
        pair_class=min(direction.pair_class for direction in directions),
        directions=directions,
        promise=promises[0] if promises else "",
    )


def _direction(ground: _Ground, pair: Pair) -> Direction:
    handoffs = ground.handoffs.get(pair, [])
    paths = on_path(ground.paths, pair)
    pair_class, reasons = _class(ground, pair, handoffs, paths)
    return Direction(
        supplier=pair[0],
        client=pair[1],
        pair_class=pair_class,
        reasons=reasons,
        promises=tuple(path.promise for path in paths),
        things=tuple(
            MappedThing(name=group[0].deliverable, named=group[0].named, handoffs=group) for group in grouped(handoffs)
        ),
        standings=tuple(
            Standing(contract=one.id, reference=one.reference, status=one.status)
            for one in ground.contracts.get(pair, ())
        ),
        covers=tuple(_covers(handoffs, ground.contracts.get((pair[1], pair[0]), ()))),
    )


def _class(
    ground: _Ground, pair: Pair, handoffs: list[ServiceHandoff], paths: tuple[PromisePath, ...]
) -> tuple[PairClass, tuple[Reason, ...]]:
    """The class, and every reason for it that holds."""
    failing = tuple(path.promise for path in paths if path.failing)
    other = tuple(path.promise for path in paths if not path.failing)
    reasons = []
    if failing:
        reasons.append(Reason(kind=ReasonKind.FAILING_PROMISE, promises=failing))
    if other:
        reasons.append(Reason(kind=ReasonKind.PROMISE, promises=other))
    reasons.append(_relation(ground, pair, handoffs))
    if failing:
        return PairClass.A, tuple(reasons)
    weighty = other or reasons[-1].kind is ReasonKind.BETWEEN_DEPARTMENTS
    return (PairClass.B if weighty else PairClass.C), tuple(reasons)


def _relation(ground: _Ground, pair: Pair, handoffs: list[ServiceHandoff]) -> Reason:
    """Between departments or within one, and how often at most. What is not known makes no class B."""
    if not handoffs:
        return Reason(kind=ReasonKind.NOT_MAPPED)
    here, there = (ground.departments.get(service, "") for service in pair)
    often = _most_often(ground.frequencies[handoff.process] for handoff in handoffs)
    if not here or not there:
        return Reason(kind=ReasonKind.UNKNOWN_DEPARTMENT, frequency=often)
    if here == there:
        return Reason(kind=ReasonKind.SAME_DEPARTMENT, frequency=often)
    if often is None:
        return Reason(kind=ReasonKind.UNKNOWN_FREQUENCY)
    kind = ReasonKind.BETWEEN_DEPARTMENTS if often.at_least_monthly else ReasonKind.RARE
    return Reason(kind=kind, frequency=often)


def _most_often(written: Iterable[str]) -> Frequency | None:
    known = set(written)
    return next((frequency for frequency in Frequency if frequency.value in known), None)


def _covers(handoffs: list[ServiceHandoff], reverse: Iterable[Contract]) -> Iterator[Cover]:
    """The expectations of the reverse direction's contracts that what is handed over here already meets."""
    names = {same(handoff_name(handoff)): handoff_name(handoff) for handoff in handoffs}
    for contract in reverse:
        for expectation in contract.expectations if contract.status is not Status.ENDED else ():
            met = sorted(matching.keys(expectation) & names.keys())
            for key in met if expectation.state is not ClauseState.DECLINED else ():
                yield Cover(
                    contract=contract.id,
                    reference=contract.reference,
                    expectation=expectation.id,
                    thing=names[key],
                )


def _in_order(ground: _Ground, dossiers: list[Dossier]) -> list[Dossier]:
    """Each dossier with its place in the order, class A also with its wave."""
    ordered = sorted(dossiers, key=lambda one: _urgency(ground, one))
    waves = _waves(ground, [one for one in ordered if one.pair_class is PairClass.A])
    placed = [replace(one, order=place, wave=waves.get(one.number, 0)) for place, one in enumerate(ordered, 1)]
    return sorted(placed, key=lambda one: one.number)


def _urgency(ground: _Ground, dossier: Dossier) -> tuple[PairClass, int, int, bool, int]:
    """Worst promise first, then upstream from the client; at equal distance, what is signed is reopened first."""
    order = [path.promise for path in ground.paths]
    place = order.index(dossier.promise) if dossier.promise else len(order)
    path = ground.paths[place] if dossier.promise else None
    far = [path.distance((one.supplier, one.client)) for one in dossier.directions] if path else []
    signed = any(standing.status.binding for one in dossier.directions for standing in one.standings)
    return (
        dossier.pair_class,
        place,
        min((one for one in far if one is not None), default=0),
        not signed,
        dossier.number,
    )


def _waves(ground: _Ground, dossiers: list[Dossier]) -> dict[int, int]:
    """Dossier number → wave: at most 12 files a wave, at most three of them open per head of service."""
    waves: list[Counter[str]] = []
    placed: dict[int, int] = {}
    for dossier in dossiers:
        heads = {ground.heads.get(service, service) for service in dossier.services}
        fitting = (number for number, wave in enumerate(waves) if _fits(wave, heads))
        number = next(fitting, len(waves))
        if number == len(waves):
            waves.append(Counter())
        waves[number].update([*heads, ""])
        placed[dossier.number] = number + 1
    return placed


def _fits(wave: Counter[str], heads: set[str]) -> bool:
    """The wave counts its files under "" and each head's under the head."""
    return wave[""] < FILES_PER_WAVE and all(wave[head] < FILES_PER_HEAD for head in heads)


def _with_proposals(graph: ServiceGraph, ground: _Ground, dossiers: list[Dossier]) -> tuple[Dossier, ...]:
    feeding = Feeding(graph)
    back: dict[frozenset[str], list[ServiceHandoff]] = {}
    for handoff in rework(graph):
        back.setdefault(frozenset({handoff.supplier, handoff.client}), []).append(handoff)
    common: dict[frozenset[str], list[Proposal]] = {}
    for proposal in frameworks(graph):
        for client in proposal.clients:
            common.setdefault(frozenset({proposal.supplier, client}), []).append(proposal)
    return tuple(replace(one, proposals=tuple(_proposals(ground, one, feeding, back, common))) for one in dossiers)


def _proposals(
    ground: _Ground,
    dossier: Dossier,
    feeding: Feeding,
    back: dict[frozenset[str], list[ServiceHandoff]],
    common: dict[frozenset[str], list[Proposal]],
) -> Iterator[Proposal]:
    """Framework contracts, then rework, then reverse flows; what a contract settles already is left out."""
    table = frozenset(dossier.services)
    yield from common.get(table, ())
    sent_back = dict.fromkeys(back.get(table, ()))
    yield from dict.fromkeys(completeness(sent_back))
    one_way, other_way = (
        tuple(one for one in ground.handoffs.get(pair, ()) if one not in sent_back)
        for pair in (dossier.services, dossier.services[::-1])
    )
    for proposal in feeding.expectations(one_way, other_way):
        if not _settled(dossier, proposal):
            yield proposal


def _settled(dossier: Dossier, proposal: Proposal) -> bool:
    """Already covered by an expectation, or under a contract of its own direction."""
    reverse = next(one for one in dossier.directions if one.supplier == proposal.client)
    covered = {same(cover.thing) for cover in reverse.covers}
    return bool(reverse.standings) or same(proposal.thing) in covered
