"""Agreed times: in which unit they add up, and what they come to on real dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.chain import Scale, TimedClause
from svcgraph.domain.objective import DayKind, Duration, Statement, Unit
from svcgraph.domain.objective.calendar import DAY, WorkCalendar
from svcgraph.domain.objective.occurrence import Occurrence, due_of, occurrences
from svcgraph.domain.organisation import DayOff

FLOOR = 1  # working day, below which no clause is asked to go unless the caller says otherwise
SECOND = timedelta(seconds=1)
_ROUGH = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.WEEK: 604800, Unit.MONTH: 2592000}
AROUND = timedelta(days=400)  # a yearly deadline is found that far away


def scale_of(duration: Duration) -> Scale | None:
    """The unit in which ``duration`` adds up exactly; None for calendar days, weeks and months, which move."""
    if duration.unit in (Unit.HOUR, Unit.MINUTE):
        return Scale.WORKING_MINUTES if duration.working else Scale.MINUTES
    kinds = {DayKind.WORKING: Scale.WORKING_DAYS, DayKind.BUSINESS: Scale.BUSINESS_DAYS}
    return kinds.get(duration.day_kind) if duration.unit is Unit.DAY else None


def amount(duration: Duration) -> int:
    """``duration`` in its scale: days, or minutes."""
    return duration.number * (60 if duration.unit is Unit.HOUR else 1)


def common_scale(clauses: Iterable[TimedClause]) -> Scale | None:
    """The scale of all of them; None where they differ, or one has a deadline, an hour, or moves with the calendar."""
    scales = {_scale(one.statement) for one in clauses}
    return scales.pop() if len(scales) == 1 else None


def _scale(statement: Statement) -> Scale | None:
    return scale_of(statement.duration) if statement.duration and statement.clock is None else None


def length(clause: TimedClause) -> tuple[bool, int]:
    """For comparing times of different units roughly: deadlines last, then minutes."""
    duration = clause.statement.duration
    return (duration is None, duration.number * _ROUGH[duration.unit] if duration else 0)


def shortened(duration: Duration, floor: int) -> Duration:
    """``duration`` at its floor of so many working days; one that is shorter already stays."""
    if scale_of(duration) in (Scale.WORKING_DAYS, Scale.BUSINESS_DAYS):
        return replace(duration, number=min(duration.number, floor))
    if duration.unit in (Unit.HOUR, Unit.MINUTE) and floor > 0:
        return duration
    return working_days(floor)


def utc(moment: datetime) -> datetime:
    """``moment`` in UTC: two moments of one zone would be compared by the clock on the wall."""
    return moment.astimezone(UTC)


def latest(occurrence: Occurrence) -> datetime:
    """The last second that still keeps ``occurrence``."""
    due = utc(occurrence.due)
    return due - SECOND if occurrence.strict else due


class _Ends(dict[datetime, datetime]):
    """When what starts at a moment leaves at the latest (UTC), for clauses that say the same; worked out once."""

    def __init__(self, leaves: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._leaves = leaves

    def __missing__(self, moment: datetime) -> datetime:
        found = self[moment] = self._leaves(moment)
        return found


class Dates:
    """When things leave at the latest, as agreed, on the dates of a calendar over the days of ``window``.

    ``changed`` gives for the ids of changed clauses the working days at which they stand then.
    """

    def __init__(self, calendar: WorkCalendar, window: Period) -> None:
        self._calendar, self.window = calendar, window
        first, last = date(calendar.years[0], 1, 1), date(calendar.years[1], 12, 31)
        self._wide = Period(
            first=window.first - min(AROUND, window.first - first), last=window.last + min(AROUND, last - window.last)
        )
        self._made: dict[TimedClause, tuple[Occurrence, ...]] = {}
        self._kinds: dict[TimedClause, int] = {}
        self._said: dict[tuple[object, ...], int] = {}
        self._ends: dict[tuple[int, int | None], _Ends] = {}
        self._feeding: dict[tuple[TimedClause, date], Occurrence | None] = {}
        self._starts: dict[tuple[int, datetime, int | None], datetime] = {}

    def occurrences(self, clause: TimedClause) -> tuple[Occurrence, ...]:
        """Those of a deadline around the window, in order of their nominal dates."""
        if clause not in self._made:
            found = occurrences(
                clause.statement, self._calendar, self._wide, day_off=clause.day_off, anchor=clause.anchor
            )
            self._made[clause] = tuple(sorted(found, key=lambda one: one.nominal))
        return self._made[clause]

    def promised(self, clause: TimedClause) -> tuple[Occurrence, ...]:
        """The occurrences of a promise whose day lies in the window."""
        window = self.window
        return tuple(one for one in self.occurrences(clause) if window.first <= one.day <= window.last)

    def feeding(self, clause: TimedClause, day: date) -> Occurrence | None:
        """What is to feed something named by ``day``: the last occurrence named by that day or an earlier one."""
        key = (clause, day)
        if key not in self._feeding:
            made = self.occurrences(clause)
            place = bisect_right(made, day, key=lambda one: one.nominal)
            self._feeding[key] = made[place - 1] if place else None
        return self._feeding[key]

    def starts(self) -> Iterator[datetime]:
        """When something may begin: at the opening and at the closing of every working day of the window."""
        day = self.window.first
        while day <= self.window.last:
            spans = tuple(self._calendar.spans(day))
            if spans:
                yield from (spans[0][0], spans[-1][1])
            day += DAY

    def after(self, moment: datetime, clause: TimedClause, changed: Mapping[str, int]) -> datetime:
        """When what starts at ``moment`` leaves at the latest: a lead time later, or with the next deadline (UTC)."""
        return self.ends(clause, changed)[moment]

    def ends(self, clause: TimedClause, changed: Mapping[str, int]) -> Mapping[datetime, datetime]:
        """`after` of any moment. Most clauses of a dense map say one of a few things: each is worked out once."""
        to = changed.get(clause.id) if changed else None
        key = (self._kind(clause), to)
        if key not in self._ends:
            plain = {} if to is None else {clause.id: to}
            self._ends[key] = _Ends(lambda moment: self._leaves(moment, clause, plain))
        return self._ends[key]

    def _kind(self, clause: TimedClause) -> int:
        """The same for clauses that say the same."""
        if clause not in self._kinds:
            said = (clause.statement, clause.day_off, clause.cut_off, clause.anchor)
            self._kinds[clause] = self._said.setdefault(said, len(self._said))
        return self._kinds[clause]

    def _leaves(self, moment: datetime, clause: TimedClause, changed: Mapping[str, int]) -> datetime:
        duration = clause.statement.duration
        if clause.id in changed:
            if duration is None and changed[clause.id] == 0:
                return utc(moment)
            duration = shortened(duration, changed[clause.id]) if duration else working_days(changed[clause.id])
        if duration is not None and duration == clause.statement.duration:
            started = due_of(clause.statement, self._calendar, moment, cut_off=clause.cut_off, day_off=clause.day_off)
            return utc(started.due)
        if duration is not None:
            return utc(self._calendar.deadline(moment, duration, cut_off=clause.cut_off, rule=clause.day_off))
        following = (latest(one) for one in self.occurrences(clause))
        return next((due for due in following if due >= utc(moment)), utc(moment) + AROUND)

    def latest_start(self, clause: TimedClause, end: datetime, changed: Mapping[str, int]) -> datetime:
        """The last second from which ``clause`` still leaves by ``end`` (UTC): a later start never leaves earlier."""
        key = (self._kind(clause), end, changed.get(clause.id))
        if key not in self._starts:
            self._starts[key] = self._sought(clause, utc(end), changed)
        return self._starts[key]

    def _sought(self, clause: TimedClause, end: datetime, changed: Mapping[str, int]) -> datetime:
        low, high = int((end - AROUND).timestamp()), int(end.timestamp())
        while low < high:
            middle = (low + high + 1) // 2
            if self._leaves(datetime.fromtimestamp(middle, UTC), clause, changed) <= end:
                low = middle
            else:
                high = middle - 1
        return datetime.fromtimestamp(low, UTC)

    def worked(self, start: datetime, end: datetime) -> int:
        """Seconds of working time between two moments."""
        return int(self._calendar.worked(start, end).total_seconds())

    def local(self, moment: datetime) -> datetime:
        """``moment`` as the clock on the wall shows it."""
        return self._calendar.local(moment)

    def moment(self, day: date, clock: time) -> datetime:
        """A moment of the wall's clock."""
        return self._calendar.moment(day, clock)

    def next_worked(self, day: date) -> date:
        """``day``, or the first working day after it."""
        return self._calendar.shifted(day, DayOff.NEXT) or day


def working_days(number: int) -> Duration:
    """So many working days."""
    return Duration(number=number, unit=Unit.DAY, day_kind=DayKind.WORKING)
