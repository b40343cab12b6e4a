"""When something is due: the dates of a sentence's recurrence, and when each one, moved off days off, is due."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import DayKind, Every, Recurrence, Statement
from svcgraph.domain.objective.calendar import END_OF_DAY, WorkCalendar, seconds
from svcgraph.domain.objective.period import around, split
from svcgraph.domain.organisation import DayOff

DAY = timedelta(days=1)
SHIFT = 40 * DAY  # no closing is longer: nominal dates are looked for that far around a period


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time that something is due.

    Named by its ``nominal`` date, it belongs to the period of ``day``, where the day-off rule moved it (`7-rulings`).
    ``due`` is the last moment, or with ``strict`` the first that is too late. A measured period has ``span``.
    """

    nominal: date
    day: date
    due: datetime
    strict: bool = False
    span: Period | None = None

    def kept(self, delivered: datetime) -> bool:
        late = seconds(delivered) - seconds(self.due)
        return late < 0 if self.strict else late <= 0

    def lateness(self, delivered: datetime) -> int:
        """Seconds late; 0 when kept. Exactly on a strict hour is late by 0 s but not kept."""
        return max(0, seconds(delivered) - seconds(self.due))


def occurrences(
    statement: Statement,
    calendar: WorkCalendar,
    period: Period,
    *,
    day_off: DayOff | None = None,
    anchor: date | None = None,
) -> tuple[Occurrence, ...]:
    """The occurrences of a deadline whose shifted day lies in ``period``, in order of their nominal dates.

    ``anchor`` is the day from which "every other week" counts (the contract's start; else a Monday of 1970): the first
    is on it or the first such weekday after it. Of several weekdays or ranks, one that a day off would move onto
    another of them is skipped, as what is due every day is.
    Raises ValueError for a statement without a recurrence.
    """
    recurrence = statement.recurrence
    if recurrence is None:
        raise ValueError("only a deadline has a recurrence")
    wide = Period(first=_back(period.first), last=_on(period.last))
    nominal = tuple(_nominal(recurrence, calendar, wide, anchor))
    others = frozenset(nominal) if recurrence.also or recurrence.also_ranks else frozenset()
    made = (_occurrence(statement, calendar, day, day_off) for day in nominal)
    return tuple(
        one
        for one in made
        if one is not None
        and period.first <= one.day <= period.last
        and (one.day == one.nominal or one.day not in others)
    )


def upcoming(
    statement: Statement,
    calendar: WorkCalendar,
    first: date,
    *,
    count: int,
    day_off: DayOff | None = None,
    anchor: date | None = None,
) -> tuple[Occurrence, ...]:
    """The next ``count`` occurrences due on ``first`` or later, fewer where the calendar's years end."""
    found: list[Occurrence] = []
    year = first.year
    while len(found) < count and year < calendar.years[1]:
        period = Period(first=max(first, date(year, 1, 1)), last=date(year, 12, 31))
        found += occurrences(statement, calendar, period, day_off=day_off, anchor=anchor)
        year += 1
    return tuple(found[:count])


def due_of(
    statement: Statement,
    calendar: WorkCalendar,
    start: datetime,
    *,
    cut_off: time | None = None,
    day_off: DayOff | None = None,
) -> Occurrence:
    """When one case of a lead time that starts at ``start`` is due. Raises ValueError without a duration."""
    if statement.duration is None:
        raise ValueError("only a lead time has cases with a deadline of their own")
    due = calendar.deadline(start, statement.duration, cut_off=cut_off, rule=day_off)
    if statement.clock is not None:
        due = calendar.moment(due.date(), statement.clock)
    return Occurrence(nominal=calendar.local(start).date(), day=due.date(), due=due, strict=statement.strict)


