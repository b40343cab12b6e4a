"""Departments as nodes: which service belongs where, and what the pairs between two departments amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words
from svcgraph.views.diagram import legend
from svcgraph.views.shapes import WORST_FIRST, Edge, Node, NodeShape, Run, State
from svcgraph.views.standing import Pair

NOWHERE = "?"
OUTSIDE = "!"
Key = tuple[str, str]


def homes(graph: ServiceGraph, known: Organisation) -> dict[str, str]:
    """By service id its department's id, `NOWHERE` or `OUTSIDE`."""
    names = {department.id for department in known.departments}

    def home(service: Service) -> str:
        if service.external:
            return OUTSIDE
        return service.department if service.department in names else NOWHERE

    return {service.id: home(service) for service in graph.services}


def grouped(arrows: Iterable[Pair], home: dict[str, str]) -> dict[Key, list[Pair]]:
    """The pairs by the departments of their two ends."""
    between: dict[Key, list[Pair]] = defaultdict(list)
    for pair in arrows:
        between[home[pair.supplier], home[pair.client]].append(pair)
    return between


def worst_of(found: Iterable[Pair]) -> State:
    """The worst state among them."""
    return min((pair.standing.state for pair in found), key=WORST_FIRST.index)


def department_nodes(home: dict[str, str], kept: Iterable[Key], known: Organisation, words: Words) -> tuple[Node, ...]:
    """A node for each department in use, with how many services it has, in the order of the organisation file."""
    used = {end for key in kept for end in key}
    named = [(department.id, department.name.read(words.language)) for department in known.departments]
    named += [(NOWHERE, words("services without a department")), (OUTSIDE, words("external parties"))]
    sizes = {key: sum(place == key for place in home.values()) for key, _ in named}
    return tuple(_node(key, name, sizes[key], words) for key, name in named if key in used)


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
