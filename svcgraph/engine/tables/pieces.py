"""Deadlines of cases, worked out before any case is read: moments of request in pieces, over each of which a lead
time runs out at one moment, or moves along with the request.

All moments here are UTC microseconds. The breaks are those that can exist: midnights, the cut-off hour, the ends of
working hours and the moments from which an amount of working time reaches such an end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from svcgraph.domain.objective import Duration, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar, seconds
from svcgraph.domain.objective.occurrence import Occurrence, due_of
from svcgraph.engine.due import Moment
from svcgraph.engine.finding import Index
from svcgraph.engine.tables.schedules import Run, Schedule

DAY = timedelta(days=1)
MICRO = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLOCKED = (Unit.HOUR, Unit.MINUTE, Unit.SECOND)
_SIZE = {Unit.HOUR: 3600, Unit.MINUTE: 60, Unit.SECOND: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Requests from ``begin`` to before ``end`` belong to one occurrence, and are due alike.

    ``limit``: UTC seconds from which on a delivery is too late, or None where that is ``allowed`` seconds after the
    request. ``past``: an open case of it is late as of the moment that is looked at.
    """

    begin: int
    end: int
    occurrence: int
    limit: int | None
    allowed: int | None
    past: bool


class NotInPieces(Exception):
    """A deadline that does not move as its sentence says; Python counts those cases one by one."""


def pieces(schedule: Schedule, now: Moment, first: date, last: date) -> Iterator[Piece]:
    """The pieces of all requests from ``first`` to ``last`` (UTC days) that belong to an occurrence, in order.

    Raises `NotInPieces` for a lead time whose pieces are not known.
    """
    runs = [_Run(run, now) for run in schedule.runs]
    begin, end = _midnight(first), _midnight(last + DAY)
    breaks = sorted({begin, end, *(at for run in runs for at in run.breaks(first, last) if begin < at < end)})
    for start, stop in pairwise(breaks):
        found = next((one for one in (run.piece(start, stop) for run in runs) if one), None)
        if found:
            yield found


class _Run:
    """One term's cases."""

    def __init__(self, run: Run, now: Moment) -> None:
        statement = run.term.statement
        if statement is None or statement.duration is None:
            raise NotInPieces
        self._run, self._now, self._term = run, now, run.term
        self._statement: Statement = statement
        self._duration: Duration = statement.duration
        self._calendar = now.calendar_of(run.term)
        self._index = Index(run.due)
        self._moves = statement.duration.unit in CLOCKED and statement.clock is None

    def breaks(self, first: date, last: date) -> Iterable[int]:
        """Where a piece may end, between the UTC days ``first`` and ``last``."""
        if self._duration.unit not in CLOCKED:
            return _day_breaks(self._calendar, self._term.cut_off, first, last)
        amount = self._duration.number * _SIZE[self._duration.unit]
        if self._duration.working:
            reach = max(last, self._due(_midnight(last + DAY)).day) + DAY
            return _working_breaks(self._calendar, amount, first, reach, self._now.end)
        reach = last + timedelta(seconds=amount) + DAY
        due = (*_midnights(self._calendar, first, reach), self._now.end * MICRO)
        return [at - amount * MICRO for at in due]

    def piece(self, begin: int, end: int) -> Piece | None:
        """What is due for requests from ``begin`` to before ``end``; None when this term has no occurrence there."""
        due = self._due(begin)
        at = self._index.around(due.day)
        if at is None:
            return None
        limit, allowed = seconds(due.due), None
        if self._moves and self._is_moving(due, begin, end):
            limit, allowed = 0, seconds(due.due) - begin // MICRO
        late_from = 0 if due.strict else 1
        return Piece(
            begin=begin,
            end=end,
            occurrence=self._run.start + at,
            limit=limit + late_from if allowed is None else None,
            allowed=None if allowed is None else allowed + late_from,
            past=self._now.past(due),
        )

    def _is_moving(self, due: Occurrence, begin: int, end: int) -> bool:
        if end - begin <= MICRO:
            return False
        moved = seconds(self._due(end - MICRO).due) - seconds(due.due)
        if moved and moved != (end - MICRO) // MICRO - begin // MICRO:
            raise NotInPieces
        return moved > 0

    def _due(self, at: int) -> Occurrence:
        start = self._calendar.local(EPOCH + timedelta(microseconds=at))
        term = self._term
        return due_of(self._statement, self._calendar, start, cut_off=term.cut_off, day_off=term.day_off)