def measured(period: Period, every: Every, calendar: WorkCalendar) -> tuple[Occurrence, ...]:
    """One occurrence per week, month, quarter or year that ends in ``period``: measures and shares of cases."""
    spans = (span for span in split(period, every) if period.first <= span.last <= period.last)
    return tuple(
        Occurrence(nominal=span.first, day=span.last, due=calendar.moment(span.last, END_OF_DAY), span=span)
        for span in spans
    )


def _occurrence(
    statement: Statement, calendar: WorkCalendar, nominal: date, day_off: DayOff | None
) -> Occurrence | None:
    recurrence = statement.recurrence or Recurrence(every=Every.DAY)
    day: date | None = nominal
    if recurrence.day_kind is DayKind.CALENDAR:
        day = calendar.shifted(nominal, _rule(recurrence, day_off or calendar.day_off))
    if day is None:
        return None
    clock = statement.clock or (time(0) if statement.strict else END_OF_DAY)
    return Occurrence(nominal=nominal, day=day, due=calendar.moment(day, clock), strict=statement.strict)


def _rule(recurrence: Recurrence, rule: DayOff) -> DayOff:
    """What is due every day is not due thrice on Monday: unless days off are kept, they are skipped."""
    if recurrence.every is Every.DAY and rule is not DayOff.KEEP:
        return DayOff.SKIP
    return rule


def _nominal(recurrence: Recurrence, calendar: WorkCalendar, period: Period, anchor: date | None) -> Iterator[date]:
    if recurrence.every is Every.WEEK and recurrence.ordinal is None:
        weekdays = (recurrence.weekday, *recurrence.also)
        yield from heapq.merge(*(_weekly(recurrence.interval, day, period, anchor) for day in weekdays))
    elif recurrence.ordinal is None:
        yield from _daily(recurrence, calendar, period)
    else:
        for whole in split(period, recurrence.every):
            for day in _ranked(recurrence, calendar, _narrowed(recurrence, whole)):
                if period.first <= day <= period.last:
                    yield day


def _daily(recurrence: Recurrence, calendar: WorkCalendar, period: Period) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        if calendar.counts(day, recurrence.day_kind):
            yield day
        day += DAY


def _weekly(interval: int, weekday: int | None, period: Period, anchor: date | None) -> Iterator[date]:
    """Every ``interval`` weeks, from the first such weekday on the anchor or after it; without one, the anchor's."""
    start = anchor or date(1970, 1, 5)
    first = start if weekday is None else start + ((weekday - start.weekday()) % 7) * DAY
    step = interval * 7
    day = period.first + ((first - period.first).days % step) * DAY
    while day <= period.last:
        yield day
        day += step * DAY


def _narrowed(recurrence: Recurrence, period: Period) -> Period:
    return around(date(period.first.year, recurrence.month, 1), Every.MONTH) if recurrence.month else period


def _ranked(recurrence: Recurrence, calendar: WorkCalendar, period: Period) -> list[date]:
    """The days of ``period`` that are meant, in order: the 15th and the last one, once where they are one day."""
    ranks = (recurrence.ordinal or 1, *recurrence.also_ranks)
    found = (_of_rank(rank, recurrence, calendar, period) for rank in ranks)
    return sorted({day for day in found if day is not None})


def _of_rank(rank: int, recurrence: Recurrence, calendar: WorkCalendar, period: Period) -> date | None:
    """The n-th such day of ``period``, from its end when negative; None when it has not that many."""
    step = DAY if rank > 0 else -DAY
    day = period.first if rank > 0 else period.last
    left = abs(rank)
    while period.first <= day <= period.last:
        left -= _matches(recurrence, calendar, day)
        if left == 0:
            return day
        day += step
    return None


def _matches(recurrence: Recurrence, calendar: WorkCalendar, day: date) -> bool:
    if recurrence.weekday is not None:
        return day.weekday() == recurrence.weekday
    return calendar.counts(day, recurrence.day_kind)


def _back(day: date) -> date:
    return day - SHIFT if day - date.min > SHIFT else date.min


def _on(day: date) -> date:
    return day + SHIFT if date.max - day > SHIFT else date.max
