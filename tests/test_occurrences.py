"""When something is due: the next occurrences, several weekdays, the deadline of one case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.occurrence import due_of, occurrences, upcoming
from svcgraph.domain.organisation import DayOff
from svcgraph.sentences.parse import parse

CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)  # Fridays
CALENDAR = WorkCalendar(
    days_off=frozenset({CHRISTMAS, NEW_YEAR}), holidays=frozenset({CHRISTMAS, NEW_YEAR}), years=(2020, 2030)
)
MONDAY, TUESDAY, THURSDAY, FRIDAY, SATURDAY = 0, 1, 3, 4, 5


def weekly(
    weekday: int | None, *also: int, interval: int = 1, clock: time | None = time(10), strict: bool = True
) -> Statement:
    recurrence = Recurrence(every=Every.WEEK, weekday=weekday, also=also, interval=interval)
    return Statement(kind=Kind.DEADLINE, recurrence=recurrence, clock=clock, strict=strict)


def days(statement: Statement, first: date, count: int, **more: object) -> list[date]:
    return [one.day for one in upcoming(statement, CALENDAR, first, count=count, **more)]  # type: ignore[arg-type]


# --- upcoming -------------------------------------------------------------------------------------------------


def test_the_first_day_counts_and_years_pass() -> None:
    assert days(weekly(MONDAY), date(2026, 12, 21), 3) == [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]
    assert days(weekly(MONDAY), date(2026, 12, 22), 1) == [date(2026, 12, 28)]
    assert days(weekly(MONDAY), date(2026, 12, 22), 0) == []


def test_what_was_moved_onto_the_first_day_counts() -> None:
    """Friday the 25th is due on Monday the 28th."""
    (one,) = upcoming(weekly(FRIDAY), CALENDAR, date(2026, 12, 28), count=1)
    assert (one.nominal, one.day) == (CHRISTMAS, date(2026, 12, 28))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DayOff.NEXT, [date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 8)]),
        (DayOff.PREVIOUS, [date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 8)]),
        (DayOff.KEEP, [CHRISTMAS, NEW_YEAR, date(2027, 1, 8)]),
        (DayOff.SKIP, [date(2027, 1, 8), date(2027, 1, 15), date(2027, 1, 22)]),
    ],
)
def test_days_off_move_by_their_rule(rule: DayOff, expected: list[date]) -> None:
    assert days(weekly(FRIDAY), date(2026, 12, 22), 3, day_off=rule) == expected


def test_the_calendar_ends() -> None:
    """Fewer than asked for where the years end whose holidays are known."""
    assert len(days(weekly(MONDAY), date(2029, 12, 17), 10)) == 3


def test_every_other_week_counts_from_its_anchor() -> None:
    assert days(weekly(MONDAY, interval=2), date(2026, 11, 20), 2, anchor=date(2026, 3, 1)) == [
        date(2026, 11, 23),
        date(2026, 12, 7),
    ]
    assert days(weekly(MONDAY, interval=2), date(2026, 11, 20), 1, anchor=date(2026, 3, 9)) == [date(2026, 11, 30)]
    assert days(weekly(None, interval=2), date(2026, 11, 20), 1, anchor=date(2026, 3, 5)) == [date(2026, 11, 26)]


@given(
    st.integers(0, 6),
    st.integers(1, 3),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 20),
    st.sampled_from(list(DayOff)),
)
def test_the_next_ones_are_those_of_the_period(
    weekday: int, interval: int, first: date, count: int, rule: DayOff
) -> None:
    statement = weekly(weekday, interval=interval)
    anchor = date(2024, 5, 1)
    period = Period(first=first, last=date(2029, 12, 31))
    whole = occurrences(statement, CALENDAR, period, day_off=rule, anchor=anchor)
    found = upcoming(statement, CALENDAR, first, count=count, day_off=rule, anchor=anchor)
    assert [one.nominal for one in found] == sorted(one.nominal for one in found)
    assert set(found) <= set(whole)
    assert len(found) == (0 if rule is DayOff.SKIP and weekday >= SATURDAY else count)


# --- several weekdays -----------------------------------------------------------------------------------------


def test_several_weekdays_come_in_order() -> None:
    assert days(weekly(MONDAY, THURSDAY), date(2026, 12, 15), 4) == [
        *(date(2026, 12, 17), date(2026, 12, 21), date(2026, 12, 24), date(2026, 12, 28)),
    ]


def test_a_day_off_does_not_make_two_due_on_one_day() -> None:
    """Friday the 25th would go to Monday the 28th, which is one of them already."""
    found = upcoming(weekly(MONDAY, FRIDAY), CALENDAR, date(2026, 12, 22), count=4)
    assert [one.nominal for one in found] == [
        *(date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 8), date(2027, 1, 11))
    ]


def test_a_day_off_moves_onto_another_day() -> None:
    """With Tuesday and Friday, Friday the 25th goes to Monday the 28th."""
    found = upcoming(weekly(TUESDAY, FRIDAY), CALENDAR, date(2026, 12, 23), count=2)
    assert [(one.nominal, one.day) for one in found] == [
        (CHRISTMAS, date(2026, 12, 28)),
        (date(2026, 12, 29), date(2026, 12, 29)),
    ]


@given(st.sets(st.integers(0, 6), min_size=2, max_size=5), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_several_weekdays_are_each_of_them_without_what_collides(weekdays: set[int], first: date) -> None:
    ordered = sorted(weekdays)
    period = Period(first=first, last=first + timedelta(days=60))
    together = occurrences(weekly(ordered[0], *ordered[1:]), CALENDAR, period)
    apart = {one for day in ordered for one in occurrences(weekly(day), CALENDAR, period)}
    assert set(together) == {one for one in apart if one.day == one.nominal or one.day.weekday() not in weekdays}
    assert len({one.nominal for one in together}) == len(together)


# --- one case -------------------------------------------------------------------------------------------------


def lead(number: int, unit: Unit = Unit.DAY, kind: DayKind = DayKind.WORKING, **more: object) -> Statement:
    duration = Duration(number=number, unit=unit, day_kind=kind, working=unit is Unit.HOUR)
    return Statement(kind=Kind.LEAD_TIME, duration=duration, **more)  # type: ignore[arg-type]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return CALENDAR.moment(day, time(hour, minute))


def test_the_start_does_not_count_and_the_last_second_does() -> None:
    one = due_of(lead(2), CALENDAR, at(date(2026, 12, 22), 9))
    assert (one.nominal, one.day) == (date(2026, 12, 22), date(2026, 12, 24))
    assert one.kept(CALENDAR.moment(date(2026, 12, 24), time(23, 59, 59)))
    assert not one.kept(at(date(2026, 12, 25), 0))
    assert due_of(lead(3), CALENDAR, at(date(2026, 12, 22), 9)).day == date(2026, 12, 28)  # over Christmas


def test_after_the_cut_off_hour_it_counts_as_the_next_working_day() -> None:
    start = at(date(2026, 12, 23), 16, 1)
    assert due_of(lead(1), CALENDAR, start).day == date(2026, 12, 24)
    assert due_of(lead(1), CALENDAR, start, cut_off=time(16)).day == date(2026, 12, 28)
    assert due_of(lead(1), CALENDAR, at(date(2026, 12, 23), 16), cut_off=time(16)).day == date(2026, 12, 24)


def test_with_a_cut_off_hour_the_weekend_is_after_it() -> None:
    """Friday evening's counts as Monday's, and so does Saturday's: it is not due before."""
    for start in (at(date(2026, 11, 20), 17), at(date(2026, 11, 21), 9), at(date(2026, 11, 22), 17)):
        assert due_of(lead(1), CALENDAR, start, cut_off=time(16)).day == date(2026, 11, 24)
    assert due_of(lead(1), CALENDAR, at(date(2026, 11, 21), 9)).day == date(2026, 11, 23)  # without one