def _midnight(day: date) -> int:
    return int((datetime.combine(day, time(0), tzinfo=UTC) - EPOCH).total_seconds()) * MICRO


def _at(moment: datetime) -> int:
    return seconds(moment) * MICRO


def _days(first: date, last: date) -> Iterator[date]:
    """The local days that touch UTC days, and one more at each end."""
    day = first - DAY
    while day <= last + DAY:
        yield day
        day += DAY


def _midnights(calendar: WorkCalendar, first: date, last: date) -> Iterator[int]:
    return (_at(calendar.moment(day, time(0))) for day in _days(first, last))


def _day_breaks(calendar: WorkCalendar, cut_off: time | None, first: date, last: date) -> Iterator[int]:
    """Local midnights, and just after the cut-off; where clocks change, every quarter of an hour of that day."""
    for day in _days(first, last):
        start = calendar.moment(day, time(0))
        yield _at(start)
        if cut_off is not None:
            yield _at(calendar.moment(day, cut_off)) + 1
            if calendar.moment(day + DAY, time(0)).utcoffset() != start.utcoffset():
                yield from _around_change(calendar, day, cut_off)


def _around_change(calendar: WorkCalendar, day: date, cut_off: time) -> Iterator[int]:
    """A clock time that comes twice, or not at all: each minute of the day is looked at, as the clock shows it."""
    start, end = _at(calendar.moment(day, time(0))), _at(calendar.moment(day + DAY, time(0)))
    for at in range(start, end, 60 * MICRO):
        yield at
        if calendar.local(EPOCH + timedelta(microseconds=at)).time() == cut_off:
            yield at + 1


def _working_breaks(calendar: WorkCalendar, amount: int, first: date, last: date, now: int) -> Iterator[int]:
    """The ends of working hours, and the requests whose time runs out at one of them, or at ``now``.

    What runs out just when hours end is due then; a moment later, only after they begin again.
    """
    spans = _spans(calendar, first, last)
    edges = {edge for span in spans for edge in span}
    yield from (edge * MICRO for edge in edges)
    worked = _Worked(spans)
    for edge in edges | {now}:
        for at in worked.before(edge, amount):
            yield from (at * MICRO, at * MICRO + 1)


def _spans(calendar: WorkCalendar, first: date, last: date) -> tuple[tuple[int, int], ...]:
    found = (span for day in _days(first, last) for span in calendar.spans(day))
    return tuple((seconds(opens), seconds(closes)) for opens, closes in found)


class _Worked:
    """Working time as one running total."""

    def __init__(self, spans: tuple[tuple[int, int], ...]) -> None:
        self._spans = spans
        self._opens = [opens for opens, _ in spans]
        self._total = [0]
        for opens, closes in spans:
            self._total.append(self._total[-1] + closes - opens)

    def before(self, moment: int, amount: int) -> Iterator[int]:
        """The moments at which ``amount`` of working time was left to ``moment``: two, where nothing was worked."""
        wanted = self._until(moment) - amount
        for number, opens in enumerate(self._opens):
            if self._total[number] <= wanted <= self._total[number + 1]:
                yield opens + wanted - self._total[number]

    def _until(self, moment: int) -> int:
        number = bisect_right(self._opens, moment) - 1
        if number < 0:
            return 0
        opens, closes = self._spans[number]
        return self._total[number] + min(moment, closes) - opens
