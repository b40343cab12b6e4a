"""Working time: which days are worked, when a deadline moves, how much working time lies between two moments.

Pure: which days are public holidays is told from outside (`svcgraph.store.calendar`). Moments are aware;
two of them are compared in UTC, because Python compares moments of one zone by the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from svcgraph.domain.objective import DayKind, Duration, Unit
from svcgraph.domain.organisation import DayOff

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)  # printed `T23:59:59`, inclusive (`7-rulings`)
SUNDAY = 6
LONGEST_CLOSURE = 400  # days; a calendar without a working day in that many is a mistake

Hours = tuple[tuple[time, time], ...]
OFFICE_HOURS: tuple[Hours, ...] = (((time(9), time(17)),),) * 5 + ((),) * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """``days_off``: public holidays and closing days; ``holidays``: the public ones among them.

    A working day (*ouvré*) has working hours and is not off. A business day (*ouvrable*) is Monday to Saturday
    but for public holidays: a closing day of the organisation stays *ouvrable*. ``hours`` has one tuple of
    spans per weekday, Monday first. ``years`` are those whose holidays are known; asking beyond raises ValueError.
    """

    timezone: str = "Europe/Paris"
    days_off: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()
    hours: tuple[Hours, ...] = OFFICE_HOURS
    day_off: DayOff = DayOff.NEXT
    years: tuple[int, int] = (date.min.year, date.max.year)

    def is_worked(self, day: date) -> bool:
        if not self.years[0] <= day.year <= self.years[1]:
            raise ValueError(f"the public holidays of {day.year} are not known")
        return bool(self.hours[day.weekday()]) and day not in self.days_off

    def counts(self, day: date, kind: DayKind) -> bool:
        """Whether ``day`` is a day of that kind: any, *ouvré*, *ouvrable*."""
        if kind is DayKind.WORKING:
            return self.is_worked(day)
        return kind is DayKind.CALENDAR or (day.weekday() != SUNDAY and day not in self.holidays)

    def moment(self, day: date, clock: time) -> datetime:
        """A local moment. One that daylight saving skips moves forward; one that occurs twice is the first."""
        zone = _zone(self.timezone)
        return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC).astimezone(zone)

    def local(self, moment: datetime) -> datetime:
        """``moment`` in the calendar's zone; a naive one is taken to be there already."""
        zone = _zone(self.timezone)
        if moment.tzinfo is None:
            return self.moment(moment.date(), moment.time())
        return moment.astimezone(zone)

    def shifted(self, day: date, rule: DayOff | None = None) -> date | None:
        """Where a deadline on ``day`` goes if that is a day off: None when it is skipped."""
        rule = rule or self.day_off
        if rule is DayOff.KEEP or self.is_worked(day):
            return day
        if rule is DayOff.SKIP:
            return None
        return self._nearest(day, -DAY if rule is DayOff.PREVIOUS else DAY)

    def _nearest(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_CLOSURE):
            day += step
            if self.is_worked(day):
                return day
        raise ValueError(f"no working day within {LONGEST_CLOSURE} days of {day}")

    def add_days(self, day: date, number: int, kind: DayKind) -> date:
        """The ``number``-th day of that kind after ``day``, which is itself not counted (`7-rulings`)."""
        if kind is DayKind.CALENDAR:
            return day + number * DAY
        off = 0
        while number > 0 and off < LONGEST_CLOSURE:
            day += DAY
            counted = self.counts(day, kind)
            number -= counted
            off = 0 if counted else off + 1
        if number > 0:
            raise ValueError(f"no such day within {LONGEST_CLOSURE} days of {day}")
        return day

    def spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working hours of ``day``, as moments."""
        if self.is_worked(day):
            for start, end in self.hours[day.weekday()]:
                yield self.moment(day, start), self.moment(day, end)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments; zero when ``end`` is not after ``start``."""
        total = timedelta()
        first, last = self.local(start), self.local(end)
        day = first.date()
        while day <= last.date():
            for opens, closes in self.spans(day):
                begins, ends = max(_utc(opens), _utc(first)), min(_utc(closes), _utc(last))
                total += max(ends - begins, timedelta())
            day += DAY
        return total

    def add_worked(self, start: datetime, amount: timedelta) -> datetime:
        """The moment by which ``amount`` of working time has passed since ``start``."""
        begun = self.local(start)
        day, left = begun.date(), amount
        for _ in range(LONGEST_CLOSURE * 100):
            for opens, closes in self.spans(day):
                begins = max(_utc(opens), _utc(begun))
                room = _utc(closes) - begins
                if timedelta() < room >= left:
                    return self.local(begins + left)
                left -= max(room, timedelta())
            day += DAY
        raise ValueError("no working time left in the calendar")

    def working_days(self, amount: timedelta) -> float:
        """``amount`` of working time in working days of the usual length (that of the first worked weekday)."""
        usual = next(hours for hours in self.hours if hours)
        length = sum((_length(span) for span in usual), timedelta())
        return amount / length

    def deadline(
        self, start: datetime, duration: Duration, *, cut_off: time | None = None, rule: DayOff | None = None
    ) -> datetime:
        """When a lead time that starts at ``start`` runs out, inclusive.

        Days: the start's day is not counted, it ends with the N-th; what arrives after ``cut_off``, or where there is
        one on a day off, counts as received the next working day: else Saturday's would be due before Friday's.
        Calendar days, weeks and months that end on a day off move by ``rule``.
        """
        local = self.local(start)
        if duration.unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
            amount = timedelta(**{duration.unit.value + "s": duration.number})
            return self.add_worked(local, amount) if duration.working else self.local(_utc(local) + amount)
        day = local.date()
        if cut_off is not None and (local.time() > cut_off or not self.is_worked(day)):
            day = self._nearest(day, DAY)
        if duration.unit is Unit.DAY and duration.day_kind is not DayKind.CALENDAR:
            return self.moment(self.add_days(day, duration.number, duration.day_kind), END_OF_DAY)
        end = _later(day, duration)
        moved = end if duration.number == 0 else self.shifted(end, rule)
        return self.moment(moved or end, END_OF_DAY)


def _later(day: date, duration: Duration) -> date:
    if duration.unit is Unit.DAY:
        return day + duration.number * DAY
    if duration.unit is Unit.WEEK:
        return day + duration.number * 7 * DAY
    return add_months(day, duration.number)


def add_months(day: date, number: int) -> date:
    """The same day of the month ``number`` months on, or the last one of a shorter month."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Days of that month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - DAY).day


def seconds(moment: datetime) -> int:
    """A moment as whole seconds of UTC; fractions of a second are dropped."""
    return int(moment.timestamp() // 1)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _length(span: tuple[time, time]) -> timedelta:
    return datetime.combine(date.min, span[1]) - datetime.combine(date.min, span[0])


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
