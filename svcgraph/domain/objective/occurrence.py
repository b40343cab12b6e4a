"""When something is due: the dates of a sentence's recurrence, and when each one, moved off days off, is due."""

from __future__ import annotations

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

    ``anchor`` is the day from which "every other week" counts (the contract's start; else a Monday of 1970).
    Raises ValueError for a statement without a recurrence.
    """
    recurrence = statement.recurrence
    if recurrence is None:
        raise ValueError("only a deadline has a recurrence")
    wide = Period(first=_back(period.first), last=_on(period.last))
    made = (_occurrence(statement, calendar, day, day_off) for day in _nominal(recurrence, calendar, wide, anchor))
    return tuple(one for one in made if one is not None and period.first <= one.day <= period.last)


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
    if recurrence.ordinal is None:
        step = recurrence.interval * 7 * DAY if recurrence.every is Every.WEEK else DAY
        day = _first(recurrence, period.first, anchor)
        while day <= period.last:
            if calendar.counts(day, recurrence.day_kind):
                yield day
            day += step
        return
    for whole in split(period, recurrence.every):
        day_of = _ranked(recurrence, calendar, _narrowed(recurrence, whole))
        if day_of is not None and period.first <= day_of <= period.last:
            yield day_of


def _first(recurrence: Recurrence, day: date, anchor: date | None) -> date:
    if recurrence.weekday is None:
        return day
    start = anchor or date(1970, 1, 5)
    first = start + ((recurrence.weekday - start.weekday()) % 7) * DAY
    step = recurrence.interval * 7
    return day + ((first - day).days % step) * DAY


def _narrowed(recurrence: Recurrence, period: Period) -> Period:
    return around(date(period.first.year, recurrence.month, 1), Every.MONTH) if recurrence.month else period


def _ranked(recurrence: Recurrence, calendar: WorkCalendar, period: Period) -> date | None:
    """The n-th such day of ``period``, from its end when negative; None when it has not that many."""
    rank = recurrence.ordinal or 1
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
