"""What an event log shows beside what the maps show: handoffs drawn and seen, never seen, never drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.handover import Handover, Handovers
from svcgraph.domain.identity.directory import directory
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation
from svcgraph.errors import FaultList


class Sight(StrEnum):
    """How a log and the maps agree on one supplier and client."""

    SHADOW = "seen, never drawn"  # a shadow supplier: it works, and no map knows it
    NEVER_SEEN = "drawn, never seen"
    CONFIRMED = "drawn and seen"
    SEEN = "seen"  # there are no maps to compare with
    WITHIN = "inside one service"


ORDER = tuple(Sight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One supplier and client. ``handover`` is None when the log never shows it; ``drawn`` is what the maps show."""

    supplier: str
    client: str
    sight: Sight
    handover: Handover | None = None
    drawn: tuple[ServiceHandoff, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reality:
    """Every relation: shadows first, each kind most frequent first.

    ``strangers``: services of the log that neither maps nor organisation know, as the log names them. ``elsewhere``:
    how many drawn relations have an end that the log does not hold, so that it can tell nothing of them.
    """

    relations: tuple[Relation, ...]
    strangers: tuple[str, ...] = ()
    elsewhere: int = 0

    def of(self, sight: Sight) -> tuple[Relation, ...]:
        return tuple(one for one in self.relations if one.sight is sight)


def service_ids(names: Sequence[str], graph: ServiceGraph, organisation: Organisation) -> tuple[str, ...]:
    """Who each name in a log is: the id of the service or external party, else the name as it stands.

    Names, aliases, actors and former names of the organisation file first, then names and ids on the maps.
    """
    known = {same(service.id): service.id for service in graph.services}
    for service in reversed(graph.services):
        known |= {same(name): service.id for name in (service.name.fr, service.name.en) if name}
    known |= {name: party.id for name, party in directory(organisation, FaultList()).names.items()}
    return tuple(known.get(same(name), name) for name in names)


def reconciled(
    found: Handovers, held: Collection[str], graph: ServiceGraph, processes: Iterable[int] | None = None
) -> Reality:
    """The handovers ``found`` beside the handoffs of ``graph``.

    ``held``: the services that the log holds, by id. ``processes``: only what these (places in ``graph.processes``)
    show counts as never seen; what another process shows still counts as drawn.
    """
    drawn = {(pair.supplier, pair.client): pair.handoffs for pair in graph.pairs()}
    wanted = None if processes is None else frozenset(processes)
    relations = [_seen(one, drawn.get((one.supplier, one.client), ())) for one in (*found.between, *found.within)]
    seen = {(one.supplier, one.client) for one in found.between}
    unseen = {ends: handoffs for ends, handoffs in drawn.items() if ends not in seen and _among(handoffs, wanted)}
    here = {ends: handoffs for ends, handoffs in unseen.items() if set(ends) <= set(held)}
    relations += [
        Relation(supplier=supplier, client=client, sight=Sight.NEVER_SEEN, drawn=handoffs)
        for (supplier, client), handoffs in here.items()
    ]
    known = {service.id for service in graph.services}
    return Reality(
        relations=_in_order(relations),
        strangers=tuple(sorted(set(held) - known)),
        elsewhere=len(unseen) - len(here),
    )


def alone(found: Handovers) -> Reality:
    """The handovers of a log without a workspace."""
    seen = [
        Relation(
            supplier=one.supplier,
            client=one.client,
            sight=Sight.WITHIN if one.within else Sight.SEEN,
            handover=one,
        )
        for one in (*found.between, *found.within)
    ]
    return Reality(relations=_in_order(seen))


def _seen(one: Handover, drawn: tuple[ServiceHandoff, ...]) -> Relation:
    sight = Sight.WITHIN if one.within else Sight.CONFIRMED if drawn else Sight.SHADOW
    return Relation(supplier=one.supplier, client=one.client, sight=sight, handover=one, drawn=drawn)


def _among(handoffs: tuple[ServiceHandoff, ...], processes: frozenset[int] | None) -> bool:
    return processes is None or any(one.process in processes for one in handoffs)


def _in_order(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """By sight; the log's own order within one."""
    by_sight: dict[Sight, list[Relation]] = defaultdict(list)
    for one in relations:
        by_sight[one.sight].append(one)
    return tuple(one for sight in ORDER for one in by_sight[sight])
