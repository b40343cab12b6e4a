"""The generated organisations with processes and with French names of up to 60 characters, as every picture asks."""

from __future__ import annotations

from dataclasses import replace

from bench.organisations import FILE, organisation
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Activity, MappedProcess, ServiceGraph, ServiceHandoff
from svcgraph.domain.process import Process, ProcessKind
from svcgraph.domain.text import Text

SIZES = (3, 30, 150, 500, 1000)
LONGEST = 60  # characters of a name
TAIL = " et de la coordination des moyens généraux de l’établissement"
UNENDING = ("et", "de", "des", "du", "la", "les", "le", "à", "moyens", "en")
KINDS = (
    ProcessKind.OPERATIONAL,
    ProcessKind.OPERATIONAL,
    ProcessKind.SUPPORT,
    ProcessKind.OPERATIONAL,
    ProcessKind.OPERATIONAL,
    ProcessKind.MANAGEMENT,
)
DOINGS = ("Instruire", "Préparer", "Contrôler", "Suivre", "Clore", "Recevoir", "Planifier")


def facts(services: int, *, long: bool = False, processes: int = 0) -> Facts:
    """``services`` services in departments of six and two fifths as many processes, or ``processes``."""
    made = organisation(services)
    number = processes or max(3, services * 2 // 5)
    graph = _in_processes(made.graph, number, long)
    known = made.organisation
    if long:
        graph = replace(graph, services=tuple(replace(one, name=longer(one.name)) for one in graph.services))
        departments = tuple(replace(one, name=longer(one.name)) for one in known.departments)
        known = replace(known, departments=departments)
    return Facts(
        organisation=known,
        graph=graph,
        contracts=made.contracts,
        attainment=made.attainment,
        as_of=made.attainment.as_of,
    )


def longer(name: Text) -> Text:
    """The name with a tail, at most 60 characters long, cut after a word that can end a name."""
    words = f"{name.fr}{TAIL}".split(" ")
    while len(" ".join(words)) > LONGEST or words[-1] in UNENDING:
        words.pop()
    return Text(" ".join(words))


def _in_processes(graph: ServiceGraph, number: int, long: bool) -> ServiceGraph:
    """Each service's work in processes near it; every process feeds the next two."""
    at = {service.id: place * number // len(graph.services) for place, service in enumerate(graph.services)}
    handed = tuple(_placed(one, (at[one.supplier] + turn % 2) % number) for turn, one in enumerate(graph.handoffs))
    acting: dict[tuple[int, str], None] = {}
    for one in handed:
        acting |= {(one.process, end): None for end in (one.supplier, one.client)}
    activities = tuple(
        Activity(key=f"{process}#{service}", name="Traiter", service=service, process=process, place=handed[0].place)
        for process, service in acting
    )
    processes = tuple(_process(place, number, long) for place in range(number))
    return replace(graph, processes=processes, handoffs=handed, activities=activities)


def _placed(one: ServiceHandoff, process: int) -> ServiceHandoff:
    return replace(
        one, process=process, source=f"{process}#{one.supplier}", target=f"{process}#{one.client}", file=FILE
    )


def _process(place: int, number: int, long: bool) -> MappedProcess:
    name = Text(f"{DOINGS[place % len(DOINGS)]} les dossiers {place + 1}")
    return MappedProcess(
        id=f"p{place + 1}",
        name=longer(name) if long else name,
        file=f"processes/{place}.bpmn",
        process=Process(id=f"p{place + 1}", name=name.fr),
        kind=KINDS[place % len(KINDS)],
        feeds=tuple(f"p{place + step + 1}" for step in (1, 2) if place + step < number),
    )
