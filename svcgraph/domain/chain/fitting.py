"""Whether the agreed times of a chain fit within its promise, and what could change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from svcgraph.domain.chain import Chain, Change, Changes, Example, Fit, Milestone, Path, Scale, TimedClause
from svcgraph.domain.chain.changes import Deciding, Place, Times, Trials, relaxed, smallest
from svcgraph.domain.chain.deadlines import Deadlines, clauses_of
from svcgraph.domain.chain.network import Sums, amounts, fewest, total
from svcgraph.domain.chain.strands import Strands, timed
from svcgraph.domain.chain.times import FLOOR, Dates, amount, common_scale, scale_of, utc

_DAYS = (Scale.WORKING_DAYS, Scale.BUSINESS_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """Below how many working days nobody is asked to go: ``usual``, and by clause.

    ``own`` names a clause by ``reference/criterion`` or ``contract/criterion``: ``("CS-06/d1.c1", 2)``.
    """

    usual: int = FLOOR
    own: tuple[tuple[str, int], ...] = ()

    def of(self, clause: TimedClause) -> int:
        given = dict(self.own)
        return given.get(f"{clause.reference}/{clause.criterion}", given.get(clause.id, self.usual))


def fitted(chain: Chain, dates: Dates, floors: Floors) -> Chain:
    """``chain`` with its agreed times against the promise; unchanged where nothing with a time was promised."""
    clause = chain.clause
    if clause is None or not chain.paths:
        return chain
    if clause.statement.duration is None:
        return _recurring(chain, clause, dates, floors)
    scale = common_scale((clause, *clauses_of(chain.paths)))
    made = _adding(chain, clause, scale, floors) if scale else _moving(chain, clause, dates, floors)
    return replace(made, example=_example(made, clause, dates))


# --- lead times of one unit: they add up -----------------------------------------------------------------------


def _adding(chain: Chain, clause: TimedClause, scale: Scale, floors: Floors) -> Chain:
    given = amounts(chain.paths)
    if not given:
        return replace(chain, fit=Fit.UNVERIFIABLE)
    paths = tuple(replace(path, agreed=total(path, given)) for path in chain.paths)
    promised = amount(clause.statement.duration) if clause.statement.duration else 0
    longest = max(path.agreed or 0 for path in paths)
    made = replace(
        chain,
        paths=paths,
        scale=scale,
        promised=promised,
        agreed=longest,
        slack=promised - longest,
        critical=_critical(paths),
        fit=_fit(chain, exceeded=Sums(paths).conflict(promised, given) is not None),
    )
    return replace(made, changes=_shorter(made, given, promised, floors)) if made.fit is Fit.EXCEEDED else made


def _critical(paths: tuple[Path, ...]) -> int:
    """The longest path; of equal ones that with the most stretches without a time, then the first."""
    return max(range(len(paths)), key=lambda place: (paths[place].agreed or 0, len(paths[place].links), -place))


def _fit(chain: Chain, *, exceeded: bool) -> Fit:
    if exceeded:
        return Fit.EXCEEDED
    unknown = chain.truncated or any(path.open for path in chain.paths)  # a longer path may be among those left out
    return Fit.UNVERIFIABLE if unknown else Fit.FITS


def _shorter(chain: Chain, given: dict[str, int], promised: int, floors: Floors) -> Changes:
    over = tuple(path for path in chain.paths if (path.agreed or 0) > promised)
    clauses, sums = {one.id: one for one in clauses_of(over)}, Sums(over)
    # one place: a lead time that adds up is as long on every date
    trials = Trials((promised,), lambda changed: partial(sums.conflict, given={**given, **changed}))
    most = {one: now - 1 for one, now in given.items()}

    def found(limits: Floors) -> tuple[tuple[tuple[Change, ...], ...], bool]:
        floor = {one: _floor(chain.scale, clause, given[one], limits) for one, clause in clauses.items()}
        saved = {one: given[one] - floor[one] for one in floor if floor[one] < given[one]}
        least = smallest(tuple(saved), trials, floor, least=fewest(over, promised, given, saved))
        times = (relaxed({one: floor[one] for one in chosen}, most, trials) for chosen in least.sets)
        return tuple(map(changes, times)), least.exhaustive

    def changes(times: Times) -> tuple[Change, ...]:
        return tuple(Change(clause=clauses[one], now=given[one], to=to) for one, to in times.items())

    sets, exhaustive = found(floors)
    bare, bare_exhaustive = found(Floors(usual=0))
    return Changes(sets=sets, bare=bare, exhaustive=exhaustive and bare_exhaustive, promise=chain.agreed)


def _floor(scale: Scale | None, clause: TimedClause, now: int, floors: Floors) -> int:
    """A clause that is shorter than its floor stays; one in minutes is shorter than a working day."""
    floor = floors.of(clause)
    return min(now, floor) if scale in _DAYS or floor == 0 else now


# --- lead times of several units: compared on real dates --------------------------------------------------------


def _moving(chain: Chain, clause: TimedClause, dates: Dates, floors: Floors) -> Chain:
    starts = tuple(dates.starts())
    strands = Strands(timed(path.stretches) for path in chain.paths)
    due = {start: dates.after(start, clause, {}) for start in starts}

    today = [dates.ends(one, {}).__getitem__ for one in strands.clauses]
    late_by = {start: int((strands.longest(utc(start), today) - due[start]).total_seconds()) for start in starts}
    # the latest first: what does not help there need not be tried elsewhere
    over = tuple(sorted((one for one in starts if late_by[one] > 0), key=lambda one: (-late_by[one], one)))
    fit = _fit(chain, exceeded=bool(over))
    if not over:
        return replace(chain, fit=fit)

    def at(changed: Times) -> Callable[[datetime], Deciding | None]:
        then = [*today]
        for number, one in enumerate(strands.clauses):
            if one.id in changed:
                then[number] = dates.ends(one, changed).__getitem__
        return lambda start: strands.beyond(due[start], utc(start), then)

    every = len(over) == len(starts)
    return replace(
        chain,
        fit=Fit.EXCEEDED if every else Fit.NOT_ALWAYS,
        changes=_dated(chain, floors, Trials(over, at)),
    )


Earlier = Callable[[Times], Mapping[str, tuple[datetime, datetime]]]


def _dated(chain: Chain, floors: Floors, trials: Trials[Place], earlier: Earlier = lambda _: {}) -> Changes:
    clauses = {one.id: one for one in clauses_of(chain.paths)}

    def found(floor: Times) -> tuple[tuple[tuple[Change, ...], ...], bool]:
        least = smallest(tuple(clauses), trials, floor)
        most = {one: _most(clauses[one], floor[one]) for one in floor}
        times = (relaxed({one: floor[one] for one in chosen}, most, trials) for chosen in least.sets)
        return tuple(map(changes, times)), least.exhaustive

    def changes(times: Times) -> tuple[Change, ...]:
        moved = earlier(times)
        return tuple(_change(clauses[one], to, moved.get(one)) for one, to in times.items())

    sets, exhaustive = found({one: floors.of(clause) for one, clause in clauses.items()})
    bare, bare_exhaustive = found(dict.fromkeys(clauses, 0))
    return Changes(sets=sets, bare=bare, exhaustive=exhaustive and bare_exhaustive)


def _most(clause: TimedClause, floor: int) -> int:
    """A changed lead time in days is a day shorter at least; others stay at their floor."""
    duration = clause.statement.duration
    return duration.number - 1 if duration and scale_of(duration) in _DAYS else floor


def _change(clause: TimedClause, to: int, moved: tuple[datetime, datetime] | None) -> Change:
    if clause.statement.duration is not None:
        return Change(clause=clause, to=to)
    by, instead = moved or (None, None)
    return Change(clause=clause, by=by, instead=instead)


# --- recurring deadlines ----------------------------------------------------------------------------------------


def _recurring(chain: Chain, clause: TimedClause, dates: Dates, floors: Floors) -> Chain:
    line = Deadlines(clause, chain.paths, dates)
    clashes = line.clashes()
    dated = {clash.nominal for clash in clashes}
    if not clashes:
        fits = line.fed and line.times and not chain.truncated
        return replace(chain, fit=Fit.FITS if fits else Fit.UNVERIFIABLE, margin=line.margin())
    worst = max(clashes, key=lambda one: one.late)
    return replace(
        chain,
        fit=Fit.EXCEEDED if len(dated) == line.times else Fit.NOT_ALWAYS,
        clashes=clashes,
        margin=line.margin(),
        changes=_dated(chain, floors, line.trials, lambda changed: line.earlier(changed, worst.nominal)),
    )


# --- one case on real dates --------------------------------------------------------------------------------------


def _example(chain: Chain, clause: TimedClause, dates: Dates) -> Example | None:
    """The critical path from the first working day of the window on; None where it has no agreed time."""
    path = chain.critical_path
    start = next(dates.starts(), None)
    return example(path, clause, dates, start) if path and start else None


def example(path: Path, clause: TimedClause, dates: Dates, start: datetime) -> Example | None:
    """By when each thing leaves, as agreed, when work begins at ``start``; None without an agreed time."""
    milestones = tuple(_milestones(path, dates, start))
    promised = dates.local(dates.after(start, clause, {}))
    return Example(start=dates.local(start), milestones=milestones, promised=promised) if milestones else None


def _milestones(path: Path, dates: Dates, start: datetime) -> Iterator[Milestone]:
    moment = utc(start)
    for stretch in path.stretches:
        if stretch.clause is not None:
            moment = dates.after(moment, stretch.clause, {})
            yield Milestone(link=stretch.link, clause=stretch.clause, due=dates.local(moment))
