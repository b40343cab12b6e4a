"""What became of each deliverable after the maps were imported again, told by identity rather than by element id.

The baseline is what contracts keep as evidence (`7-rulings` "Drift"). A place of it is found again by the ids of its
two activities, else by their names and what is around them, else by the name of what passes; nothing left in common
is gone and new. From places follows what became of the things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import matching
from svcgraph.domain.negotiation.drift.passages import Places, Then
from svcgraph.domain.negotiation.drift.renames import with_renames
from svcgraph.domain.negotiation.drift.things import Drifted, Fate, Mapped, Thing, Way
from svcgraph.domain.negotiation.drift.today import Activities, mapped


def drift(things: Iterable[Thing], graph: ServiceGraph, ways: Container[Way] | None = None) -> tuple[Drifted, ...]:
    """What became of each of ``things``, in their order; then what is new.

    ``ways``: between which services what no thing became is told as new; None: between all services of the
    organisation.
    """
    olds, news = tuple(things), mapped(graph)
    group_of = [number for number, one in enumerate(news) for _ in one.passages]
    now = tuple(passage for one in news for passage in one.passages)
    places = Places((passage for one in olds for passage in one.passages), now, Activities(graph))
    then = iter(places.then)
    found = [tuple(next(then) for _ in one.passages) for one in olds]
    became = [tuple(dict.fromkeys(group_of[number] for one in mine for number in one.found)) for mine in found]
    sharing: dict[int, list[Thing]] = defaultdict(list)
    for thing, groups in zip(olds, became, strict=True):
        for group in groups:
            sharing[group].append(thing)
    told = [
        _told(thing, mine, tuple(news[group] for group in groups), [other for g in groups for other in sharing[g]])
        for thing, mine, groups in zip(olds, found, became, strict=True)
    ]
    taken = {group_of[number] for number in places.taken}
    return with_renames((*told, *_new(news, taken, graph, ways)), graph)


def _new(
    news: tuple[Mapped, ...], taken: set[int], graph: ServiceGraph, ways: Container[Way] | None
) -> Iterator[Drifted]:
    external = {service.id for service in graph.services if service.external}
    for number, one in enumerate(news):
        wanted = not set(one.way) & external if ways is None else one.way in ways
        if number not in taken and wanted:
            yield Drifted(fate=Fate.NEW, became=(one,))


def _told(thing: Thing, places: tuple[Then, ...], became: tuple[Mapped, ...], sharing: list[Thing]) -> Drifted:
    kept = tuple(one for one in became if one.way == thing.way and one.key in thing.names)
    fate = _fate(thing, kept, tuple(one for one in became if one not in kept), sharing)
    return Drifted(
        fate=fate,
        thing=thing,
        became=became,
        in_part=bool(kept) and fate is not Fate.UNCHANGED,
        lost=sum(not one.found for one in places) if became else 0,
        renamed=tuple(dict.fromkeys(pair for one in places for pair in one.renamed)),
    )


def _fate(thing: Thing, kept: tuple[Mapped, ...], rest: tuple[Mapped, ...], sharing: list[Thing]) -> Fate:
    if not rest:
        return Fate.UNCHANGED if kept else Fate.GONE
    if all(one.way != thing.way and _same_name(thing, one) for one in rest):
        return Fate.REROUTED
    if kept or len(rest) > 1:
        return Fate.SPLIT
    if any(not _one_thing(thing, other) for other in sharing):
        return Fate.MERGED
    return Fate.RENAMED if rest[0].way == thing.way else Fate.REROUTED


def _same_name(thing: Thing, now: Mapped) -> bool:
    """Whether it is called the same now; of what has no name, the activity that hands it over."""
    if now.key in thing.names:
        return True
    arrow = matching.ARROW.strip()
    sources = {same(name.partition(arrow)[0]) for name in thing.names if arrow in name}
    return not now.named and bool(sources & {label for one in now.passages for label in one.labels})


def _one_thing(thing: Thing, other: Thing) -> bool:
    """A thing and itself, or the same thing in another contract (an expectation of the other direction)."""
    return thing is other or (thing.way == other.way and bool(thing.names & other.names))
