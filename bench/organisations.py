"""Generated organisations of any size, for pictures and timing: the same number always gives the same one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from svcgraph.domain.attainment import (
    Attainment,
    ContractResult,
    IndicatorResult,
    Period,
    ServiceCounts,
    Verdict,
)
from svcgraph.domain.attainment.verdict import contract_result
from svcgraph.domain.contract import Contract, Party, Status
from svcgraph.domain.graph import Activity, MappedProcess, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.organisation import Department, Organisation
from svcgraph.domain.process import Process
from svcgraph.domain.text import Text
from svcgraph.errors import Place

FIRST = ("Gestion", "Contrôle", "Accueil", "Études", "Achats", "Réseaux", "Paie", "Qualité", "Logistique", "Archives")
SECOND = (
    "des contrats",
    "des moyens généraux",
    "nationale",
    "et méthodes",
    "Île-de-France",
    "du patrimoine",
    "clients",
)
DEPARTMENTS = (
    "Direction générale",
    "Ressources humaines",
    "Finances",
    "Production",
    "Systèmes d’information",
    "Ventes",
)
VERDICTS = (Verdict.MET,) * 5 + (Verdict.AT_RISK,) * 2 + (Verdict.MISSED, Verdict.NO_DATA, Verdict.UNDETERMINED)
# of a contract: no verdict beside counts that would lead to another
OBJECTIVES = {
    Verdict.MET: (Verdict.MET,) * 3,
    Verdict.AT_RISK: (Verdict.MET, Verdict.MET, Verdict.AT_RISK),
    Verdict.MISSED: (Verdict.MET, Verdict.MISSED, Verdict.MISSED),
    Verdict.NO_DATA: (Verdict.NO_DATA,) * 3,
    Verdict.UNDETERMINED: (Verdict.MET, Verdict.UNDETERMINED, Verdict.UNDETERMINED),
}
STATUSES = (Status.ACTIVE,) * 4 + (Status.DRAFT,) * 3 + (Status.PROPOSED, Status.SUSPENDED)
AS_OF = date(2026, 11, 16)
FILE = "processes/generated.bpmn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    graph: ServiceGraph
    contracts: tuple[Contract, ...]
    attainment: Attainment
    organisation: Organisation


def organisation(services: int, *, clients: float = 3.0, externals: int = 3, seed: int = 1) -> Generated:
    """``services`` services with about ``clients`` clients each, in departments of six, and some external parties."""
    random = Random(seed * 1000 + services)
    departments = tuple(_department(number) for number in range(max(1, round(services / 6))))
    inside = tuple(_service(number, departments) for number in range(services))
    outside = tuple(
        Service(id=f"partie-{number}", name=Text(f"Partie externe {number + 1}"), external=True)
        for number in range(externals)
    )
    pairs = _pairs(inside, outside, clients, random)
    names = {one.id: one.name.fr for one in (*inside, *outside)}
    handoffs = tuple(
        _handoff(supplier, client, number, names[supplier])
        for supplier, client in pairs
        for number in range(random.choice((1, 1, 1, 2, 4)))
    )
    ids = {service.id for service in inside}
    contracts = tuple(_contract(a, b, random) for a, b in pairs if a in ids and b in ids)
    known = Organisation(name=Text("Organisation générée"), departments=departments)
    graph = ServiceGraph(
        services=(*inside, *outside),
        processes=(MappedProcess(id="p", name=Text("Généré"), file=FILE, process=Process(id="p", name="Généré")),),
        activities=tuple(
            Activity(
                key=f"{FILE}#{s.id}", name=f"Activité de {s.name.fr}", service=s.id, process=0, place=Place(file=FILE)
            )
            for s in inside
        ),
        handoffs=handoffs,
    )
    return Generated(
        graph=graph, contracts=contracts, attainment=_judged(contracts, inside, random), organisation=known
    )


def _department(number: int) -> Department:
    turn, place = divmod(number, len(DEPARTMENTS))
    return Department(id=f"d{number}", name=Text(DEPARTMENTS[place] + (f" {turn + 1}" if turn else "")))


def _service(number: int, departments: tuple[Department, ...]) -> Service:
    turn, place = divmod(number, len(FIRST))
    name = f"{FIRST[place]} {SECOND[(number * 3 + turn) % len(SECOND)]}" + (f" {turn}" if turn > 6 else "")
    return Service(id=f"service-{number}", name=Text(name), department=departments[number % len(departments)].id)


def _pairs(
    inside: tuple[Service, ...], outside: tuple[Service, ...], clients: float, random: Random
) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for _ in range(round(len(inside) * clients)):
        supplier, client = random.choice(inside), random.choice(inside)
        near = [service for service in inside if service.department == supplier.department]
        client = random.choice(near) if random.random() < 0.4 else client
        if supplier is not client:
            found[supplier.id, client.id] = None
    for party in outside:
        found[random.choice(inside).id, party.id] = None
        found[party.id, random.choice(inside).id] = None
    return list(found)


def _handoff(supplier: str, client: str, number: int, name: str) -> ServiceHandoff:
    return ServiceHandoff(
        supplier=supplier,
        client=client,
        supplier_path=(supplier,),
        client_path=(client,),
        deliverable=f"Livrable {number + 1} de {name}",
        named=True,
        via=Via.SEQUENCE,
        file=FILE,
        process=0,
        source=f"{FILE}#{supplier}" if supplier.startswith("service") else "",
        target=f"{FILE}#{client}" if client.startswith("service") else "",
        source_id=supplier,
        target_id=client,
        source_name="Préparer",
        target_name="Traiter",
        place=Place(file=FILE),
    )


def _contract(supplier: str, client: str, random: Random) -> Contract:
    return Contract(
        id=f"{supplier}--{client}",
        supplier=Party(service=supplier),
        client=Party(service=client),
        status=random.choice(STATUSES),
    )


def _judged(contracts: tuple[Contract, ...], services: tuple[Service, ...], random: Random) -> Attainment:
    active = [contract for contract in contracts if contract.status is Status.ACTIVE]
    results = tuple(_result(contract.id, random.choice(VERDICTS)) for contract in active)
    period = Period(first=date(2026, 8, 1), last=date(2026, 10, 31))
    counts = counted(contracts, results, (service.id for service in services))
    return Attainment(as_of=AS_OF, period=period, contracts=results, services=counts)


def _result(contract: str, verdict: Verdict) -> ContractResult:
    """A contract with three objectives, of which as many are missed or not measured as lead to ``verdict``."""
    objectives = tuple(
        IndicatorResult(contract=contract, clause=f"d1.c{at}", indicator=f"{contract}/d1.c{at}.i1", verdict=one)
        for at, one in enumerate(OBJECTIVES[verdict], start=1)
    )
    return contract_result(contract, objectives, ())


def counted(
    contracts: Iterable[Contract], results: Sequence[ContractResult], services: Iterable[str]
) -> tuple[ServiceCounts, ...]:
    """How the contracts of each service stand, as supplier and as client."""
    parties = {one.id: (one.supplier.service, one.client.service) for one in contracts}
    sides = [[(parties[one.contract][side], one.verdict) for one in results] for side in (0, 1)]
    as_supplier, as_client = (_by_service(side) for side in sides)
    return tuple(
        ServiceCounts(
            service=name,
            as_supplier=tuple(sorted(as_supplier[name].items())),
            as_client=tuple(sorted(as_client[name].items())),
        )
        for name in services
    )


def _by_service(found: Iterable[tuple[str, Verdict]]) -> defaultdict[str, Counter[Verdict]]:
    counts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for service, verdict in found:
        counts[service][verdict] += 1
    return counts
