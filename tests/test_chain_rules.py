"""The chain's figures and rules: the worked ones of the definition, laws, and enumeration over random organisations."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Period
from svcgraph.domain.chain import Fit, TimedClause
from svcgraph.domain.chain.changes import MOST_CLAUSES, Trials, smallest
from svcgraph.domain.chain.figures import chain_bounds, if_independent
from svcgraph.domain.chain.times import Dates, common_scale, scale_of, shortened, working_days
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar

sys.path.append(str(Path(__file__).parents[1] / "bench"))
from chain_oracle import Weekly, World, differences, worked_out

T95 = Fraction(95, 100)
MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)
WEEK = Period(first=date(2026, 9, 7), last=date(2026, 9, 13))
DATES = Dates(WorkCalendar(timezone="UTC"), WEEK)
shares = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=50), min_size=1, max_size=6)


def test_worked_figures() -> None:
    three = (Fraction(9995, 10000), Fraction(9995, 10000), Fraction(999, 1000))
    assert if_independent(three) == Fraction("0.99800124975")
    four = (T95,) * 4
    assert chain_bounds(four) == (Fraction(80, 100), T95)
    assert round(float(if_independent(four)) * 100, 2) == 81.45


@given(shares)
def test_the_product_lies_within_the_bounds(known: list[Fraction]) -> None:
    low, high = chain_bounds(known)
    assert low <= if_independent(known) <= high


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1)))
def test_the_bounds_contain_the_truth_revealed_later(links: list[list[bool]]) -> None:
    """Each link has an answer for the same cases; the share of cases with only yes lies within the bounds."""
    cases = len(links[0])
    low, high = chain_bounds(Fraction(sum(link), cases) for link in links)
    assert low <= Fraction(sum(map(all, zip(*links, strict=True))), cases) <= high


@pytest.mark.no_cover  # a hundred organisations a time; each rule is traced in a test of its own
@pytest.mark.parametrize("weekly", [False, True])
def test_enumeration_agrees(weekly: bool) -> None:
    assert [one for seed in range(1000, 1100) for one in differences(seed, weekly=weekly)] == []


def line(promise: int, **times: int) -> World:
    """Four services in a row, a → b → c → d, with lead times by the handoff's first letter."""
    hops = (("a", "b"), ("b", "c"), ("c", "d"))
    return World(
        owner={name: name for name in "abcd"},
        edges=hops,
        end="d",
        times={hop: times[hop[0]] for hop in hops if hop[0] in times},
        kept={},
        promise=promise,
    )


def test_times_add_up_and_the_smallest_change_is_found() -> None:
    found = worked_out(line(5, a=1, b=3, c=3))
    assert (found.promised, found.agreed, found.slack) == (5, 7, -2)
    assert found.fit is Fit.EXCEEDED
    assert [[(one.clause.contract, one.now, one.to) for one in chosen] for chosen in found.changes.sets] == [
        [("c1", 3, 1)],
        [("c2", 3, 1)],
    ]
    assert found.changes.promise == 7


def test_by_when_deadlines_would_have_to_be_due() -> None:
    """Each keeps a working day after what feeds it: on Tuesday before 10:00, so what feeds that by Thursday's end."""
    monday, given = date(2026, 9, 7), line(0, a=0, b=0)
    hops = given.handoffs
    weekly = {hops[0]: Weekly(weekday=0, hour=10, strict=True), hops[1]: Weekly(weekday=0, hour=17, strict=False)}
    found = worked_out(
        replace(given, promise=Weekly(weekday=1, hour=10, strict=True), times=weekly, off=frozenset({monday}))
    )
    assert found.fit is Fit.NOT_ALWAYS
    thursday, tuesday = datetime(2026, 9, 3, 23, 59, 59, tzinfo=UTC), datetime(2026, 9, 8, 9, 59, 59, tzinfo=UTC)
    (chosen,) = found.changes.sets
    assert [(one.clause.contract, one.by, one.instead) for one in chosen] == [
        ("c0", thursday, tuesday),
        ("c1", tuesday, datetime(2026, 9, 8, 17, tzinfo=UTC)),
    ]
    ((bare,),) = found.changes.bare  # what is due at once after what feeds it
    assert (bare.clause.contract, bare.by) == ("c1", tuesday)


def test_beside_deadlines_a_lead_time_keeps_as_many_days_as_fit() -> None:
    given = line(7, b=5)
    found = worked_out(
        replace(given, times={given.handoffs[0]: Weekly(weekday=0, hour=10, strict=False), **given.times})
    )
    assert found.scale is None
    assert [[(one.clause.contract, one.now, one.to, one.by) for one in chosen] for chosen in found.changes.sets] == [
        [("c0", None, None, None)],
        [("c1", None, 2, None)],
    ]


