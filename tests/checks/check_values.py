"""Small frozen workspaces for the examples of checks: one contract in force that no check minds, and changes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from svcgraph.domain import handoff as handoffs
from svcgraph.domain import identity
from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.contract import (
    Approval,
    Contract,
    Criterion,
    Deliverable,
    Indicator,
    Objective,
    Party,
    Presence,
    Review,
    Serves,
    Status,
)
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Activity, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.organisation import Department, Organisation, Person, Promise, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.errors import Place
from svcgraph.readers.bpmn import read

TODAY = date(2026, 11, 16)
FILE = "processes/contracts/sales--marketing.yaml"
MAP = "processes/o2.bpmn"


def text(french: str, english: str = "") -> Text:
    return Text(french, english or french)


REPORT = text("Rapport des ventes", "Sales report")
EARLY = text("Reçu avant la réunion", "Received before the meeting")
SALES, MARKETING = text("Ventes", "Sales"), text("Marketing")

INDICATOR = Indicator(id="d1.c1.i1", keeper="theo", deputy="lise")
CRITERION = Criterion(
    id="d1.c1",
    text=EARLY,
    objective=Objective(text=text("tous les lundis avant 10 heures", "every Monday before 10:00")),
    indicator=INDICATOR,
    line=20,
)
DELIVERABLE = Deliverable(
    id="d1", name=REPORT, from_map=(REPORT.fr,), criteria=(CRITERION,), presence=Presence.ON_MAP, line=12
)
CONTRACT = Contract(
    id="sales--marketing",
    reference="CS-01",
    status=Status.ACTIVE,
    start=date(2026, 3, 1),
    end=date(2027, 3, 1),
    supplier=Party(service="sales", representative="ines"),
    client=Party(service="marketing", representative="julien"),
    deliverables=(DELIVERABLE,),
    no_expectations=True,
    serves=Serves(promises=("e1",)),
    review=Review(held=(date(2026, 10, 12),), next=datetime(2026, 12, 14, 11)),
    approvals=(
        Approval(side="supplier", name="Inès Caron", date=date(2026, 2, 24)),
        Approval(side="client", name="Julien Roche", date=date(2026, 2, 25)),
    ),
    place_file=FILE,
)
PEOPLE = (
    Person(id="theo", name="Théo Masson", service="marketing", line=41),
    Person(id="lise", name="Lise Aubry", service="marketing", line=42),
    Person(id="ines", name="Inès Caron", service="sales", line=43),
    Person(id="julien", name="Julien Roche", line=44),
    Person(id="yann", name="Yann Kerbrat", service="sales", left=date(2026, 7, 1), line=45),
)
ORGANISATION = Organisation(
    departments=(Department(id="dcr", name=text("Direction commerciale", "Sales division"), head="julien", line=5),),
    services=(
        ServiceEntry(id="sales", name=SALES, department="dcr", head="ines", line=10),
        ServiceEntry(id="marketing", name=MARKETING, department="dcr", line=20),
    ),
    people=PEOPLE,
    promises=(
        Promise(
            id="e1",
            party="member",
            deliverable=text("Remboursement", "Refund"),
            objective=text("95 % sous 5 jours ouvrés", "95 % within 5 working days"),
            answerable="julien",
            keeper="lise",
            line=70,
        ),
    ),
)
PERIOD = Period(first=date(2026, 8, 1), last=date(2026, 10, 31))


def handoff(source: str, target: str, what: str, /, via: Via = Via.SEQUENCE, named: bool = True) -> ServiceHandoff:
    """``handoff("sales1", "marketing2", "Report")``: an activity is its service and a digit."""
    return ServiceHandoff(
        supplier=source[:-1],
        client=target[:-1],
        supplier_path=(source[:-1],),
        client_path=(target[:-1],),
        deliverable=what,
        named=named,
        via=via,
        file=MAP,
        process=0,
        source=source,
        target=target,
        source_id=source,
        target_id=target,
        source_name=f"Do {source}",
        target_name=f"Do {target}",
        place=Place(file=MAP, line=int(source[-1]) * 10, element=source),
    )


def graph(*handoffs: ServiceHandoff, steps: tuple[tuple[str, str], ...] = ()) -> ServiceGraph:
    sequence = [(item.source, item.target) for item in handoffs if item.via is Via.SEQUENCE]
    keys = sorted({key for edge in (*sequence, *steps) for key in edge} | {h.source for h in handoffs})
    services = sorted({key[:-1] for key in keys} | {item.client for item in handoffs})
    return ServiceGraph(
        services=tuple(Service(id=name, name=text(name), external=name == "member") for name in services),
        activities=tuple(
            Activity(key=key, name=f"Do {key}", service=key[:-1], process=0, place=Place(file=MAP)) for key in keys
        ),
        handoffs=handoffs,
        steps=(*sequence, *steps),
    )


PROMISED = handoff("marketing3", "member4", "Remboursement", Via.MESSAGE)
GRAPH = graph(handoff("sales1", "marketing2", REPORT.fr), PROMISED)


def result(clause: str, counts: Counts, contract: str = CONTRACT.id) -> IndicatorResult:
    return IndicatorResult(
        contract=contract, clause=clause, indicator=clause, verdict=Verdict.MET, counts=counts, period=PERIOD
    )


def attained(*objectives: IndicatorResult, promises: tuple[IndicatorResult, ...] = ()) -> Attainment:
    contract = ContractResult(contract=CONTRACT.id, verdict=Verdict.MET, objectives=objectives)
    return Attainment(as_of=TODAY, period=PERIOD, contracts=(contract,), promises=promises)


FACTS = Facts(
    organisation=ORGANISATION,
    graph=GRAPH,
    contracts=(CONTRACT,),
    attainment=attained(result("d1.c1", Counts(due=13, known=13, met=13))),
    as_of=TODAY,
)


def with_contract(**changes: object) -> Facts:
    """The facts with the contract changed."""
    return replace(FACTS, contracts=(replace(CONTRACT, **changes),))


def with_deliverable(**changes: object) -> Facts:
    return with_contract(deliverables=(replace(DELIVERABLE, **changes),))


def with_criterion(**changes: object) -> Facts:
    return with_deliverable(criteria=(replace(CRITERION, **changes),))


def with_indicator(**changes: object) -> Facts:
    return with_criterion(indicator=replace(INDICATOR, **changes))


def with_organisation(**changes: object) -> Facts:
    return replace(FACTS, organisation=replace(ORGANISATION, **changes))


def with_approvals(*approvals: Approval) -> Facts:
    return with_contract(approvals=approvals)


def bpmn(inside: str) -> Facts:
    """The facts with one map more: ``inside`` is the content of its only process, of the pool Shop."""
    data = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">\n'
        '<collaboration id="all"><participant id="shop" name="Shop" processRef="p"/></collaboration>\n'
        f'<process id="p">\n{inside}\n</process></definitions>'
    )
    drawn = read(data.encode(), MAP).map
    made, _ = identity.resolve([drawn], [handoffs.find(drawn)], ORGANISATION)
    return replace(FACTS, graph=made, maps=(drawn,))


def lanes(*named: str) -> str:
    """``lanes("Sales: a b", "Marketing: c")``."""
    pairs = (one.partition(":") for one in named)
    made = (
        f'<lane id="l{number}" name="{name}">'
        + "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes.split())
        + "</lane>\n"
        for number, (name, _, nodes) in enumerate(pairs)
    )
    return "<laneSet>" + "".join(made) + "</laneSet>\n"


def flows(*pairs: str) -> str:
    """``flows("a>b", "b>c")``."""
    ends = (pair.split(">") for pair in pairs)
    return "".join(
        f'<sequenceFlow id="{source}{target}" sourceRef="{source}" targetRef="{target}"/>\n' for source, target in ends
    )


def tasks(*named: str) -> str:
    """``tasks("a: Check", "b: ")``: id and name."""
    pairs = (one.partition(":") for one in named)
    return "".join(f'<task id="{key}" name="{name.strip()}"/>\n' for key, _, name in pairs)


def replace_first(things: tuple, **changes: object) -> tuple:
    """The values with the first one changed."""
    return (replace(things[0], **changes), *things[1:])
