"""Dense maps: layers that lead to all of the next one, loops within loops. They took minutes; now seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.chain import Chain, Fit, TimedClause
from svcgraph.domain.chain.build import chains
from svcgraph.domain.chain.changes import _thinned
from svcgraph.domain.chain.routes import MOST_PATHS, _Search
from svcgraph.domain.chain.strands import Strands
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Party, Status
from svcgraph.domain.graph import Activity, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.errors import Place

sys.path.append(str(Path(__file__).parents[1]))
from bench.dense import Dense, dense
from bench.dense import worked_out as dense_and_looping

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


def test_a_dense_looping_process_is_worked_out_in_time() -> None:
    """60 services, 150 activities, 400 arrows of which many lead back: 2 seconds of work for three promises."""
    began = process_time()
    found = dense_and_looping(dense(60, 150, 400))
    assert process_time() - began < PATIENCE / 2
    assert [len(one.paths) for one in found] == [MOST_PATHS] * 3
    assert all(one.truncated and one.fit is Fit.EXCEEDED for one in found)
    assert all(max(len(path.links) for path in one.paths) > 60 for one in found)


def test_in_a_loop_no_way_is_looked_for_where_none_leads_out() -> None:
    """Forty steps that all lead to each other hold one way in: searched blindly, no path is found in a lifetime."""
    inner = range(1, 41)
    flows = ((0, 1), *((one, two) for one in inner for two in inner if one != two), (40, 41))
    found = dense_and_looping(Dense(owners=tuple(range(42)), flows=flows, ends=(41,)))[0]
    assert len(found.paths) == MOST_PATHS
    assert {path.links[0].handoff.source for path in found.paths} == {"a0"}


def test_of_more_paths_than_are_looked_at_it_is_not_said_that_they_fit() -> None:
    found = dense_and_looping(dense(10, 30, 80), covered=1, days=1_500)
    fitting = [one for one in found if not any(path.open for path in one.paths) and one.fit is not Fit.EXCEEDED]
    assert fitting
    assert [(one.truncated, one.fit) for one in fitting] == [(True, Fit.UNVERIFIABLE)] * len(fitting)


def test_twenty_clauses_in_a_row_are_tried_within_bounds_and_it_is_said() -> None:
    given = Dense(owners=tuple(range(21)), flows=tuple((one, one + 1) for one in range(20)), ends=(20,))
    began = process_time()
    (found,) = dense_and_looping(given, covered=1)
    assert process_time() - began < PATIENCE
    assert found.fit is Fit.EXCEEDED
    assert not found.changes.exhaustive
    assert found.changes.bare


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20), st.integers(0, 5))
def test_paths_are_those_that_a_blind_search_finds(edges: list[tuple[int, int]], end: int) -> None:
    before: dict[str, list[str]] = {}
    for one, two in sorted(set(edges)):
        if one != two:
            before.setdefault(f"a{two}", []).append(f"a{one}")
    search = _Search(f"a{end}", before)
    assert list(search.paths()) == list(blindly((f"a{end}",), before, search))


def blindly(trail: tuple[str, ...], before: dict[str, list[str]], search: _Search) -> Iterator[tuple[str, ...]]:
    """Every simple way upstream; it is one where it ends in a root that nothing else leads to."""
    sources = before.get(trail[0], [])
    if not sources or (trail[0] in search._roots and set(sources) <= set(trail)):
        yield trail
    for one in sources:
        if one not in trail:
            yield from blindly((one, *trail), before, search)


ways = st.lists(st.lists(st.sampled_from("abcdef"), max_size=5).map(tuple), min_size=1, max_size=8)


@given(ways, st.fixed_dictionaries({one: st.integers(0, 9) for one in "abcdef"}), st.integers(0, 30))
def test_strands_are_as_long_as_the_longest_of_their_ways(
    told: list[tuple[str, ...]], lasting: dict[str, int], limit: int
) -> None:
    clause = {one: TimedClause(criterion=one, statement=lead_time(1)) for one in lasting}
    strands = Strands(tuple(clause[one] for one in way) for way in told)
    passing = [lasting[one.criterion].__add__ for one in strands.clauses]
    longest = max(sum(lasting[one] for one in way) for way in told)
    assert strands.longest(0, passing) == longest
    beyond = strands.beyond(limit, 0, passing)
    assert (beyond is None) == (longest <= limit)
    if beyond is not None:
        assert any(
            sum(lasting[one] for one in way) == longest and {clause[one].id for one in way} >= beyond for way in told
        )
