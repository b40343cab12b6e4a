"""A recurring promise against the deadlines that feed it, occurrence by occurrence (`4-attainment`, Chain).

What feeds an occurrence is the last one that is named by the same day or an earlier one: what is due on Monday at
10:00 is to feed what is due on Monday at 09:00, and cannot; what is due on Friday feeds the next Monday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from svcgraph.domain.chain import Clash, Margin, Path, TimedClause
from svcgraph.domain.chain.times import Alike, Dates, Way, latest, timed, utc
from svcgraph.domain.objective.calendar import DAY
from svcgraph.domain.objective.occurrence import Occurrence

NO_CHANGE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """A deadline of the chain that comes before what feeds it; moments in UTC."""

    feeding: TimedClause
    fed: TimedClause | None
    moved: date | None
    arrives: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """How far one occurrence got: when what feeds the promise arrives (UTC), and the clause it comes from."""

    moment: datetime | None = None
    clause: TimedClause | None = None
    moved: date | None = None
    broken: tuple[_Broken, ...] = ()


class Deadlines:
    """One recurring promise and the paths that lead to it."""

    def __init__(self, promise: TimedClause, paths: tuple[Path, ...], dates: Dates) -> None:
        self._promise, self._dates = promise, dates
        self._ways = tuple(dict.fromkeys(timed(path.stretches) for path in paths))
        self._alike = Alike(self._ways)
        self._promised = dates.promised(promise)

    @property
    def fed(self) -> bool:
        """Whether any agreed time feeds the promise at all."""
        return any(self._ways)

    @property
    def times(self) -> int:
        """How many occurrences lie in the window."""
        return len(self._promised)

    def tenable(self, changed: Mapping[str, int]) -> bool:
        """Whether no occurrence clashes when the given clauses are changed."""
        return next(self._clashes(self._alike.under(changed), changed), None) is None

    def clashes(self) -> tuple[Clash, ...]:
        """What feeds something after it is due; of equal clashes of several paths the worst."""
        found: dict[tuple[object, ...], Clash] = {}
        for clash in self._clashes(self._ways, NO_CHANGE):
            key = (clash.nominal, clash.feeding, clash.fed)
            if key not in found or found[key].late < clash.late:
                found[key] = clash
        return tuple(found.values())

    def earlier(self, changed: Mapping[str, int], nominal: date) -> dict[str, tuple[datetime, datetime]]:
        """By when each changed deadline that feeds that occurrence must be due at the latest, and when it is due.

        Every changed clause keeps so many working days after what feeds it; those that need not move are left out.
        """
        promised = next(one for one in self._promised if one.nominal == nominal)
        by: dict[str, datetime] = {}
        due: dict[str, datetime] = {}
        for way in self._ways:
            limit = latest(promised)
            for clause, occurrence in zip(reversed(way), reversed(self._named(way, promised)), strict=True):
                if occurrence is not None and clause.id in changed:
                    by[clause.id] = min(limit, by.get(clause.id, limit))
                    due[clause.id] = latest(occurrence)
                if occurrence is None or clause.id in changed:
                    limit = self._dates.latest_start(clause, limit, changed)
                else:
                    limit = min(limit, latest(occurrence))
        return {one: (self._dates.local(by[one]), self._dates.local(due[one])) for one in by if by[one] < due[one]}

    def margin(self) -> Margin | None:
        """What is mostly left, at least, between the last agreed time and the promise."""
        left = Counter(found for one in self._promised if (found := self._left(one)) is not None)
        if not left:
            return None
        (elapsed, worked), times = min(left.items(), key=lambda one: (-one[1], one[0]))
        return Margin(elapsed=elapsed, worked=worked, times=times, of=len(self._promised))

    def _left(self, promised: Occurrence) -> tuple[int, int] | None:
        arrivals = [self._arrival(way, promised, NO_CHANGE) for way in self._alike.under(NO_CHANGE)]
        moments = [one.moment for one in arrivals if one.moment is not None]
        if not moments or any(one.broken for one in arrivals) or max(moments) > latest(promised):
            return None
        last = max(moments)
        return _minutes(utc(promised.due) - last), _minutes(timedelta(seconds=self._dates.worked(last, promised.due)))

    def _clashes(self, ways: Iterable[Way], changed: Mapping[str, int]) -> Iterator[Clash]:
        for promised in self._promised:
            for way in ways:
                yield from self._of(promised, self._arrival(way, promised, changed))

    def _of(self, promised: Occurrence, arrival: _Arrival) -> Iterator[Clash]:
        for one in arrival.broken:
            yield self._clash(promised, one)
        if arrival.moment is not None and arrival.clause is not None and arrival.moment > latest(promised):
            due = utc(promised.due)
            last = _Broken(feeding=arrival.clause, fed=None, moved=arrival.moved, arrives=arrival.moment, due=due)
            yield self._clash(promised, last)

    def _clash(self, promised: Occurrence, one: _Broken) -> Clash:
        return Clash(
            nominal=promised.nominal,
            feeding=one.feeding,
            fed=one.fed,
            arrives=self._dates.local(one.arrives),
            due=self._dates.local(one.due),
            moved=one.moved,
            needed=None if one.fed else self._needed(promised, one.arrives),
            late=max(1, int((one.arrives - one.due).total_seconds())),
        )

    def _needed(self, promised: Occurrence, arrives: datetime) -> datetime:
        """The same hour on the first working day on which what feeds the promise is there."""
        day, clock = promised.day, self._dates.local(promised.due).time()
        while utc(self._dates.moment(day, clock)) <= arrives:
            day = self._dates.next_worked(day + DAY)
        return self._dates.moment(day, clock)

    def _arrival(self, way: Way, promised: Occurrence, changed: Mapping[str, int]) -> _Arrival:
        """Goes down one path: each deadline must not come before what feeds it; lead times run after it."""
        named = self._named(way, promised)
        moment: datetime | None = None
        moved: date | None = None
        last: TimedClause | None = None
        broken = []
        for clause, occurrence in zip(way, named, strict=True):
            if occurrence is None or clause.id in changed:
                moment = None if moment is None else self._dates.after(moment, clause, changed)
            else:
                due = latest(occurrence)
                if moment is not None and last is not None and moment > due:
                    broken.append(
                        _Broken(feeding=last, fed=clause, moved=moved, arrives=moment, due=utc(occurrence.due))
                    )
                moment, moved = due, occurrence.nominal if occurrence.day != occurrence.nominal else None
            last = clause
        return _Arrival(moment=moment, clause=last, moved=moved, broken=tuple(broken))

    def _named(self, way: Way, promised: Occurrence) -> tuple[Occurrence | None, ...]:
        """The occurrence of each deadline that is to feed ``promised``, from the promise upstream."""
        day, found = promised.nominal, list[Occurrence | None]()
        for clause in reversed(way):
            occurrence = self._dates.feeding(clause, day) if clause.statement.recurrence else None
            day = occurrence.nominal if occurrence else day
            found.append(occurrence)
        return tuple(reversed(found))


def _minutes(left: timedelta) -> int:
    """Seconds, to the whole minute below: what is due before 10:00 comes at 09:59:59 at the latest."""
    return int(left.total_seconds()) // 60 * 60


def clauses_of(paths: Iterable[Path]) -> tuple[TimedClause, ...]:
    """The clauses with a time on the paths, each once, upstream first."""
    places: dict[TimedClause, int] = {}
    for path in paths:
        for place, stretch in enumerate(path.stretches):
            if stretch.clause is not None:
                places[stretch.clause] = max(place, places.get(stretch.clause, 0))
    return tuple(sorted(places, key=lambda one: places[one]))