def test_an_hour_on_the_last_day_and_before_it() -> None:
    noon = due_of(lead(1, clock=time(12), strict=True), CALENDAR, at(date(2026, 12, 22), 9))
    assert noon.due == at(date(2026, 12, 23), 12)
    assert not noon.kept(at(date(2026, 12, 23), 12))
    assert noon.kept(at(date(2026, 12, 23), 11, 59))


@pytest.mark.parametrize(
    ("rule", "day"),
    [(DayOff.NEXT, date(2026, 12, 28)), (DayOff.PREVIOUS, date(2026, 12, 24)), (DayOff.KEEP, CHRISTMAS)],
)
def test_calendar_days_that_end_on_a_day_off_move(rule: DayOff, day: date) -> None:
    statement = lead(3, kind=DayKind.CALENDAR)
    assert due_of(statement, CALENDAR, at(date(2026, 12, 22), 9), day_off=rule).day == day


def test_working_hours_run_over_a_holiday() -> None:
    one = due_of(lead(4, Unit.HOUR), CALENDAR, at(date(2026, 12, 24), 15))
    assert one.due == at(date(2026, 12, 28), 11)


def test_a_case_belongs_to_the_day_of_the_workspace() -> None:
    """Half past eleven at night in New York is the next morning in Paris."""
    start = datetime.fromisoformat("2026-12-21T23:30:00-05:00")
    one = due_of(lead(1), CALENDAR, start)
    assert (one.nominal, one.day) == (date(2026, 12, 22), date(2026, 12, 23))


