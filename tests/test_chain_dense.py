"""A dense map: twelve layers of five activities, each leading to all of the next. It took minutes; now seconds."""

from __future__ import annotations

from datetime import date, time
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.chain import Chain, Fit, TimedClause
from svcgraph.domain.chain.build import chains
from svcgraph.domain.chain.changes import _thinned
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Party, Status
from svcgraph.domain.graph import Activity, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.errors import Place

LAYERS, WIDTH = 12, 5
PATIENCE = 30.0  # seconds of work; it takes 2 on the machine of 2026, and took 275 before


def lead_time(number: int, unit: Unit = Unit.DAY) -> Statement:
    return Statement(kind=Kind.LEAD_TIME, duration=Duration(number=number, unit=unit, day_kind=DayKind.WORKING))


def weekly(weekday: int) -> Statement:
    return Statement(kind=Kind.DEADLINE, recurrence=Recurrence(every=Every.WEEK, weekday=weekday), clock=time(10))


def handoff(source: str, target: str, supplier: str, client: str, name: str) -> ServiceHandoff:
    return ServiceHandoff(
        supplier=supplier,
        client=client,
        supplier_path=(),
        client_path=(),
        deliverable=name,
        named=True,
        via=Via.SEQUENCE,
        file="x",
        process=0,
        source=source,
        target=target,
        source_id=source,
        target_id=target or None,
        source_name=source,
        target_name=target,
        place=Place(file="x"),
    )


def worked_out(promise: Statement, deadline_every: int = 0) -> Chain:
    """The chain of the one promise; every clause says 2 working days, or of some layers "every Monday"."""
    hops = [(layer, one, two) for layer in range(LAYERS - 1) for one in range(WIDTH) for two in range(WIDTH)]
    clauses, contracts = [TimedClause(criterion="p", statement=promise)], []
    for layer in range(LAYERS - 1):
        things = tuple(
            Deliverable(
                id=f"d{one}{two}",
                name=Text(f"T{layer}.{one}.{two}"),
                criteria=(Criterion(id=f"d{one}{two}.c1", text=Text("x")),),
            )
            for one in range(WIDTH)
            for two in range(WIDTH)
        )
        contracts.append(
            Contract(
                id=f"c{layer}",
                supplier=Party(service=f"s{layer}"),
                client=Party(service=f"s{layer + 1}"),
                status=Status.ACTIVE,
                deliverables=things,
            )
        )
        said = weekly(0) if deadline_every and layer % deadline_every == 0 else lead_time(2)
        clauses += [TimedClause(contract=f"c{layer}", criterion=f"{one.id}.c1", statement=said) for one in things]
    graph = ServiceGraph(
        services=(
            *(Service(id=f"s{layer}", name=Text(f"S{layer}")) for layer in range(LAYERS)),
            Service(id="client", name=Text("Client"), external=True),
        ),
        activities=tuple(
            Activity(key=f"a{layer}.{one}", name="x", service=f"s{layer}", process=0, place=Place(file="x"))
            for layer in range(LAYERS)
            for one in range(WIDTH)
        ),
        handoffs=(
            *(
                handoff(f"a{layer}.{one}", f"a{layer + 1}.{two}", f"s{layer}", f"s{layer + 1}", f"T{layer}.{one}.{two}")
                for layer, one, two in hops
            ),
            handoff(f"a{LAYERS - 1}.0", "", f"s{LAYERS - 1}", "client", "Thing"),
        ),
        steps=tuple((f"a{layer}.{one}", f"a{layer + 1}.{two}") for layer, one, two in hops),
    )
    (found,) = chains(
        graph,
        contracts,
        Organisation(promises=(Promise(id="p", party="client", deliverable=Text("Thing"), objective=Text()),)),
        None,
        clauses=clauses,
        calendar=WorkCalendar(timezone="UTC"),
        as_of=date(2026, 1, 4),
    )
    return found


@pytest.mark.parametrize(
    ("promise", "deadline_every"),
    [(lead_time(20), 0), (lead_time(3, Unit.WEEK), 0), (weekly(1), 3)],
    ids=["days that add up", "days and weeks on real dates", "deadlines"],
)
def test_a_dense_map_is_worked_out_in_time(promise: Statement, deadline_every: int) -> None:
    began = process_time()
    found = worked_out(promise, deadline_every)
    assert process_time() - began < PATIENCE
    assert found.truncated  # and it is said: "there are more paths than were looked at"
    assert found.fit is Fit.EXCEEDED
    if promise.duration and promise.duration.unit is Unit.DAY:
        assert (found.agreed, found.slack) == (2 * (LAYERS - 1), -2)


@given(st.sets(st.frozensets(st.integers(0, 9), min_size=1), min_size=1, max_size=5))
def test_thinning_by_halves_leaves_what_thinning_one_by_one_leaves(needed: set[frozenset[int]]) -> None:
    """Feasible is a set that holds one element at least of each of ``needed``: monotone, as it must be."""

    def feasible(chosen: frozenset[str]) -> bool:
        return all({str(one) for one in group} & chosen for group in needed)

    candidates = tuple(map(str, range(10)))
    kept = list(candidates)
    for one in candidates:
        if feasible(frozenset(kept) - {one}):
            kept.remove(one)
    assert _thinned(candidates, feasible) == tuple(kept)