@given(st.integers(0, 400), st.integers(1, 9), st.sampled_from(DayKind))
def test_the_latest_start_is_the_last_second_that_still_fits(hours: int, number: int, kind: DayKind) -> None:
    clause, end = lead(number, kind=kind), MONDAY + timedelta(hours=hours)
    start = DATES.latest_start(clause, end, {})
    assert DATES.after(start, clause, {}) <= end < DATES.after(start + timedelta(seconds=1), clause, {})


def test_floors_of_one_day_each_may_leave_only_the_promise_to_change() -> None:
    found = worked_out(line(2, a=1, b=1, c=1))
    assert found.changes.sets == ()
    assert [len(chosen) for chosen in found.changes.bare] == [1, 1, 1]
    assert found.changes.promise == 3


def test_without_a_time_somewhere_nothing_is_called_tenable() -> None:
    assert worked_out(line(9, a=1, b=1)).fit is Fit.UNVERIFIABLE
    assert worked_out(line(1, a=1, b=1)).fit is Fit.EXCEEDED  # what is agreed is too much already


def test_a_loop_is_counted_once_and_said() -> None:
    given = line(9, a=1, b=1, c=1)
    found = worked_out(replace(given, edges=(*given.edges, ("c", "b"))))
    assert [loop.activities for loop in found.loops] == [("b", "c")]
    assert len(found.paths) == 1
    assert found.agreed == 3


def test_stored_data_makes_no_loop() -> None:
    """The same ways lead to the client; but what c leaves for b to read in a later round sends no work back."""
    given = line(9, a=1, b=1, c=1)
    back = ("c", "b")
    sent, lying = (
        worked_out(replace(given, edges=(*given.edges, back), lying=one))
        for one in (frozenset[tuple[str, str]](), frozenset({back}))
    )
    assert [len(loop.handoffs) for loop in sent.loops] == [2]
    assert lying.loops == ()
    assert (lying.agreed, len(lying.links)) == (sent.agreed, len(sent.links))


def test_uncovered_handoffs_are_those_without_a_contract() -> None:
    found = worked_out(line(9, a=1))
    assert found.uncovered_share == Fraction(2, 3)


def test_beyond_twenty_clauses_the_smallest_found_is_said_to_be_that() -> None:
    names = tuple(f"c{number}" for number in range(MOST_CLAUSES + 5))
    everywhere = dict.fromkeys(names, 0)

    def needing(those: frozenset[str]) -> Trials[str]:
        return Trials(("",), lambda changed: lambda _: None if those <= set(changed) else those)

    few = smallest(names, needing(frozenset({"c3", "c7"})), everywhere)
    assert (few.sets, few.exhaustive) == ((("c3", "c7"),), True)
    many = frozenset(names[:12])
    found = smallest(names, needing(many), everywhere)
    assert (frozenset(found.sets[0]), found.exhaustive) == (many, False)


def lead(number: int, unit: Unit = Unit.DAY, kind: DayKind = DayKind.WORKING, *, working: bool = False) -> TimedClause:
    duration = Duration(number=number, unit=unit, day_kind=kind, working=working)
    return TimedClause(criterion="x", statement=Statement(kind=Kind.LEAD_TIME, duration=duration))


def test_only_times_of_one_fixed_unit_add_up() -> None:
    assert common_scale([lead(1), lead(2)]) == scale_of(working_days(3))
    assert common_scale([lead(1), lead(2, kind=DayKind.BUSINESS)]) is None
    assert common_scale([lead(2, Unit.MONTH, DayKind.CALENDAR)]) is None
    assert common_scale([lead(4, Unit.HOUR, working=True), lead(30, Unit.MINUTE, working=True)]) is not None


def test_on_dates_a_lead_time_waits_for_the_next_deadline() -> None:
    friday = Statement(kind=Kind.DEADLINE, recurrence=Recurrence(every=Every.WEEK, weekday=4), clock=time(12))
    clause = TimedClause(criterion="f", statement=friday)
    assert DATES.after(MONDAY, clause, {}) == datetime(2026, 9, 11, 12, tzinfo=UTC)
    assert DATES.after(datetime(2026, 9, 11, 13, tzinfo=UTC), clause, {}) == datetime(2026, 9, 18, 12, tzinfo=UTC)


def test_a_changed_clause_stands_at_its_floor_but_is_never_lengthened() -> None:
    assert shortened(working_days(4), 1) == working_days(1)
    assert shortened(working_days(1), 3) == working_days(1)
    hours = Duration(number=4, unit=Unit.HOUR, working=True)
    assert shortened(hours, 1) == hours
