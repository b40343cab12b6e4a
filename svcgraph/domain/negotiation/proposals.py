"""What the map suggests for a negotiation: framework contracts, rework, reverse flows (`7-rulings`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import handoff_name, internal_handoffs
from svcgraph.domain.negotiation.dossier import Proposal, ProposalKind

FRAMEWORK_CLIENTS = 3

# Words by which maps, French and English, name what goes back because something was missing or wrong.
_REWORK = re.compile(
    r"manquant|compl[ée]ment|à corriger|à compl[ée]ter|rejet|relance|retour pour|missing|incomplete|rework"
    r"|to (?:correct|complete)|rejected|reminder|items to ask",
    re.IGNORECASE,
)


def frameworks(graph: ServiceGraph) -> tuple[Proposal, ...]:
    """Same supplier and deliverable for three internal clients or more: one framework contract."""
    clients: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for handoff in internal_handoffs(graph):
        if handoff.named:
            clients[handoff.supplier, same(handoff.deliverable)].append(handoff)
    found = []
    for (supplier, _), handoffs in clients.items():
        receivers = tuple(sorted({handoff.client for handoff in handoffs}))
        if len(receivers) >= FRAMEWORK_CLIENTS:
            thing = handoffs[0].deliverable
            found.append(Proposal(kind=ProposalKind.FRAMEWORK, supplier=supplier, thing=thing, clients=receivers))
    return tuple(sorted(found, key=lambda one: (one.supplier, one.thing)))


def rework(graph: ServiceGraph) -> tuple[ServiceHandoff, ...]:
    """Handoffs that send work back: to who had just handed it over, or by what the thing is called."""
    comes_back = _ping_pong(graph)
    return tuple(
        handoff
        for handoff in internal_handoffs(graph)
        if (handoff.named and _REWORK.search(handoff.deliverable)) or (handoff.source, handoff.target) in comes_back
    )


def _ping_pong(graph: ServiceGraph) -> frozenset[tuple[str, str]]:
    """Handoffs a → b where b's service hands the same thing to a as another of its activities had before.

    "Request for cover: 1 → 2, then 2 → 9 and 9 → 2 with the request again": 2 → 9 is rework.
    """
    passed: dict[tuple[str, str], set[str]] = defaultdict(set)  # source and target → things
    givers: dict[tuple[str, str], set[str]] = defaultdict(set)  # target and thing → sources
    for handoff in internal_handoffs(graph):
        if handoff.named:
            passed[handoff.source, handoff.target].add(same(handoff.deliverable))
            givers[handoff.target, same(handoff.deliverable)].add(handoff.source)
    return frozenset(
        (handoff.source, handoff.target)
        for handoff in internal_handoffs(graph)
        if any(len(givers[handoff.source, thing]) > 1 for thing in passed.get((handoff.target, handoff.source), ()))
    )


def completeness(handoffs: Iterable[ServiceHandoff]) -> Iterator[Proposal]:
    """Rework is proposed as a completeness criterion on what arrived at its sender."""
    for handoff in handoffs:
        yield Proposal(
            kind=ProposalKind.COMPLETENESS,
            supplier=handoff.client,
            client=handoff.supplier,
            thing=handoff_name(handoff),
        )


class Feeding:
    """Which handoffs feed which, inside one service: what arrives at an activity serves what leaves it."""

    def __init__(self, graph: ServiceGraph) -> None:
        owner = {activity.key: activity.service for activity in graph.activities}
        self._inside: dict[str, list[str]] = defaultdict(list)
        for source, target in graph.steps:
            if owner.get(source, "") == owner.get(target):
                self._inside[source].append(target)
        self._reached: dict[str, frozenset[str]] = {}

    def expectations(
        self, one_way: tuple[ServiceHandoff, ...], other_way: tuple[ServiceHandoff, ...]
    ) -> tuple[Proposal, ...]:
        """Reverse flows that feed a forward deliverable: proposed as expectations in its contract.

        What is proposed as an expectation is nobody's forward deliverable, and the other way round.
        """
        forward: set[str] = set()
        found: dict[Proposal, None] = {}
        for arriving, back in [(one, other_way) for one in one_way] + [(one, one_way) for one in other_way]:
            fed = self._fed(arriving, back)
            if fed is None or same(handoff_name(arriving)) in forward:
                continue
            forward.add(same(handoff_name(fed)))
            found[_expectation(arriving, fed)] = None
        return tuple(one for one in found if same(one.thing) not in forward)

    def _fed(self, arriving: ServiceHandoff, back: tuple[ServiceHandoff, ...]) -> ServiceHandoff | None:
        if not arriving.target:
            return None
        reached = self._from(arriving.target)
        return next((leaving for leaving in back if leaving.source in reached), None)

    def _from(self, activity: str) -> frozenset[str]:
        """The activities of the same service that ``activity`` leads to without leaving it, itself included."""
        if activity not in self._reached:
            seen, waiting = {activity}, [activity]
            while waiting:
                for target in self._inside.get(waiting.pop(), ()):
                    if target not in seen:
                        seen.add(target)
                        waiting.append(target)
            self._reached[activity] = frozenset(seen)
        return self._reached[activity]


def _expectation(arriving: ServiceHandoff, fed: ServiceHandoff) -> Proposal:
    return Proposal(
        kind=ProposalKind.EXPECTATION,
        supplier=fed.supplier,
        client=fed.client,
        thing=handoff_name(arriving),
        feeds=handoff_name(fed),
    )
