"""Dense, looping organisations: one process in which much work may come back to where it was.

``python -m bench.dense 60 150 400`` times the chains and the analysis of one of so many services, activities and
flows; ``--workspace DIR`` writes it as a workspace to try the commands on. The same number gives the same one.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from xml.sax.saxutils import quoteattr

from svcgraph.domain.chain import Chain, TimedClause
from svcgraph.domain.chain.build import chains
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Party, Status
from svcgraph.domain.graph import Activity, MappedProcess, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.process import Process
from svcgraph.domain.text import Text
from svcgraph.errors import Place

AS_OF = date(2026, 1, 4)
FILE = "processes/dense.bpmn"
CLIENT = "client"
BACK = 0.4  # of the flows
ENDS = 3  # activities that deliver outside
PROMISES = ("days", "weeks", "weekly", None)  # of the things delivered: with a lead time, on dates, a deadline, none
Flow = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """``flows`` lead from activity to activity; each lies with the service of its number."""

    owners: tuple[int, ...]
    flows: tuple[Flow, ...]
    ends: tuple[int, ...]

    @property
    def handoffs(self) -> tuple[Flow, ...]:
        return tuple(one for one in self.flows if self.owners[one[0]] != self.owners[one[1]])


def dense(services: int, activities: int, flows: int, *, seed: int = 1) -> Dense:
    """A chain of activities with so many more arrows, ahead and back, of any length."""
    dice = Random(seed)
    most = activities * (activities - 1)
    found = dict.fromkeys((number, number + 1) for number in range(activities - 1))
    while len(found) < min(flows, most):
        one, two = sorted(dice.sample(range(activities), 2))
        found[(two, one) if dice.random() < BACK else (one, two)] = None
    return Dense(
        owners=tuple(dice.randrange(services) for _ in range(activities)),
        flows=tuple(found),
        ends=tuple(range(activities - ENDS, activities)),
    )


def worked_out(given: Dense, *, covered: float = 0.8, days: int = 10) -> tuple[Chain, ...]:
    """The chains of all that is delivered outside; a contract in force is about ``covered`` of the handoffs.

    ``days`` are those of the promise with a lead time.
    """
    dice = Random(len(given.flows))
    contracts, clauses = [], []
    promised = [(end, said) for end, said in zip(given.ends, PROMISES * len(given.ends), strict=False) if said]
    for end, said in promised:
        clauses.append(TimedClause(criterion=f"p{end}", statement=_said(said, days)))
    for number, flow in enumerate(given.handoffs):
        if dice.random() < covered:
            contracts.append(_contract(f"c{number}", flow, given))
            statement = _said("weekly", days) if dice.random() < 0.2 else _lead_time(dice.randint(1, 4))
            clauses.append(TimedClause(contract=f"c{number}", criterion="d1.c1", statement=statement))
    promises = tuple(
        Promise(id=f"p{end}", party=CLIENT, deliverable=Text(f"Thing {end}"), objective=Text()) for end, _ in promised
    )
    return chains(
        graph(given),
        contracts,
        Organisation(promises=promises),
        None,
        clauses=clauses,
        calendar=WorkCalendar(timezone="UTC"),
        as_of=AS_OF,
    )


def graph(given: Dense) -> ServiceGraph:
    """The organisation as the program reads it."""
    services = sorted(set(given.owners))
    process = MappedProcess(id="p", name=Text("Dense"), file=FILE, process=Process(id="p", name="Dense"))
    return ServiceGraph(
        services=(
            *(Service(id=f"s{number}", name=Text(f"Service {number}")) for number in services),
            Service(id=CLIENT, name=Text("Client"), external=True),
        ),
        processes=(process,),
        activities=tuple(
            Activity(key=f"a{number}", name=f"Step {number}", service=f"s{owner}", process=0, place=Place(file=FILE))
            for number, owner in enumerate(given.owners)
        ),
        handoffs=(
            *(_handoff(given, source, target) for source, target in given.handoffs),
            *(_handoff(given, end, None) for end in given.ends),
        ),
        steps=tuple((f"a{source}", f"a{target}") for source, target in given.flows),
    )


def _handoff(given: Dense, source: int, target: int | None) -> ServiceHandoff:
    return ServiceHandoff(
        supplier=f"s{given.owners[source]}",
        client=CLIENT if target is None else f"s{given.owners[target]}",
        supplier_path=(),
        client_path=(),
        deliverable=f"Thing {source}" if target is None else f"T{source}.{target}",
        named=True,
        via=Via.SEQUENCE,
        file=FILE,
        process=0,
        source=f"a{source}",
        target="" if target is None else f"a{target}",
        source_id=f"a{source}",
        target_id=None if target is None else f"a{target}",
        source_name=f"Step {source}",
        target_name="" if target is None else f"Step {target}",
        place=Place(file=FILE),
    )


def _contract(contract: str, flow: Flow, given: Dense) -> Contract:
    name = f"T{flow[0]}.{flow[1]}"
    thing = Deliverable(id="d1", name=Text(name), from_map=(name,), criteria=(Criterion(id="d1.c1", text=Text("x")),))
    return Contract(
        id=contract,
        supplier=Party(service=f"s{given.owners[flow[0]]}"),
        client=Party(service=f"s{given.owners[flow[1]]}"),
        status=Status.ACTIVE,
        deliverables=(thing,),
    )


def _said(kind: str, days: int) -> Statement:
    if kind == "days":
        return _lead_time(days)
    if kind == "weeks":
        return _lead_time(3, Unit.WEEK)
    return Statement(kind=Kind.DEADLINE, recurrence=Recurrence(every=Every.WEEK, weekday=0))


def _lead_time(number: int, unit: Unit = Unit.DAY) -> Statement:
    return Statement(kind=Kind.LEAD_TIME, duration=Duration(number=number, unit=unit, day_kind=DayKind.WORKING))


# --- as a workspace ---------------------------------------------------------------------------------------------


def write(given: Dense, folder: Path) -> None:
    """A workspace with the process as BPMN and a promise of each kind."""
    maps = folder / "processes"
    maps.mkdir(parents=True)
    (folder / "svcgraph.yaml").write_text(
        "workspace: 3b9d6a1e-7c42-4f0e-9a58-000000000000\nlanguage: en\ntimezone: Europe/Paris\nas_of: 2026-11-16\n",
        encoding="utf-8",
    )
    promises = "".join(
        f"  - id: p{end}\n    party: client\n    deliverable: {{en: Thing {end}}}\n"
        f"    objective: {{en: within {place + 5} working days}}\n"
        for place, end in enumerate(given.ends)
    )
    (maps / "organisation.yaml").write_text(
        f"externals:\n  - {{id: client, name: {{en: Client}}}}\npromises:\n{promises}", encoding="utf-8"
    )
    (maps / "dense.bpmn").write_text(bpmn(given), encoding="utf-8")


def bpmn(given: Dense) -> str:
    """The process with a lane for each service, and the client as a pool."""
    lanes = "".join(
        f'<lane id="l{service}" name="Service {service}">'
        + "".join(
            f"<flowNodeRef>a{number}</flowNodeRef>" for number, owner in enumerate(given.owners) if owner == service
        )
        + "</lane>"
        for service in sorted(set(given.owners))
    )
    tasks = "".join(f'<task id="a{number}" name="Step {number}"/>' for number in range(len(given.owners)))
    flows = "".join(
        f'<sequenceFlow id="f{place}" name={quoteattr(f"T{one}.{two}")} sourceRef="a{one}" targetRef="a{two}"/>'
        for place, (one, two) in enumerate(given.flows)
    )
    sent = "".join(
        f'<messageFlow id="m{end}" name="Thing {end}" sourceRef="a{end}" targetRef="client"/>' for end in given.ends
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="dense">'
        '<collaboration id="c"><participant id="all" name="House" processRef="p"/>'
        f'<participant id="client" name="Client"/>{sent}</collaboration>'
        f'<process id="p" name="Dense"><laneSet id="s">{lanes}</laneSet>{tasks}{flows}</process></definitions>\n'
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("services", 60), ("activities", 150), ("flows", 400)):
        parser.add_argument(name, nargs="?", type=int, default=usual)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workspace", type=Path, help="write it there instead")
    asked = parser.parse_args()
    given = dense(asked.services, asked.activities, asked.flows, seed=asked.seed)
    if asked.workspace:
        write(given, asked.workspace)
        return 0
    began = process_time()
    found = worked_out(given)
    sys.stdout.write(
        f"{process_time() - began:.2f} s: {len(given.handoffs)} handoffs, "
        + ", ".join(f"{len(one.paths)} paths{' and more' if one.truncated else ''} ({one.fit})" for one in found)
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
