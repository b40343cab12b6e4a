"""Departments as nodes: which service belongs where, and what the pairs between two departments amount to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from svcgraph.domain.gathering import gathered
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Department, Organisation
from svcgraph.i18n import Words
from svcgraph.views.diagram import legend
from svcgraph.views.shapes import WORST_FIRST, Edge, Listed, Node, NodeShape, Run, State
from svcgraph.views.standing import Pair

GROUPS = 20  # as many boxes as a sheet holds with names and arrows
GROUP = "group "  # begins the id of one
FEW_NAMES = 3  # of a group's departments, where not all of them fit
NOWHERE = "?"
OUTSIDE = "!"
Key = tuple[str, str]


class Level(StrEnum):
    """What a box, or a row, stands for."""

    SERVICE = "service"
    DEPARTMENT = "department"
    GROUP = "group"  # of departments that exchange most with each other


class Named(StrEnum):
    """Which of its departments stand in the box of a group."""

    ALL = "all"
    FEW = "few"
    NONE = "none"


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


def in_worst(found: Sequence[Pair]) -> tuple[State, int]:
    """The worst state among them, and how many are in it."""
    worst = min((pair.standing.state for pair in found), key=WORST_FIRST.index)
    return worst, sum(pair.standing.state is worst for pair in found)


def department_nodes(
    home: Mapping[str, str], kept: Iterable[Key], known: Organisation, words: Words
) -> tuple[Node, ...]:
    """A node for each department in use, with how many services it has, in the order of the organisation file."""
    used = {end for key in kept for end in key}
    named = [(department.id, department.name.read(words.language)) for department in known.departments]
    named += [(NOWHERE, words("services without a department")), (OUTSIDE, words("external parties"))]
    sizes = {key: sum(place == key for place in home.values()) for key, _ in named}
    return tuple(_node(key, name, sizes[key], words) for key, name in named if key in used)


def groups_of(graph: ServiceGraph, known: Organisation) -> dict[str, str]:
    """By department id its group: the same on every picture of an organisation, whatever is asked and shown. Goes by
    all pairs of services of which one hands something to the other; a department without services is in none."""
    home = homes(graph, known)
    weights = Counter((home[one], home[other]) for one, other in {(it.supplier, it.client) for it in graph.handoffs})
    used = set(home.values())
    names = [department.id for department in known.departments if department.id in used]
    found = gathered(names, {key: float(count) for key, count in weights.items()}, GROUPS)
    return {name: f"{GROUP}{place}" for place, held in enumerate(found, start=1) for name in held}


def moved(home: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, str]:
    """By service id the group of its department, else the department."""
    return {service: groups.get(place, place) for service, place in home.items()}


def members(graph: ServiceGraph, known: Organisation, words: Words) -> dict[str, tuple[str, ...]]:
    """By group the names of its departments, the one with the most services first: the group is called after it."""
    sizes = Counter(homes(graph, known).values())
    groups = groups_of(graph, known)
    held: dict[str, list[Department]] = {group: [] for group in groups.values()}
    for department in known.departments:
        if department.id in groups:
            held[groups[department.id]].append(department)
    for found in held.values():
        largest = max(found, key=lambda one: sizes[one.id])
        found.sort(key=lambda one: one is not largest)
    return {group: tuple(one.name.read(words.language) for one in found) for group, found in held.items()}


def in_groups(graph: ServiceGraph, arrows: Sequence[Pair], known: Organisation) -> dict[Key, list[Pair]]:
    """The pairs between groups of departments."""
    return grouped(arrows, moved(homes(graph, known), groups_of(graph, known)))


def group_nodes(
    graph: ServiceGraph, kept: Iterable[Key], known: Organisation, words: Words, *, named: Named = Named.ALL
) -> tuple[Node, ...]:
    """A node for each group in use with the names of its departments, then what is in no group."""
    used = {end for key in kept for end in key}
    sizes = Counter(moved(homes(graph, known), groups_of(graph, known)).values())
    held = members(graph, known, words)
    inside = (_group(group, names, sizes[group], words, named) for group, names in held.items() if group in used)
    rest = ((NOWHERE, words("services without a department")), (OUTSIDE, words("external parties")))
    return (*inside, *(_node(key, name, sizes[key], words) for key, name in rest if key in used))


def listing_of(nodes: Iterable[Node], graph: ServiceGraph, known: Organisation, words: Words) -> tuple[Listed, ...]:
    """A line for each group that ``nodes`` stand for, with the names of its departments."""
    drawn = {node.key for node in nodes}
    return tuple(
        Listed(number=short(group), text=", ".join(names), state=State.NEUTRAL)
        for group, names in members(graph, known, words).items()
        if group in drawn
    )


def is_group(place: str) -> bool:
    """Whether this is a group of departments, and not one department."""
    return place.startswith(GROUP)


def short(group: str) -> str:
    """G3: what a group is called for short on every picture."""
    return f"G{group.removeprefix(GROUP)}"


def group_name(group: str, names: Sequence[str], words: Words) -> str:
    """What is written on the box of a group: its number, and its largest department."""
    more = len(names) - 1
    called = words.plural("{name} and {n} other", "{name} and {n} others", more, name=names[0], n=more)
    return f"{short(group)}\u00a0· {called if more else names[0]}"


def _group(group: str, names: Sequence[str], size: int, words: Words, named: Named) -> Node:
    name = group_name(group, names, words)
    counts = Run(
        f"{words.plural('{n} department', '{n} departments', len(names), n=len(names))}, "
        f"{words.plural('{n} service', '{n} services', size, n=size)}"
    )
    details = ((counts,), *((Run(one),) for one in _shown(names, named, words)))
    return Node(
        id=group, key=group, name=name, shape=NodeShape.GROUP, details=details, tip=f"{name} : {', '.join(names)}"
    )


def _shown(names: Sequence[str], named: Named, words: Words) -> Sequence[str]:
    """The names that stand in the box, and how many more there are."""
    if named is Named.NONE:
        return ()
    if named is Named.ALL or len(names) <= FEW_NAMES + 1:
        return names
    return (*names[:FEW_NAMES], words("and {n} more", n=len(names) - FEW_NAMES))


def _node(key: str, name: str, size: int, words: Words) -> Node:
    shape = NodeShape.EXTERNAL if key == OUTSIDE else NodeShape.DEPARTMENT
    one, many = ("{n} party", "{n} parties") if key == OUTSIDE else ("{n} service", "{n} services")
    detail = (Run(words.plural(one, many, size, n=size)),)
    return Node(id=key, key=key, name=name, shape=shape, details=(detail,), tip=name)


def department_edge(key: Key, found: Sequence[Pair], of: int, words: Words) -> Edge:
    """One arrow: the worst state among the pairs, and how many are in it of all ``of`` between the two, whichever of
    them are ``found``."""
    worst, number = in_worst(found)
    count = words("{k} of {n}", k=number, n=of)
    return Edge(
        id="--".join(key),
        source=key[0],
        target=key[1],
        state=worst,
        count=min(5, of),
        label=count,
        tip=f"{words(legend.STATE_WORDS[worst])} : {count}",
    )
