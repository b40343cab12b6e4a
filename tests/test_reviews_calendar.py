"""Calendars: read back by icalendar and expanded by dateutil they hold the days that the domain works out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as Entry

from svcgraph.domain.contract import (
    Action,
    Approval,
    Contract,
    Criterion,
    Deliverable,
    Indicator,
    Party,
    Review,
    Status,
)
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.meeting_series import MeetingDay, Series, ranked, series
from svcgraph.domain.objective.calendar import WorkCalendar, month_length
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.organisation import CalendarSettings, DayOff, Frequency, Organisation, Person, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.ics import ics
from svcgraph.sentences.meeting import meeting_day
from svcgraph.store.calendar import work_calendar
from svcgraph.views.agenda import Agenda, agendas
from svcgraph.views.agenda.desk import Desk
from svcgraph.views.agenda.meetings import remarks
from svcgraph.views.agenda.readings import due_days

TODAY = date(2026, 11, 16)
FRANCE = work_calendar(CalendarSettings(closed=((date(2027, 5, 14), "pont"), (date(2027, 8, 9), "fermé"))))
ORGANISATION = Organisation(
    services=(ServiceEntry(id="s", name=Text("Ventes", "Sales")), ServiceEntry(id="m", name=Text("Marketing", ""))),
    people=(
        Person(id="ann", name='Ann "O" Lee; x', email="ann@shop.example", service="s"),
        Person(id="tom", name="Tom"),
    ),
)
PLAIN = Contract(
    id="s--m",
    reference="CS-01",
    supplier=Party(service="s"),
    client=Party(service="m"),
    status=Status.ACTIVE,
    start=date(2026, 3, 1),
    place_file="processes/contracts/s--m.yaml",
)


def desk(*contracts: Contract, calendar: WorkCalendar = FRANCE, language: str = "en") -> Desk:
    return Desk(
        workspace="0d4be7a2",
        graph=ServiceGraph(),
        organisation=ORGANISATION,
        contracts=contracts,
        history=(),
        calendar=calendar,
        as_of=TODAY,
        words=Words(language),
    )


def everything(*contracts: Contract, calendar: WorkCalendar = FRANCE) -> Agenda:
    return next(agendas(desk(*contracts, calendar=calendar)))


def entries(agenda: Agenda) -> list[Entry]:
    return list(Calendar.from_ical(ics(agenda)).walk("VEVENT"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("le deuxième lundi à 11 h (30 minutes)", MeetingDay(weekday=0, rank=2, clock=time(11), minutes=30)),
        ("second Monday at 11:00 (30 minutes)", MeetingDay(weekday=0, rank=2, clock=time(11), minutes=30)),
        ("le premier jeudi à 14 h", MeetingDay(weekday=3, rank=1, clock=time(14))),
        ("the last Friday of the month at noon", MeetingDay(weekday=4, rank=-1, clock=time(12))),
        ("le 2e mardi du mois, à 9h30", MeetingDay(weekday=1, rank=2, clock=time(9, 30))),
        ("le 1er jeudi à 14 heures (1 h 30)", MeetingDay(weekday=3, rank=1, clock=time(14), minutes=90)),
        ("every Monday from 2 pm for one hour", MeetingDay(weekday=0, clock=time(14), minutes=60)),
        ("avant-dernier vendredi", MeetingDay(weekday=4, rank=-2)),
        ("le premier jeudi qui suit la clôture", None),
        ("le lundi à 25 h", None),
        ("le lundi ou le mardi", None),
        ("premier jour ouvré", None),
        ("le sixième lundi", None),
        ("the 0th Monday", None),
        ("", None),
        ("lundi " * 100, None),
    ],
)
def test_the_rule_of_a_meeting_is_read_or_left(said: str, expected: MeetingDay | None) -> None:
    assert meeting_day(Text(said, "")) == expected


def test_two_languages_that_say_two_things_are_not_understood() -> None:
    assert meeting_day(Text("le premier jeudi à 14 h", "first Thursday at 14:00")) is not None
    assert meeting_day(Text("le premier jeudi à 14 h", "first Friday at 14:00")) is None


RULES = st.none() | st.builds(
    MeetingDay,
    weekday=st.integers(0, 6),
    rank=st.none() | st.sampled_from([1, 2, 3, 4, 5, -1, -2]),
    clock=st.none() | st.builds(time, st.integers(8, 18), st.sampled_from([0, 30])),
    minutes=st.sampled_from([0, 30, 90]),
)
MOMENTS = st.datetimes(datetime(2026, 11, 1, 0), datetime(2028, 12, 31, 23)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)
REVIEWS = st.builds(
    Review,
    every=st.none() | st.sampled_from(list(Frequency)),
    held=st.lists(st.dates(date(2026, 5, 1), TODAY), max_size=3).map(tuple),
    postponed=st.lists(st.dates(date(2026, 11, 1), date(2028, 1, 1)), max_size=2).map(tuple),
    next=st.none() | MOMENTS,
    participants=st.just(("ann", "tom", "stranger")),
)
ENDS = st.none() | st.dates(date(2027, 1, 1), date(2029, 12, 31))


def told(rule: MeetingDay | None) -> Text:
    """A rule in words, so that the whole way is gone."""
    if rule is None:
        return Text()
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ranks = {None: "every", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "penultimate"}
    hour = f" at {rule.clock:%H:%M}" if rule.clock else ""
    long = f" ({rule.minutes} minutes)" if rule.minutes else ""
    return Text("", f"{ranks[rule.rank]} {names[rule.weekday]}{hour}{long}")


def expanded(found: list[Entry], zone: ZoneInfo) -> list[tuple[date, time | None]]:
    """Days and hours on the wall of a series with its exceptions, by dateutil."""
    (main,) = (one for one in found if "RECURRENCE-ID" not in one)
    starts = [main["DTSTART"].dt]
    if "RRULE" in main:
        start = main["DTSTART"].dt
        rule = rrulestr(main["RRULE"].to_ical().decode(), dtstart=start)
        starts = list(rule)
        if not isinstance(start, datetime):
            starts = [one.date() for one in starts]
    exdates = main.get("EXDATE", [])
    gone = {date.dt for each in (exdates if isinstance(exdates, list) else [exdates]) for date in each.dts}
    moved = {one["RECURRENCE-ID"].dt: one["DTSTART"].dt for one in found if "RECURRENCE-ID" in one}
    assert gone <= set(starts)
    assert set(moved) <= set(starts)
    kept = sorted(moved.get(one, one) for one in starts if one not in gone)
    return [
        (one.astimezone(zone).date(), one.astimezone(zone).time()) if isinstance(one, datetime) else (one, None)
        for one in kept
    ]


@settings(deadline=None, max_examples=50)
@given(RULES, REVIEWS, ENDS, st.sampled_from(list(DayOff)), st.sampled_from(["Europe/Paris", "America/New_York"]))
def test_a_calendar_program_finds_the_meetings_that_the_domain_plans(
    rule: MeetingDay | None, review: Review, end: date | None, day_off: DayOff, zone: str
) -> None:
    calendar = replace(FRANCE, day_off=day_off, timezone=zone)
    contract = replace(PLAIN, review=replace(review, rule=told(rule)), end=end)
    planned = series(contract, rule, calendar, TODAY)
    found = [one for one in entries(everything(contract, calendar=calendar)) if "meeting" in one["CATEGORIES"].cats]
    assert bool(found) == (planned is not None)
    if planned:
        meant = sorted((one.day, one.clock) for one in planned.meetings if one.day)
        assert expanded(found, ZoneInfo(zone)) == sorted(meant, key=lambda one: (one[0], one[1] or time(0)))
        _keeps_to_its_rule(planned, contract, calendar)


def _keeps_to_its_rule(planned: Series, contract: Contract, calendar: WorkCalendar) -> None:
    first, *later = planned.meetings
    if contract.review.next:
        assert first.day == contract.review.next.date()
    off = {*contract.review.missed, *contract.review.postponed}
    for one in later:
        assert one.nominal.weekday() == planned.weekday
        assert contract.end is None or one.nominal < contract.end
        assert one.day in (None, calendar.shifted(one.nominal))
        assert one.day is not None or off or calendar.shifted(one.nominal) is None
        if planned.rank:
            assert one.nominal == ranked(one.nominal.year, one.nominal.month, planned.weekday, planned.rank)
            month = (one.nominal.year - first.nominal.year) * 12 + one.nominal.month - first.nominal.month
            assert month % planned.months == 0


@settings(deadline=None, max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_every_day_has_its_rank_from_both_ends(day: date) -> None:
    rank = (day.day - 1) // 7 + 1
    back = -((month_length(day.year, day.month) - day.day) // 7 + 1)
    assert ranked(day.year, day.month, day.weekday(), rank) == day
    assert ranked(day.year, day.month, day.weekday(), back) == day


@pytest.mark.parametrize(
    ("rule", "following", "days"),
    [
        # Easter Monday and Whit Monday 2027 are holidays: the first Monday of January is none
        ("le dernier lundi à 9 h", datetime(2027, 2, 22, 9), [date(2027, 2, 22), date(2027, 3, 30), date(2027, 4, 26)]),
        # the next one was put off by a week; the rule goes on from where it was
        ("le deuxième lundi à 11 h", datetime(2026, 12, 21, 11), [date(2026, 12, 21), date(2027, 1, 11)]),
        # put off into the next month: still the meeting of November
        ("le dernier jeudi à 9 h", datetime(2026, 12, 2, 9), [date(2026, 12, 2), date(2026, 12, 31)]),
        # no rule: the third Tuesday, as the next one
        ("", datetime(2027, 1, 19, 14), [date(2027, 1, 19), date(2027, 2, 16)]),
        ("le cinquième lundi à 9 h", datetime(2027, 2, 22, 9), [date(2027, 2, 22), date(2027, 3, 30)]),
        # a fifth Thursday is the last one
        ("", datetime(2026, 12, 31, 14), [date(2026, 12, 31), date(2027, 1, 28)]),
    ],
)
def test_meetings_after_the_next_one(rule: str, following: datetime, days: list[date]) -> None:
    review = Review(every=Frequency.MONTHLY, rule=Text(rule), next=following)
    planned = series(replace(PLAIN, review=review), meeting_day(review.rule), FRANCE, TODAY)
    assert planned is not None
    assert [one.day for one in planned.meetings][: len(days)] == days


def test_without_a_next_meeting_rule_and_rhythm_give_one() -> None:
    rule = Text("le premier jeudi à 14 h", "")
    monthly = replace(PLAIN, review=Review(every=Frequency.MONTHLY, rule=rule))
    quarterly = replace(PLAIN, review=Review(every=Frequency.QUARTERLY, rule=rule, held=(date(2026, 10, 1),)))
    never = replace(PLAIN, review=Review(every=Frequency.QUARTERLY, rule=rule))
    found = [series(one, meeting_day(rule), FRANCE, TODAY) for one in (monthly, quarterly, never)]
    assert [one.meetings[0].day if one else None for one in found] == [date(2026, 12, 3), date(2027, 1, 7), None]


def test_what_is_due_stands_with_stable_names_and_stamps_of_its_content() -> None:
    contract = replace(
        PLAIN,
        title=Text("Rapport; des\nventes, hebdo", ""),
        review=Review(
            every=Frequency.MONTHLY,
            rule=Text("", "first Thursday at 14:00 (45 minutes)"),
            held=(date(2026, 11, 5),),
            next=datetime(2026, 12, 3, 14),
            participants=("ann", "tom"),
        ),
        actions=(
            Action(id="p1", action=Text("a"), owner="tom", due=date(2026, 12, 1)),
            Action(id="p2", action=Text("b"), owner="ann", due=date(2026, 10, 1), status="done", done_on=TODAY),
            Action(id="p3", action=Text("c")),
        ),
        approvals=(Approval(side="client", name="x", date=date(2026, 2, 1)),),
    )
    found = {str(one["UID"]): one for one in entries(everything(contract)) if "RECURRENCE-ID" not in one}
    assert set(found) == {f"s--m.{name}@0d4be7a2" for name in ("review", "p1", "p2")}
    meeting = found["s--m.review@0d4be7a2"]
    assert meeting["SUMMARY"] == "Review meeting CS-01 – Rapport; des\nventes, hebdo"
    assert meeting["DTEND"].dt - meeting["DTSTART"].dt == timedelta(minutes=45)
    assert meeting["DTSTAMP"].dt == datetime(2026, 11, 16, tzinfo=UTC)  # the action was done that day
    assert [str(one) for one in meeting["ATTENDEE"]] == ["mailto:ann@shop.example", "invalid:nomail"]
    assert meeting["ATTENDEE"][0].params["CN"] == 'Ann "O" Lee; x'
    assert found["s--m.p1@0d4be7a2"]["DTSTART"].dt == date(2026, 12, 1)
    assert [found[f"s--m.{name}@0d4be7a2"]["STATUS"] for name in ("p1", "p2")] == ["CONFIRMED", "CANCELLED"]


def test_a_calendar_updates_the_same_event() -> None:
    def review(*held: date, moment: datetime) -> Entry:
        made = replace(PLAIN, review=Review(every=Frequency.MONTHLY, held=held, next=moment))
        return next(one for one in entries(everything(made)) if "RECURRENCE-ID" not in one)

    before = review(date(2026, 10, 12), moment=datetime(2026, 11, 9, 11))
    after = review(date(2026, 10, 12), date(2026, 11, 9), moment=datetime(2026, 12, 14, 11))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert after["DTSTART"].dt > before["DTSTART"].dt


@pytest.mark.parametrize(
    ("indicator", "days"),
    [
        (Indicator(id="i", due=Text("le 5e jour ouvré du mois"), frequency=Frequency.MONTHLY), [(12, 7), (1, 8)]),
        (
            Indicator(id="i", due=Text("", "every Friday before noon"), frequency=Frequency.MONTHLY),
            [(11, 20), (11, 27)],
        ),
        (Indicator(id="i", frequency=Frequency.MONTHLY), [(12, 1), (1, 4), (2, 1)]),  # 1 January is a Friday, off
        (Indicator(id="i", frequency=Frequency.WEEKLY), [(11, 23), (11, 30)]),
        (Indicator(id="i", frequency=Frequency.CONTINUOUS), [(12, 1), (1, 4)]),
        (Indicator(id="i", frequency=Frequency.QUARTERLY), [(1, 4), (4, 1)]),
        (Indicator(id="i", due=Text("when it suits"), frequency=Frequency.YEARLY), [(1, 4)]),
    ],
)
def test_when_a_reading_is_due(indicator: Indicator, days: list[tuple[int, int]]) -> None:
    found = due_days(indicator, FRANCE, parse_period("2026-11-17..2027-11-16"))
    assert [(one.month, one.day) for one in found][: len(days)] == days


def test_meetings_stand_there_from_the_signature_on_and_readings_from_the_start() -> None:
    indicator = Indicator(id="d1.c1.i1", keeper="ann", frequency=Frequency.MONTHLY)
    criterion = Criterion(id="d1.c1", text=Text("on time"), indicator=indicator)
    signed = replace(
        PLAIN,
        status=Status.AGREED,
        start=date(2027, 1, 1),
        end=date(2027, 12, 31),
        review=Review(every=Frequency.QUARTERLY, next=datetime(2027, 3, 16, 10)),
        deliverables=(Deliverable(id="d1", name=Text("Report"), criteria=(criterion,)),),
    )
    events = everything(signed).events
    assert [one.start for one in events if one.minutes] == [datetime(2027, 3, 16, 10)]
    assert min(one.start for one in events if not one.minutes) == date(2027, 1, 4)
    for status in (Status.DRAFT, Status.NEGOTIATION, Status.SUSPENDED, Status.ENDED):
        assert everything(replace(signed, status=status)).events == ()
    assert everything(replace(signed, end=TODAY)).events == ()


def test_what_a_calendar_cannot_know_is_said() -> None:
    unread = Review(every=Frequency.MONTHLY, rule=Text("quand il faut", ""), next=datetime(2026, 12, 1, 9))
    found = list(
        remarks(desk(replace(PLAIN, reference="CS-01"), replace(PLAIN, id="m--s", reference="B", review=unread)))
    )
    assert [line.split(":")[1].split(".")[0].strip() for line in found][:1] == ["CS-01"]
    assert "“quand il faut”" in found[1]
    assert list(remarks(desk(replace(PLAIN, status=Status.DRAFT)))) == []


def test_who_left_is_not_reminded_but_the_deputy_is() -> None:
    def reminded(keeper: str, deputy: str) -> set[tuple[str, ...]]:
        indicator = Indicator(id="d1.c1.i1", keeper=keeper, deputy=deputy, frequency=Frequency.MONTHLY)
        criterion = Criterion(id="d1.c1", text=Text("on time"), indicator=indicator)
        deliverable = Deliverable(id="d1", name=Text("Report"), criteria=(criterion,))
        made = everything(replace(PLAIN, deliverables=(deliverable,), end=date(2027, 3, 1)))
        return {(*one.people, *one.services) for one in made.events}

    assert reminded("ann", "tom") == {("ann", "s")}
    assert reminded("stranger", "tom") == {("tom",)}
    assert reminded("", "") == set()
