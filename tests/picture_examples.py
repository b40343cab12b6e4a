"""Organisations for the picture tests: a small one with every state, and the generated ones of the bench."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from svcgraph.domain.attainment import Attainment, ContractResult, IndicatorResult, Period, ServiceCounts, Verdict
from svcgraph.domain.contract import Contract, Deliverable, Party, Status
from svcgraph.domain.graph import Activity, MappedProcess, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.organisation import Department, Organisation, Promise
from svcgraph.domain.process import Process
from svcgraph.domain.text import Text
from svcgraph.errors import Place

sys.path.append(str(Path(__file__).parents[1] / "bench"))
from organisations import Generated, organisation

__all__ = ["Generated", "organisation"]
FILE = "processes/example.bpmn"


def service(name: str, department: str = "d", external: bool = False) -> Service:
    return Service(id=name, name=Text(name.capitalize()), department=department, external=external)


def handoff(supplier: str, client: str, deliverable: str = "", *, source: str = "", target: str = "") -> ServiceHandoff:
    return ServiceHandoff(
        supplier=supplier,
        client=client,
        supplier_path=(supplier,),
        client_path=(client,),
        deliverable=deliverable or f"from {supplier} to {client}",
        named=True,
        via=Via.SEQUENCE,
        file=FILE,
        process=0,
        source=source,
        target=target,
        source_id=None,
        target_id=None,
        source_name=supplier,
        target_name=client,
        place=Place(file=FILE),
    )


def graph(services: tuple[Service, ...], handoffs: tuple[ServiceHandoff, ...], **more: object) -> ServiceGraph:
    process = MappedProcess(id="p", name=Text("Exemple"), file=FILE, process=Process(id="p", name="Exemple"))
    return ServiceGraph(services=services, processes=(process,), handoffs=handoffs, **more)  # type: ignore[arg-type]


def activity(key: str, owner: str, name: str = "") -> Activity:
    return Activity(key=key, name=name or f"Faire {key}", service=owner, process=0, place=Place(file=FILE))


def contract(supplier: str, client: str, status: Status = Status.ACTIVE, expects: str = "") -> Contract:
    return Contract(
        id=f"{supplier}--{client}",
        supplier=Party(service=supplier),
        client=Party(service=client),
        status=status,
        expectations=(Deliverable(id="e1", name=Text(expects)),) if expects else (),
    )


def result(name: str, verdict: Verdict, **more: object) -> ContractResult:
    return ContractResult(contract=name, verdict=verdict, met=2, judged=3, **more)  # type: ignore[arg-type]


# Hub "a" with one client per verdict or status, so that every arrow can be told apart.
ENDS = {
    "met": (Status.ACTIVE, Verdict.MET),
    "risk": (Status.ACTIVE, Verdict.AT_RISK),
    "missed": (Status.ACTIVE, Verdict.MISSED),
    "nodata": (Status.ACTIVE, Verdict.NO_DATA),
    "unsure": (Status.ACTIVE, Verdict.UNDETERMINED),
    "track": (Status.ACTIVE, Verdict.ON_TRACK),
    "notdue": (Status.ACTIVE, Verdict.NOT_DUE),
    "agreed": (Status.AGREED, Verdict.MET),
    "proposed": (Status.PROPOSED, None),
    "talks": (Status.NEGOTIATION, None),
    "halted": (Status.SUSPENDED, None),
    "ended": (Status.ENDED, None),
}
AS_OF = date(2026, 11, 16)
PERIOD = Period(first=date(2026, 8, 1), last=date(2026, 10, 31))
KNOWN = Organisation(
    name=Text("Maison", "House"),
    departments=(Department(id="d", name=Text("Direction D")), Department(id="e", name=Text("Direction E"))),
    promises=(
        Promise(id="E1", party="buyer", deliverable=Text("Colis"), objective=Text("95 % sous 2 jours ouvrés")),
        Promise(id="E2", party="buyer", deliverable=Text("Facture"), objective=Text("sous 5 jours")),
    ),
)


def every_state() -> tuple[ServiceGraph, tuple[Contract, ...], Attainment]:
    """One arrow per state; a promise to a buyer, an input from a maker, a reverse flow covered by an expectation."""
    services = (
        service("a", "d"),
        *(service(name, "e") for name in (*ENDS, "nothing")),
        service("buyer", "", True),
        service("maker", "", True),
        service("idle", "d"),
    )
    handoffs = (
        *(handoff("a", name) for name in (*ENDS, "nothing")),
        handoff("a", "met", "second thing"),
        handoff("met", "a", "papers"),
        handoff("a", "buyer", "Colis"),
        handoff("a", "buyer", "Facture"),
        handoff("maker", "a", "parts"),
        handoff("maker", "buyer", "between them"),
    )
    contracts = tuple(
        contract("a", name, status, "papers" if name == "met" else "") for name, (status, _) in ENDS.items()
    )
    missed_one = IndicatorResult(contract="a--risk", clause="d1.c1", indicator="i", verdict=Verdict.MISSED)
    results = tuple(
        result(
            f"a--{name}",
            verdict,
            expectations_verdict=Verdict.AT_RISK,
            objectives=(missed_one,) if name == "risk" else (),
        )
        for name, (_, verdict) in ENDS.items()
        if verdict
    )
    promises = (
        IndicatorResult(contract="", clause="E1", indicator="promises/E1", verdict=Verdict.MISSED),
        IndicatorResult(contract="", clause="E2", indicator="promises/E2", verdict=Verdict.MET),
    )
    counts = (
        ServiceCounts(service="a", as_supplier=((Verdict.MET, 9), (Verdict.AT_RISK, 2), (Verdict.MISSED, 1))),
        ServiceCounts(service="met", as_client=((Verdict.NO_DATA, 2), (Verdict.UNDETERMINED, 1))),
    )
    attainment = Attainment(as_of=AS_OF, period=PERIOD, contracts=results, promises=promises, services=counts)
    return graph(services, handoffs), contracts, attainment


HOSTILE = (
    'Achats "Nord"',
    "C:\\dossier\\",
    "\\",
    '"',
    "<b>gras</b>",
    "<<table><tr><td>x</td></tr></table>>",
    "&amp; & &lt; &#65;",
    "</text><script>alert(1)</script>",
    "]]>",
    "<!-- rien -->",
    "<?xml version='1.0'?>",
    "node",
    "graph",
    "subgraph cluster_0",
    "strict digraph {",
    "}",
    "Pôle : Achats",
    "a -> b [color=red]",
    "n12",
    "a;b|c{d}",
    "\\N \\G \\E \\T \\l\\r",
    "%s {0} {name} %(x)s",
    "ligne 1\nligne 2\r\nligne 3\rfin",
    "tab\tici",
    "nul\x00 bell\x07 esc\x1b[31m",
    "demi \ud800 surrogate",
    "\u202eesrever RTL",
    "مرحبا بالعالم",
    "emoji 👩‍💻 𝒜𝒷",
    "é e\u0301 \u200b\u00ad",
    "",
    "x" * 500,
    "mot " * 125,
    "file:///etc/passwd http://example.org/?a=1&b=2",
)