def test_only_a_lead_time_has_cases() -> None:
    with pytest.raises(ValueError, match="lead time"):
        due_of(weekly(MONDAY), CALENDAR, at(date(2026, 12, 22), 9))
    with pytest.raises(ValueError, match="recurrence"):
        upcoming(lead(2), CALENDAR, date(2026, 12, 22), count=1)


@given(st.integers(0, 9), st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)), st.integers(0, 72))
def test_a_later_start_is_never_due_earlier(number: int, start: datetime, hours: int) -> None:
    for kind in DayKind:
        statement = lead(number, kind=kind)
        first = due_of(statement, CALENDAR, CALENDAR.local(start), cut_off=time(16))
        second = due_of(statement, CALENDAR, CALENDAR.local(start + timedelta(hours=hours)), cut_off=time(16))
        assert first.due <= second.due


def test_before_a_date_that_is_a_day_off_counts_from_where_it_moves():
    """Docs, "Writing an objective": before the 5th, a Saturday, is until Sunday evening; by the 5th until Monday's."""
    december = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))
    (before,) = occurrences(parse("avant le 5 du mois"), WorkCalendar(), december)
    (by,) = occurrences(parse("au plus tard le 5 du mois"), WorkCalendar(), december)
    (back,) = occurrences(parse("au plus tard le 5 du mois"), WorkCalendar(), december, day_off=DayOff.PREVIOUS)
    assert [one.day for one in (before, by, back)] == [date(2026, 12, 7), date(2026, 12, 7), date(2026, 12, 4)]
    moments = [WorkCalendar().moment(date(2026, 12, day), time(12)) for day in (4, 6, 7)]
    assert [before.kept(moment) for moment in moments] == [True, True, False]
    assert [by.kept(moment) for moment in moments] == [True, True, True]
    assert [back.kept(moment) for moment in moments] == [True, False, False]


def test_one_of_several_ranks_moved_onto_another_is_skipped():
    """Sunday the 1st of November 2026 moves to Monday the 2nd, which is one of the dates itself."""
    november = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))
    due = occurrences(parse("le 1er, le 2 et le dernier jour du mois"), WorkCalendar(), november)
    assert [one.day for one in due] == [date(2026, 11, 2), date(2026, 11, 30)]


def test_the_last_day_and_the_31st_are_once_where_they_are_one_day():
    first_half = Period(first=date(2026, 1, 1), last=date(2026, 3, 31))
    keep = occurrences(parse("le 31 et le dernier jour du mois"), WorkCalendar(), first_half, day_off=DayOff.KEEP)
    assert [one.day for one in keep] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_in_a_week_off_the_rhythm_a_moved_day_is_no_other_one():
    """Every second week on Monday and Friday: Friday the 1st moves to Monday the 4th, which is not due itself."""
    calendar = WorkCalendar(days_off=frozenset({date(2027, 1, 1)}))
    period = Period(first=date(2026, 12, 28), last=date(2027, 1, 10))
    statement = Statement(kind=Kind.DEADLINE, recurrence=Recurrence(every=Every.WEEK, interval=2, weekday=0, also=(4,)))
    due = occurrences(statement, calendar, period, anchor=date(2026, 12, 28))
    assert [one.day for one in due] == [date(2026, 12, 28), date(2027, 1, 4)]
