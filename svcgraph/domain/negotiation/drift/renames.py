"""Services that are probably only called otherwise: a hint beside what became of their deliverables, no verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.drift.things import Drifted, Fate, Mapped, Passage, Thing


def with_renames(found: Iterable[Drifted], graph: ServiceGraph) -> tuple[Drifted, ...]:
    """``found``, with the services that are probably only called otherwise told beside what went with them."""
    known = tuple(found)
    renames = _renames(known, graph)
    return tuple(
        replace(one, services=tuple((old, renames[old]) for old in one.thing.way if old in renames))
        if one.thing
        else one
        for one in known
    )


def _renames(found: tuple[Drifted, ...], graph: ServiceGraph) -> dict[str, str]:
    """Service of the baseline → service of today, where nothing but its name has changed.

    No map shows the old one any more, the organisation file does not list the new one, the baseline does not know it,
    and all that the one had the other has: the same things between the same activities, and no other thing.
    """
    seen = {one.service for one in graph.activities}
    seen |= {service for one in graph.handoffs for service in (one.supplier, one.client)}
    listed = {one.id for one in graph.services if one.listed}
    then = {service for one in found if one.thing for service in one.thing.way}
    became: dict[str, set[str]] = defaultdict(set)
    came: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for now in one.became if one.thing else ():
            for old, new in zip(one.thing.way if one.thing else (), now.way, strict=False):
                became[old].add(new)
                came[new].add(old)
    renames = {
        old: new
        for old, (new, *others) in ((old, sorted(ones)) for old, ones in sorted(became.items()))
        if not others and came[new] == {old} and old not in seen and new not in listed | then
    }
    while wrong := {old for old in renames for one in found if not _only_renamed(one, old, renames)}:
        renames = {old: new for old, new in renames.items() if old not in wrong}
    return renames


def _only_renamed(one: Drifted, old: str, renames: Mapping[str, str]) -> bool:
    """Whether it has nothing to do with the service, or is what it was but for names of services."""
    if one.thing is None:
        return not any(renames[old] in now.way for now in one.became)
    if old not in one.thing.way:
        return True
    way = tuple(renames.get(service, service) for service in one.thing.way)
    return (
        one.fate is Fate.REROUTED
        and not (one.in_part or one.lost or one.renamed)
        and all(now.way == way for now in one.became)
        and _same_places(one.thing, one.became)
    )


def _same_places(thing: Thing, became: Iterable[Mapped]) -> bool:
    """Whether it passes between the activities between which it passed, with the same ones around them."""
    old = {_place(one): one for one in thing.passages}
    new = {_place(one): one for now in became for one in now.passages}
    return old.keys() == new.keys() and all(_alike(one, new[place]) for place, one in old.items())


def _place(one: Passage) -> tuple[str, str, str]:
    return (one.file, one.source, one.target)


def _alike(old: Passage, new: Passage) -> bool:
    """Whether it has the name it had, and the same activities around it; an older baseline keeps no names of these."""
    around = old.before in (frozenset(), new.before) and old.after in (frozenset(), new.after)
    return around and not old.labels.isdisjoint(new.labels)
