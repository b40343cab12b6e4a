"""Working time: the worked figures of the definition, days off, daylight saving."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import DayKind, Duration, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.occurrence import occurrences
from svcgraph.domain.objective.period import closed_months, parse_period, running_month
from svcgraph.domain.organisation import CalendarSettings, DayOff
from svcgraph.errors import UsageError
from svcgraph.sentences.parse import parse
from svcgraph.store.calendar import holiday_names, work_calendar

NINE_TO_FIVE = WorkCalendar()
EIGHT_TO_FIVE = WorkCalendar(hours=(((time(8), time(17)),),) * 5 + ((),) * 2)
CLOSED = ((date(2026, 5, 15), "Pont de l'Ascension"), (date(2026, 7, 13), "Pont du 14 juillet"))
SAMPLE = work_calendar(CalendarSettings(closed=CLOSED))


def at(calendar, day, hour, minute=0):
    return calendar.moment(date.fromisoformat(day), time(hour, minute))


# 2026-10-02 is a Friday without a public holiday near
@pytest.mark.parametrize(
    ("calendar", "start", "end", "worked", "elapsed"),
    [
        (
            EIGHT_TO_FIVE,
            ("2026-10-02", 21),
            ("2026-10-05", 9, 30),
            timedelta(hours=1, minutes=30),
            timedelta(hours=60, minutes=30),
        ),
        (NINE_TO_FIVE, ("2026-10-06", 14), ("2026-10-07", 9), timedelta(hours=3), timedelta(hours=19)),
        (NINE_TO_FIVE, ("2026-10-02", 7), ("2026-10-06", 15), timedelta(hours=22), timedelta(hours=104)),
        (NINE_TO_FIVE, ("2026-10-02", 7), ("2026-10-06", 18), timedelta(hours=24), timedelta(hours=107)),
        (NINE_TO_FIVE, ("2026-10-02", 12), ("2026-10-06", 18), timedelta(hours=21), timedelta(hours=102)),
        (NINE_TO_FIVE, ("2026-10-02", 17), ("2026-10-06", 18), timedelta(hours=16), timedelta(hours=97)),
        (NINE_TO_FIVE, ("2026-10-06", 18), ("2026-10-02", 7), timedelta(0), -timedelta(hours=107)),
    ],
)
def test_worked_figures(calendar, start, end, worked, elapsed):
    begins, ends = at(calendar, *start), at(calendar, *end)
    assert calendar.worked(begins, ends) == worked
    assert ends - begins == elapsed


def test_24_working_hours_are_3_days():
    assert NINE_TO_FIVE.working_days(timedelta(hours=24)) == 3


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(1, 60 * 60))
def test_adding_working_time_is_undone_by_measuring_it(start, minutes):
    begun = SAMPLE.local(start)
    amount = timedelta(minutes=minutes)
    assert SAMPLE.worked(begun, SAMPLE.add_worked(begun, amount)) == amount


def deadline(start, number, unit=Unit.DAY, calendar=SAMPLE, **more):
    names = {"cut_off", "rule"}
    own = {key: more.pop(key) for key in names & more.keys()}
    return calendar.deadline(at(calendar, *start), Duration(number=number, unit=unit, **more), **own)


@pytest.mark.parametrize(
    ("start", "number", "kind", "due"),
    [
        (("2026-09-07", 9), 5, DayKind.WORKING, "2026-09-14"),  # chapter 11: the promise expires that evening
        (("2026-09-07", 9), 1, DayKind.WORKING, "2026-09-08"),
        (("2026-09-07", 9), 7, DayKind.WORKING, "2026-09-16"),
        (("2026-09-11", 18), 1, DayKind.WORKING, "2026-09-14"),
        (("2026-05-13", 9), 1, DayKind.WORKING, "2026-05-18"),  # Ascension, then the closing day
        (("2026-05-13", 9), 1, DayKind.BUSINESS, "2026-05-15"),  # a closing day is still ouvrable
        (("2026-09-11", 9), 1, DayKind.BUSINESS, "2026-09-12"),  # Saturday is ouvrable, not ouvré
        (("2026-09-12", 9), 1, DayKind.BUSINESS, "2026-09-14"),
        (("2026-09-10", 9), 2, DayKind.CALENDAR, "2026-09-14"),  # Saturday moves to Monday
        (("2026-09-07", 9), 0, DayKind.CALENDAR, "2026-09-07"),
    ],
)
def test_the_day_of_the_start_is_not_counted(start, number, kind, due):
    assert deadline(start, number, day_kind=kind) == SAMPLE.moment(date.fromisoformat(due), time(23, 59, 59))


def test_months_go_by_the_calendar_and_keep_to_its_length():
    assert deadline(("2026-01-31", 9), 1, Unit.MONTH, rule=DayOff.KEEP).date() == date(2026, 2, 28)
    assert deadline(("2026-12-31", 9), 2, Unit.MONTH, rule=DayOff.KEEP).date() == date(2027, 2, 28)
    assert deadline(("2026-06-30", 9), 2, Unit.MONTH).date() == date(2026, 8, 31)  # 30 August is a Sunday


def test_what_comes_after_the_cut_off_counts_as_received_the_next_working_day():
    assert deadline(("2026-09-07", 16, 30), 1, day_kind=DayKind.WORKING, cut_off=time(16)).date() == date(2026, 9, 9)
    assert deadline(("2026-09-07", 16), 1, day_kind=DayKind.WORKING, cut_off=time(16)).date() == date(2026, 9, 8)


def test_hours_elapse_or_are_worked():
    assert deadline(("2026-10-02", 16), 4, Unit.HOUR, NINE_TO_FIVE, working=True) == at(NINE_TO_FIVE, "2026-10-05", 12)
    assert deadline(("2026-10-02", 16), 48, Unit.HOUR, NINE_TO_FIVE) == at(NINE_TO_FIVE, "2026-10-04", 16)


def test_elapsed_hours_do_not_change_with_the_clocks():
    due = deadline(("2026-10-24", 12), 24, Unit.HOUR, NINE_TO_FIVE)
    assert (due.hour, due - at(NINE_TO_FIVE, "2026-10-24", 12)) == (11, timedelta(hours=23))
    assert due.astimezone(UTC) - at(NINE_TO_FIVE, "2026-10-24", 12).astimezone(UTC) == timedelta(hours=24)


def test_a_skipped_hour_moves_forward_and_a_doubled_one_is_the_first():
    assert at(SAMPLE, "2026-03-29", 2, 30).isoformat() == "2026-03-29T03:30:00+02:00"
    assert at(SAMPLE, "2026-10-25", 2, 30).isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (DayOff.NEXT, date(2026, 7, 15)),
        (DayOff.PREVIOUS, date(2026, 7, 10)),
        (DayOff.SKIP, None),
        (DayOff.KEEP, date(2026, 7, 13)),
    ],
)
def test_days_off(rule, day):
    assert SAMPLE.shifted(date(2026, 7, 13), rule) == day
    assert SAMPLE.shifted(date(2026, 7, 15), rule) == date(2026, 7, 15)


def due(sentence, period, **more):
    return [(one.nominal, one.day) for one in occurrences(parse(sentence), SAMPLE, parse_period(period), **more)]


def test_occurrences_belong_to_the_period_of_their_shifted_day():
    # 1 May is a holiday: the Friday forecast is due on 30 April, and so is April's
    april = due("tous les vendredis avant midi", "2026-04", day_off=DayOff.PREVIOUS)
    assert april[-1] == (date(2026, 5, 1), date(2026, 4, 30))
    assert due("tous les vendredis avant midi", "2026-05", day_off=DayOff.PREVIOUS)[:2] == [
        (date(2026, 5, 8), date(2026, 5, 7)),
        (date(2026, 5, 15), date(2026, 5, 13)),
    ]


@pytest.mark.parametrize(
    ("sentence", "period", "days"),
    [
        ("au plus tard le 5e jour ouvré du mois", "2026-05", ["2026-05-11"]),
        ("au plus tard le 3e jour ouvré du mois", "2026-04", ["2026-04-03"]),
        ("au plus tard le dernier jour ouvré du mois", "2026-05", ["2026-05-29"]),
        ("au plus tard le dernier jour ouvré de novembre", "2026", ["2026-11-30"]),
        ("le dernier vendredi du trimestre avant midi", "2026-Q3", ["2026-09-25"]),
        ("le 1er du mois au plus tard", "2026-11", ["2026-11-02"]),
        ("au plus tard le 31 du mois", "2026-09", []),
        ("le dernier jour ouvré du semestre", "2026", ["2026-06-30", "2026-12-31"]),
        ("un lundi sur deux", "2026-10", ["2026-10-12", "2026-10-26"]),
        ("chaque jour ouvré", "2026-05-11..2026-05-18", ["2026-05-11", "2026-05-12", "2026-05-13", "2026-05-18"]),
        ("chaque jour", "2026-05-11..2026-05-18", ["2026-05-11", "2026-05-12", "2026-05-13", "2026-05-18"]),
        ("chaque jour ouvrable", "2026-05-14..2026-05-18", ["2026-05-15", "2026-05-16", "2026-05-18"]),
        ("le 2e jour ouvré de la semaine", "2026-07-13..2026-07-19", ["2026-07-16"]),
    ],
)
def test_recurrences(sentence, period, days):
    assert [day.isoformat() for _, day in due(sentence, period)] == days


def test_every_other_week_counts_from_the_contract_s_start():
    assert due("un lundi sur deux", "2026-10", anchor=date(2026, 3, 5))[0][0] == date(2026, 10, 5)
    assert due("un lundi sur deux", "2026-10", anchor=date(2026, 3, 12))[0][0] == date(2026, 10, 12)


def test_before_is_strict_and_before_a_date_excludes_it():
    (one,) = occurrences(parse("avant le 5 du mois"), SAMPLE, parse_period("2026-10"))
    assert not one.kept(at(SAMPLE, "2026-10-05", 0))
    assert one.kept(at(SAMPLE, "2026-10-04", 23, 59))
    (ten,) = occurrences(parse("tous les lundis avant 10 heures"), SAMPLE, parse_period("2026-06-22"))
    assert not ten.kept(at(SAMPLE, "2026-06-22", 10))
    (five,) = occurrences(parse("tous les lundis au plus tard à 17 heures"), SAMPLE, parse_period("2026-06-22"))
    assert five.kept(at(SAMPLE, "2026-06-22", 17))
    (evening,) = occurrences(parse("au plus tard le 5e jour ouvré du mois"), SAMPLE, parse_period("2026-06"))
    assert evening.due.isoformat() == "2026-06-05T23:59:59+02:00"
    assert evening.kept(evening.due + timedelta(microseconds=999_999))
    assert not evening.kept(evening.due + timedelta(seconds=1))


def test_holidays_of_the_sample_s_year():
    names = dict(holiday_names(CalendarSettings(closed=CLOSED), "fr"))
    days = [day for day in sorted(names) if date(2026, 3, 1) <= day <= date(2026, 11, 30)]
    expected = "04-06 05-01 05-08 05-14 05-15 05-25 07-13 07-14 08-15 11-01 11-11"
    assert [f"{day:%m-%d}" for day in days] == expected.split()
    assert names[date(2026, 5, 14)] == "Ascension"


def test_a_country_without_known_holidays_is_refused():
    with pytest.raises(UsageError):
        work_calendar(CalendarSettings(country="XX"))
    with pytest.raises(UsageError):
        work_calendar(CalendarSettings(region="Mars"))
    assert work_calendar(CalendarSettings(country="")).holidays == frozenset()


def test_a_year_whose_holidays_are_not_known_is_refused():
    with pytest.raises(ValueError, match="2090"):
        SAMPLE.is_worked(date(2090, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-08..2026-10", "2026-08-01", "2026-10-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-10-05", "2026-10-05", "2026-10-05"),
        ("last-month", "2026-10-01", "2026-10-31"),
    ],
)
def test_periods(text, first, last):
    expected = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    assert parse_period(text, date(2026, 11, 16)) == expected


@pytest.mark.parametrize("text", ["", "octobre", "2026-13", "2026-Q5", "2026-10..2026-08", "last-month", ".."])
def test_periods_that_are_none(text):
    with pytest.raises(ValueError):
        parse_period(text)


def test_a_month_is_closed_at_the_end_of_its_last_day():
    assert closed_months(date(2026, 11, 16)) == parse_period("2026-08..2026-10")
    assert closed_months(date(2026, 10, 31)) == parse_period("2026-08..2026-10")
    assert closed_months(date(2026, 10, 30)) == parse_period("2026-07..2026-09")
    assert running_month(date(2026, 11, 16)) == parse_period("2026-11")
    assert running_month(date(2026, 10, 31)) == parse_period("2026-11")
