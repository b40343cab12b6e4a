"""Small service graphs and contracts for the tests of contracts and portfolio."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.graph import Activity, MappedProcess, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.process import Process
from svcgraph.domain.text import Text
from svcgraph.errors import Place

FILE = "map.bpmn"


def key(activity: str) -> str:
    return f"{FILE}#{activity}"


def handoff(
    supplier: str, client: str, deliverable: str = "", *, source: str = "a", target: str = "b", process: int = 0
) -> ServiceHandoff:
    """Without ``deliverable`` the thing has no name of its own: it takes the source activity's."""
    return ServiceHandoff(
        supplier=supplier,
        client=client,
        supplier_path=(supplier,),
        client_path=(client,),
        deliverable=deliverable or source,
        named=bool(deliverable),
        via=Via.SEQUENCE,
        file=FILE,
        process=process,
        source=key(source),
        target=key(target),
        source_id=source,
        target_id=target,
        source_name=source,
        target_name=target,
        place=Place(file=FILE),
    )


def graph(
    *handoffs: ServiceHandoff,
    external: Iterable[str] = (),
    steps: Iterable[tuple[str, str]] = (),
    frequencies: Iterable[str] = ("weekly",),
) -> ServiceGraph:
    """A graph of the handoffs' services; steps are those of the handoffs and the given ones."""
    outside = set(external)
    names = sorted({name for one in handoffs for name in (one.supplier, one.client)})
    owners = {}
    for one in handoffs:
        owners.setdefault(one.source, one.supplier)
        owners.setdefault(one.target, one.client)
    within = tuple((one.source, one.target) for one in handoffs if not {one.supplier, one.client} & outside)
    return ServiceGraph(
        services=tuple(Service(id=name, name=Text(name, name), external=name in outside) for name in names),
        processes=tuple(
            MappedProcess(
                id=f"p{number}",
                name=Text(f"Process {number}", f"Process {number}"),
                file=FILE,
                process=Process(id=f"p{number}", name=f"Process {number}"),
                frequency=frequency,
            )
            for number, frequency in enumerate(frequencies)
        ),
        activities=tuple(
            Activity(key=activity, name=activity, service=service, process=0, place=Place(file=FILE))
            for activity, service in owners.items()
            if service not in outside
        ),
        handoffs=handoffs,
        steps=tuple(dict.fromkeys(within + tuple((key(a), key(b)) for a, b in steps))),
    )
