"""The review meetings to come (*réunions de suivi*): on which days a contract's rule puts them, days off respected.

The next meeting is the one that people wrote down. Those after it follow the rule ("the second Monday") in the rhythm
of the contract; without a rule that is understood, on the weekday and rank in its month that the next one has. One on
a day off moves as deadlines of the organisation do (`4-attainment`, day-off rule), at the same hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from svcgraph.domain.contract import Contract, Review
from svcgraph.domain.meetings import last_held
from svcgraph.domain.objective.calendar import WorkCalendar, add_months, month_length
from svcgraph.domain.organisation import Frequency

WEEK = timedelta(days=7)
AHEAD = 24  # months that a series runs at most
MINUTES = 60  # of a meeting that does not say how long it takes
LAST_RANK = 5  # a fifth Monday is the last one: not every month has one
MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDay:
    """A rule in words, read. ``rank`` counts weekdays of the month, from its end when negative; None: every one."""

    weekday: int  # Monday = 0
    rank: int | None = None
    clock: time | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting: where the rule puts it, and where it is. ``day`` None: it falls out."""

    nominal: date
    day: date | None
    clock: time | None  # None: no hour is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The meetings of one contract, the next one first.

    ``months`` lie between two (0: a week, if there are several); ``rank`` is that of ``weekday`` in its month. The
    ``clock`` is the rule's; the first meeting may have another hour, and another day, than the rule gives it.
    """

    weekday: int
    rank: int | None
    months: int
    clock: time | None
    minutes: int
    meetings: tuple[Meeting, ...]


def series(contract: Contract, rule: MeetingDay | None, calendar: WorkCalendar, today: date) -> Series | None:
    """The meetings to come of ``contract``; None where no next one is written and none follows from its rule.

    ``rule`` is what its words say, None when they are not understood. The series ends with the contract, after two
    years at the latest, and before the years whose holidays are unknown.
    """
    review, rule = contract.review, _held_each_month(rule)
    written = calendar.local(review.next) if review.next else None
    months = MONTHS.get(review.every, 0) if review.every else 0
    repeated = bool(months) or review.every is Frequency.WEEKLY
    first = written.date() if written else _first(review, rule, months, repeated, today)
    if first is None:
        return None
    weekday, rank = _place(first, rule, months)
    clock = (rule.clock if rule else None) or _hour(written)
    nominal = _nominal(first, weekday, rank) if repeated else first
    begun = Meeting(nominal=nominal, day=first, clock=_hour(written) or clock)
    later = _later(nominal, weekday, rank, months) if repeated else iter(())
    end = _end(contract, first, calendar)
    return Series(
        weekday=weekday,
        rank=rank,
        months=months,
        clock=clock,
        minutes=(rule.minutes if rule else 0) or MINUTES,
        meetings=(begun, *_settled(later, end, review, clock, calendar)),
    )


def _held_each_month(rule: MeetingDay | None) -> MeetingDay | None:
    """A fifth weekday is the last one: not every month has one, and the meeting is to be held in each."""
    return replace(rule, rank=-1) if rule and rule.rank == LAST_RANK else rule


def _hour(moment: datetime | None) -> time | None:
    """The hour that was written; midnight is none."""
    return moment.time() if moment and moment.time() != time(0) else None


def _first(review: Review, rule: MeetingDay | None, months: int, repeated: bool, today: date) -> date | None:
    """Without a next one: the first day after ``today`` on which rule and rhythm put a meeting."""
    if rule is None or not repeated or (months and rule.rank is None):
        return None
    last = last_held(review, today)
    if months > 1 and last is None:
        return None  # in which month is anybody's guess
    start = add_months(last, months) if months > 1 and last else today
    days = (_nominal(start, rule.weekday, rule.rank), *_a_few(start, rule, months or 0))
    return next((day for day in days if day > today), None)


def _a_few(start: date, rule: MeetingDay, months: int) -> Iterator[date]:
    later = _later(_nominal(start, rule.weekday, rule.rank), rule.weekday, rule.rank, months)
    return (next(later) for _ in range(LAST_RANK))


def _place(first: date, rule: MeetingDay | None, months: int) -> tuple[int, int | None]:
    """Weekday and rank: the rule's, where it says both, else those of the next meeting."""
    if not months:
        return (rule.weekday if rule and rule.rank is None else first.weekday()), None
    if rule and rule.rank:
        return rule.weekday, rule.rank
    rank = (first.day - 1) // 7 + 1
    return first.weekday(), (-1 if rank == LAST_RANK else rank)


def _nominal(day: date, weekday: int, rank: int | None) -> date:
    """The rule's day that lies nearest to ``day``: a meeting put off into the next month is still that one."""
    if rank is None:
        off = (weekday - day.weekday()) % 7
        return day + timedelta(days=off if off < 4 else off - 7)
    months = (add_months(day.replace(day=1), number) for number in (0, -1, 1))
    found = (ranked(month.year, month.month, weekday, rank) for month in months)
    return min((one for one in found if one), key=lambda one: abs((one - day).days), default=day)


def ranked(year: int, month: int, weekday: int, rank: int) -> date | None:
    """The ``rank``-th such weekday of the month, from its end when negative; None when it has not that many."""
    days = [date(year, month, day) for day in range(1, month_length(year, month) + 1)]
    found = [day for day in days if day.weekday() == weekday]
    place = rank - 1 if rank > 0 else len(found) + rank
    return found[place] if 0 <= place < len(found) else None


def _later(nominal: date, weekday: int, rank: int | None, months: int) -> Iterator[date]:
    """The rule's days after ``nominal``, without end."""
    if rank is None:
        while True:
            nominal += WEEK
            yield nominal
    month = nominal.replace(day=1)
    while True:
        month = add_months(month, months)
        day = ranked(month.year, month.month, weekday, rank)
        if day is not None:
            yield day


def _end(contract: Contract, first: date, calendar: WorkCalendar) -> date:
    """The first day on which no meeting is put any more."""
    known = date(calendar.years[1], 1, 1)
    return min(contract.end or date.max, add_months(first, AHEAD) if first.year < known.year else first, known)


def _settled(
    later: Iterator[date], end: date, review: Review, clock: time | None, calendar: WorkCalendar
) -> Iterator[Meeting]:
    off = {*review.missed, *review.postponed}
    for nominal in later:
        if nominal >= end:
            return
        day = calendar.shifted(nominal)
        yield Meeting(nominal=nominal, day=None if day in off or nominal in off else day, clock=clock)
