"""Which deliverable of a contract is which thing on the map (rule O5, `7-rulings` "Identity").

The map matches on a deliverable's ``from_map`` names, never on the negotiated name; a deliverable that
people wrote without ``from_map`` matches on its own name, or it would be proposed a second time.
A thing without a name of its own matches on the names of the two activities between which it passes.
"""

from __future__ import annotations

from svcgraph.domain.contract import ClauseState, Contract, Deliverable, Presence, Status
from svcgraph.domain.names import same

ARROW = " → "


def unnamed_key(source: str, target: str) -> str:
    """What stands in ``from_map`` for a thing whose name was taken from an activity."""
    return f"{source}{ARROW}{target}"


def keys(deliverable: Deliverable) -> frozenset[str]:
    """The names under which the map finds ``deliverable``, as "same name" keys."""
    names = deliverable.from_map or (deliverable.name.fr, deliverable.name.en)
    return frozenset(same(name) for name in names if name)


def presence(deliverable: Deliverable, *, found: bool) -> Presence:
    """Vanished is only what once was on the map: what never had ``from_map`` names is not mapped."""
    if found:
        return Presence.ON_MAP
    return Presence.VANISHED if deliverable.from_map else Presence.NOT_MAPPED


def covering(deliverable: Deliverable, reverse: tuple[Contract, ...]) -> tuple[tuple[Contract, Deliverable], ...]:
    """The expectations, in contracts of the reverse direction, that cover what ``deliverable`` hands over."""
    wanted = keys(deliverable)
    return tuple(
        (contract, expectation)
        for contract in reverse
        if contract.status is not Status.ENDED
        for expectation in contract.expectations
        if expectation.state is not ClauseState.DECLINED and keys(expectation) & wanted
    )
