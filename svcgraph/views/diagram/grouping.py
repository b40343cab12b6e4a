"""Departments as nodes: which service belongs where, and what the pairs between two departments amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from svcgraph.domain.gathering import gathered
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words
from svcgraph.views.diagram import legend
from svcgraph.views.shapes import WORST_FIRST, Edge, Node, NodeShape, Run, State
from svcgraph.views.standing import Pair

FEW_NAMES = 3  # of a group's departments, where not all of them fit
NOWHERE = "?"
OUTSIDE = "!"
Key = tuple[str, str]


class Level(StrEnum):
    """What a box, or a row, stands for."""

    SERVICE = "service"
    DEPARTMENT = "department"
    GROUP = "group"  # of departments that exchange most with each other


def homes(graph: ServiceGraph, known: Organisation) -> dict[str, str]:
    """By service id its department's id, `NOWHERE` or `OUTSIDE`."""
    names = {department.id for department in known.departments}

    def home(service: Service) -> str:
        if service.external:
            return OUTSIDE
        return service.department if service.department in names else NOWHERE

    return {service.id: home(service) for service in graph.services}


def grouped(arrows: Iterable[Pair], home: Mapping[str, str]) -> dict[Key, list[Pair]]:
    """The pairs by the departments of their two ends."""
    between: dict[Key, list[Pair]] = defaultdict(list)
    for pair in arrows:
        between[home[pair.supplier], home[pair.client]].append(pair)
    return between


def worst_of(found: Iterable[Pair]) -> State:
    """The worst state among them."""
    return min((pair.standing.state for pair in found), key=WORST_FIRST.index)


def department_nodes(
    home: Mapping[str, str], kept: Iterable[Key], known: Organisation, words: Words
) -> tuple[Node, ...]:
    """A node for each department in use, with how many services it has, in the order of the organisation file."""
    used = {end for key in kept for end in key}
    named = [(department.id, department.name.read(words.language)) for department in known.departments]
    named += [(NOWHERE, words("services without a department")), (OUTSIDE, words("external parties"))]
    sizes = {key: sum(place == key for place in home.values()) for key, _ in named}
    return tuple(_node(key, name, sizes[key], words) for key, name in named if key in used)


def in_groups(used: Collection[str], weights: Mapping[Key, float], known: Organisation, most: int) -> dict[str, str]:
    """By id of the departments ``used`` their group; external parties, and services without a department, stay by
    themselves. ``weights``: how much each two exchange."""
    names = [department.id for department in known.departments if department.id in used]
    return {
        name: f"group {number}"
        for number, members in enumerate(gathered(names, weights, most), start=1)
        for name in members
    }


def homes_in_groups(home: Mapping[str, str], arrows: Sequence[Pair], known: Organisation, most: int) -> dict[str, str]:
    """By department id its group, going by the pairs of services between departments."""
    between = grouped(arrows, home)
    weights = {key: float(len(found)) for key, found in between.items()}
    return in_groups({end for key in between for end in key}, weights, known, most)


def moved(home: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, str]:
    """By service id the group of its department, else the department."""
    return {service: groups.get(place, place) for service, place in home.items()}


def forms_in_groups(
    home: Mapping[str, str], arrows: Sequence[Pair], known: Organisation, words: Words, sizes: Sequence[int]
) -> Iterator[tuple[dict[Key, list[Pair]], tuple[Node, ...]]]:
    """The pairs between so many groups, and the groups' nodes: for each of ``sizes`` with all names, then with few."""
    for most in sizes:
        groups = homes_in_groups(home, arrows, known, most)
        between = grouped(arrows, moved(home, groups))
        for named in (0, FEW_NAMES):
            yield between, group_nodes(home, groups, between, known, words, named=named)


def group_nodes(
    home: Mapping[str, str],
    groups: Mapping[str, str],
    kept: Iterable[Key],
    known: Organisation,
    words: Words,
    *,
    named: int = 0,
) -> tuple[Node, ...]:
    """A node for each group in use with the names of its departments, then what is in no group. ``named``: so many
    names of each at most, 0 for all."""
    used = {end for key in kept for end in key}
    names = {department.id: department.name.read(words.language) for department in known.departments}
    members: dict[str, list[str]] = defaultdict(list)
    for department, group in groups.items():
        members[group].append(department)
    inside = tuple(
        _group(group, [names[one] for one in held], _size(home, held), words, named)
        for group, held in members.items()
        if group in used
    )
    rest = ((NOWHERE, words("services without a department")), (OUTSIDE, words("external parties")))
    return (*inside, *(_node(key, name, _size(home, (key,)), words) for key, name in rest if key in used))


def _size(home: Mapping[str, str], places: Collection[str]) -> int:
    return sum(place in places for place in home.values())


def _group(group: str, names: Sequence[str], size: int, words: Words, named: int) -> Node:
    """A group has no name of its own: its number, and below it the departments."""
    name = group_name(group, words)
    counts = Run(
        f"{words.plural('{n} department', '{n} departments', len(names), n=len(names))}, "
        f"{words.plural('{n} service', '{n} services', size, n=size)}"
    )
    details = ((counts,), *((Run(one),) for one in few(names, named, words)))
    return Node(
        id=group, key=group, name=name, shape=NodeShape.GROUP, details=details, tip=f"{name} : {', '.join(names)}"
    )


def group_name(group: str, words: Words) -> str:
    """What is written on the box of a group."""
    return words("Group {n}", n=group.removeprefix("group "))


def few(names: Sequence[str], most: int, words: Words) -> Sequence[str]:
    """The first ``most`` of them (0: all) and how many more there are."""
    if not most or len(names) <= most + 1:
        return names
    return (*names[:most], words("and {n} more", n=len(names) - most))


def _node(key: str, name: str, size: int, words: Words) -> Node:
    shape = NodeShape.EXTERNAL if key == OUTSIDE else NodeShape.DEPARTMENT
    one, many = ("{n} party", "{n} parties") if key == OUTSIDE else ("{n} service", "{n} services")
    detail = (Run(words.plural(one, many, size, n=size)),)
    return Node(id=key, key=key, name=name, shape=shape, details=(detail,), tip=name)


def department_edge(key: Key, found: Sequence[Pair], words: Words) -> Edge:
    """One arrow: the worst state among the pairs, and for how many of them."""
    worst = worst_of(found)
    number = sum(pair.standing.state is worst for pair in found)
    count = words("{k} of {n}", k=number, n=len(found))
    return Edge(
        id="--".join(key),
        source=key[0],
        target=key[1],
        state=worst,
        count=min(5, len(found)),
        label=count,
        tip=f"{words(legend.STATE_WORDS[worst])} : {count}",
    )
