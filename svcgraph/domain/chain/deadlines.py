"""A recurring promise against the deadlines that feed it, occurrence by occurrence (`4-attainment`, Chain).

What feeds an occurrence is the last one that is named by the same day or an earlier one: what is due on Monday at
10:00 is to feed what is due on Monday at 09:00, and cannot; what is due on Friday feeds the next Monday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from svcgraph.domain.chain import Clash, Margin, Path, TimedClause
from svcgraph.domain.chain.changes import Deciding, Times, Trials
from svcgraph.domain.chain.strands import Strands, timed
from svcgraph.domain.chain.times import Dates, latest, utc
from svcgraph.domain.objective.calendar import DAY
from svcgraph.domain.objective.occurrence import Occurrence

NO_CHANGE: Times = {}
Ends = Sequence[Mapping[datetime, datetime]]  # by clause


class _Came(NamedTuple):
    """What comes to a point of the ways at the latest: when (UTC), and the clause it comes from.

    ``deciding`` are the clauses since the last deadline that stands, that one too: they alone lead to ``moment``.
    """

    moment: datetime
    clause: TimedClause
    moved: date | None
    deciding: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """A deadline of the chain, or the promise (``fed`` None), that comes before what feeds it; moments in UTC."""

    came: _Came
    fed: TimedClause | None
    due: datetime

    @property
    def late(self) -> timedelta:
        return self.came.moment - self.due


class Deadlines:
    """One recurring promise and the paths that lead to it."""

    def __init__(self, promise: TimedClause, paths: tuple[Path, ...], dates: Dates) -> None:
        self._promise, self._dates = promise, dates
        self._strands = Strands(timed(path.stretches) for path in paths)
        self._promised = dates.promised(promise)
        self._today = [dates.ends(clause, NO_CHANGE) for clause in self._strands.clauses]
        self._feeding = [
            partial(dates.feeding, clause) if clause.statement.recurrence else None for clause in self._strands.clauses
        ]
        self._named: dict[date, list[dict[date, list[Occurrence | None]]]] = {}

    @property
    def fed(self) -> bool:
        """Whether any agreed time feeds the promise at all."""
        return bool(self._strands.clauses)

    @property
    def times(self) -> int:
        """How many occurrences lie in the window."""
        return len(self._promised)

    @property
    def trials(self) -> Trials[Occurrence]:
        """Whether no occurrence clashes when some clauses are changed."""
        return Trials(self._promised, self._trial)

    def _trial(self, changed: Times) -> Callable[[Occurrence], Deciding | None]:
        ends = self._ends(changed)

        def conflict(promised: Occurrence) -> Deciding | None:
            broken = next(self._broken(promised, changed, ends), None)
            if broken is None:
                return None
            return frozenset((*broken.came.deciding, *((broken.fed.id,) if broken.fed else ())))

        return conflict

    def clashes(self) -> tuple[Clash, ...]:
        """What feeds something after it is due; of equal clashes of several paths the worst."""
        ends = self._ends(NO_CHANGE)
        return tuple(clash for promised in self._promised for clash in self._of(promised, ends))

    def _of(self, promised: Occurrence, ends: Ends) -> Iterator[Clash]:
        found: dict[tuple[TimedClause, TimedClause | None], _Broken] = {}
        for one in self._broken(promised, NO_CHANGE, ends):
            key = (one.came.clause, one.fed)
            if key not in found or found[key].late < one.late:
                found[key] = one
        return (self._clash(promised, one) for one in found.values())

    def earlier(self, changed: Times, nominal: date) -> dict[str, tuple[datetime, datetime]]:
        """By when each changed deadline that feeds that occurrence must be due at the latest, and when it is due.

        Every changed clause keeps so many working days after what feeds it; those that need not move are left out.
        """
        promised = next(one for one in self._promised if one.nominal == nominal)
        points, clauses, feeding = self._strands.points, self._strands.clauses, self._feeding
        limits: list[dict[date, datetime]] = [{} for _ in points]
        limits[-1][promised.nominal] = latest(promised)
        by: dict[str, tuple[datetime, datetime]] = {}
        for number in reversed(range(len(points))):
            for (day, limit), (place, before) in product(limits[number].items(), points[number].before):
                clause, named_by = clauses[place], feeding[place]
                occurrence = named_by(day) if named_by else None
                if occurrence is not None and clause.id in changed:
                    by[clause.id] = min((limit, latest(occurrence)), by.get(clause.id, (limit, latest(occurrence))))
                if occurrence is None or clause.id in changed:
                    asked = self._dates.latest_start(clause, limit, changed)
                else:
                    asked = min(limit, latest(occurrence))
                named = occurrence.nominal if occurrence else day
                limits[before][named] = min(asked, limits[before].get(named, asked))
        return {one: (self._dates.local(to), self._dates.local(due)) for one, (to, due) in by.items() if to < due}

    def margin(self) -> Margin | None:
        """What is mostly left, at least, between the last agreed time and the promise."""
        left = Counter(found for one in self._promised if (found := self._left(one)) is not None)
        if not left:
            return None
        (elapsed, worked), times = min(left.items(), key=lambda one: (-one[1], one[0]))
        return Margin(elapsed=elapsed, worked=worked, times=times, of=len(self._promised))

    def _left(self, promised: Occurrence) -> tuple[int, int] | None:
        came: list[_Came] = []
        if any(self._broken(promised, NO_CHANGE, self._ends(NO_CHANGE), came)) or not came:
            return None
        last = max(one.moment for one in came)
        return _minutes(utc(promised.due) - last), _minutes(timedelta(seconds=self._dates.worked(last, promised.due)))

    def _broken(
        self, promised: Occurrence, changed: Times, ends: Ends, came: list[_Came] | None = None
    ) -> Iterator[_Broken]:
        """Goes down all ways at once: each deadline must not come before what feeds it; lead times run after it.

        ``came`` is filled with what feeds the promise.
        """
        strands = self._strands
        reached: list[dict[date, list[_Came]]] = []
        for point, here in zip(strands.points, self._days(promised.nominal), strict=True):
            reached.append({})
            for day, named in here.items():
                found = reached[-1][day] = []
                for (place, before), occurrence in zip(point.before, named, strict=True):
                    clause = strands.clauses[place]
                    if occurrence is not None and clause.id not in changed:
                        due = latest(occurrence)
                        for one in reached[before][occurrence.nominal]:
                            if one.moment > due:
                                yield _Broken(came=one, fed=clause, due=utc(occurrence.due))
                        moved = occurrence.nominal if occurrence.day != occurrence.nominal else None
                        found.append(_Came(due, clause, moved, (clause.id,)))
                        continue
                    earlier = reached[before][occurrence.nominal if occurrence else day]
                    if earlier:
                        last = max(earlier, key=_moment) if len(earlier) > 1 else earlier[0]
                        deciding = (*last.deciding, clause.id)
                        found.append(_Came(ends[place][last.moment], clause, last.moved, deciding))
        for one in reached[-1][promised.nominal]:
            if one.moment > latest(promised):
                yield _Broken(came=one, fed=None, due=utc(promised.due))
        if came is not None:
            came += reached[-1][promised.nominal]

    def _days(self, nominal: date) -> list[dict[date, list[Occurrence | None]]]:
        """The days by which what is to feed the promise of a day is named at each point, from the promise upstream.

        With each, for the clauses that come last there, the occurrence that is to feed it.
        """
        if nominal not in self._named:
            points = self._strands.points
            found: list[dict[date, list[Occurrence | None]]] = [{} for _ in points]
            found[-1][nominal] = []
            for number in reversed(range(len(points))):
                for day, occurrences in found[number].items():
                    for place, before in points[number].before:
                        named = self._feeding[place]
                        occurrence = named(day) if named else None
                        occurrences.append(occurrence)
                        found[before].setdefault(occurrence.nominal if occurrence else day, [])
            self._named[nominal] = found
        return self._named[nominal]

    def _ends(self, changed: Times) -> Ends:
        found = [*self._today]
        for number, clause in enumerate(self._strands.clauses):
            if clause.id in changed:
                found[number] = self._dates.ends(clause, changed)
        return found

    def _clash(self, promised: Occurrence, one: _Broken) -> Clash:
        return Clash(
            nominal=promised.nominal,
            feeding=one.came.clause,
            fed=one.fed,
            arrives=self._dates.local(one.came.moment),
            due=self._dates.local(one.due),
            moved=one.came.moved,
            needed=None if one.fed else self._needed(promised, one.came.moment),
            late=max(1, int(one.late.total_seconds())),
        )

    def _needed(self, promised: Occurrence, arrives: datetime) -> datetime:
        """The same hour on the first working day on which what feeds the promise is there."""
        day, clock = promised.day, self._dates.local(promised.due).time()
        while utc(self._dates.moment(day, clock)) <= arrives:
            day = self._dates.next_worked(day + DAY)
        return self._dates.moment(day, clock)


_moment = attrgetter("moment")


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
