"""The chain against enumeration: random small organisations, worked out a second time the slow way.

``python -m bench.chain_oracle 1000`` compares paths, longest paths, bounds, products, inconsistencies, clashes on
dates and smallest changes; the tests do the same for a hundred. Nothing here uses networkx or `domain.chain`'s rules.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import combinations, pairwise, product

from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.chain import Chain, Fit, TimedClause
from svcgraph.domain.chain.build import chains
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Party, Status
from svcgraph.domain.graph import Activity, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.errors import Place

CASES = 4  # of every link; so many that all ways in which they may coincide can be listed
FLOOR = 1
TODAY = date(2026, 1, 4)  # a Sunday
DAY = timedelta(days=1)
CLIENT = "client"
PROMISE = "p"
Hop = tuple[str, str]  # source and target activity
NOTHING: Mapping[Hop, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Every week on a weekday, before or by an hour."""

    weekday: int
    hour: int
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A small organisation in plain terms. ``times`` are lead times in working days, or weekly deadlines."""

    owner: dict[str, str]  # activity → service
    edges: tuple[Hop, ...]
    end: str
    times: dict[Hop, int | Weekly]
    kept: dict[Hop, int]  # of CASES
    promise: int | Weekly
    off: frozenset[date] = frozenset()
    lying: frozenset[Hop] = frozenset()  # edges that only stored data makes

    @property
    def handoffs(self) -> tuple[Hop, ...]:
        return tuple(hop for hop in self.edges if self.owner[hop[0]] != self.owner[hop[1]])


def world(seed: int, *, weekly: bool) -> World:
    """A random organisation of 2 to 7 activities in up to 4 services, sometimes with loops."""
    dice = random.Random(seed)
    names = [f"a{number}" for number in range(dice.randint(2, 7))]
    owner = {name: f"s{dice.randrange(4)}" for name in names}
    forward = [(one, two) for one, two in combinations(names, 2) if dice.random() < 0.45]
    back = [(two, one) for one, two in combinations(names, 2) if dice.random() < 0.08]
    edges = tuple(dict.fromkeys((*forward, *back)))
    handoffs = [hop for hop in edges if owner[hop[0]] != owner[hop[1]]]
    timed = [hop for hop in handoffs if dice.random() < 0.75]
    times: dict[Hop, int | Weekly] = {hop: dice.randint(1, 4) for hop in timed}
    promise: int | Weekly = dice.randint(1, 10)
    if weekly:
        promise = _weekly(dice)
        times = {hop: _weekly(dice) if dice.random() < 0.7 else dice.randint(1, 2) for hop in timed}
    return World(
        owner=owner,
        edges=edges,
        end=names[-1],
        times=times,
        kept={hop: dice.randint(0, CASES) for hop in handoffs if dice.random() < 0.8},
        promise=promise,
        off=frozenset(TODAY + dice.randrange(400) * DAY for _ in range(12)),
    )


def _weekly(dice: random.Random) -> Weekly:
    return Weekly(weekday=dice.randrange(5), hour=dice.randint(8, 18), strict=dice.random() < 0.5)


# --- the same organisation as the program is given it -----------------------------------------------------------


def worked_out(given: World) -> Chain:
    """The chain of the promise, as the program finds it."""
    contracts, results, clauses = [], [], [_clause("", PROMISE, given.promise)]
    for number, hop in enumerate(given.handoffs):
        if hop not in given.times and hop not in given.kept:
            continue
        contract = f"c{number}"
        contracts.append(_contract(contract, hop, given))
        if hop in given.times:
            clauses.append(_clause(contract, "d1.c1", given.times[hop]))
        if hop in given.kept:
            results.append(_result(contract, given.kept[hop]))
    period = Period(first=TODAY, last=TODAY)
    promise = Promise(id=PROMISE, party=CLIENT, deliverable=Text("Thing", "Thing"), objective=Text())
    (found,) = chains(
        _graph(given),
        contracts,
        Organisation(promises=(promise,)),
        Attainment(as_of=TODAY, period=period, contracts=tuple(results)),
        clauses=clauses,
        calendar=WorkCalendar(days_off=given.off, timezone="UTC"),
        as_of=TODAY,
    )
    return found


def _graph(given: World) -> ServiceGraph:
    services = sorted(set(given.owner.values()))
    return ServiceGraph(
        services=(
            *(Service(id=name, name=Text(name)) for name in services),
            Service(id=CLIENT, name=Text(CLIENT), external=True),
        ),
        activities=tuple(
            Activity(key=key, name=key, service=service, process=0, place=Place(file="x"))
            for key, service in given.owner.items()
        ),
        handoffs=(
            *(_handoff(given, source, target) for source, target in given.handoffs),
            _handoff(given, given.end, ""),
        ),
        steps=given.edges,
        stored=tuple(given.lying),
    )


def _handoff(given: World, source: str, target: str) -> ServiceHandoff:
    return ServiceHandoff(
        supplier=given.owner[source],
        client=given.owner.get(target, CLIENT),
        supplier_path=(),
        client_path=(),
        deliverable=f"{source}-{target}" if target else "Thing",
        named=True,
        via=Via.DATA if (source, target) in given.lying else Via.SEQUENCE,
        file="x",
        process=0,
        source=source,
        target=target,
        source_id=source,
        target_id=target or None,
        source_name=source,
        target_name=target,
        place=Place(file="x"),
    )


def _contract(contract: str, hop: Hop, given: World) -> Contract:
    name = f"{hop[0]}-{hop[1]}"
    thing = Deliverable(id="d1", name=Text(name), from_map=(name,), criteria=(Criterion(id="d1.c1", text=Text("x")),))
    return Contract(
        id=contract,
        supplier=Party(service=given.owner[hop[0]]),
        client=Party(service=given.owner[hop[1]]),
        status=Status.ACTIVE,
        deliverables=(thing,),
    )


def _clause(contract: str, criterion: str, given: int | Weekly) -> TimedClause:
    if isinstance(given, int):
        lasting = Duration(number=given, unit=Unit.DAY, day_kind=DayKind.WORKING)
        return TimedClause(
            contract=contract, criterion=criterion, statement=Statement(kind=Kind.LEAD_TIME, duration=lasting)
        )
    weekly = Recurrence(every=Every.WEEK, weekday=given.weekday)
    statement = Statement(kind=Kind.DEADLINE, recurrence=weekly, clock=time(given.hour), strict=given.strict)
    return TimedClause(contract=contract, criterion=criterion, statement=statement)


def _result(contract: str, kept: int) -> ContractResult:
    counts = Counts(due=CASES, known=CASES, met=kept)
    verdict = Verdict.MET if kept == CASES else Verdict.MISSED
    one = IndicatorResult(contract=contract, clause="d1.c1", indicator="x", verdict=verdict, counts=counts)
    return ContractResult(contract=contract, verdict=verdict, objectives=(one,))


# --- by enumeration ---------------------------------------------------------------------------------------------


class Enumeration:
    """Everything by listing it."""

    def __init__(self, given: World) -> None:
        self.given = given
        self.before: dict[str, list[str]] = {name: [] for name in given.owner}
        for source, target in given.edges:
            self.before[target].append(source)
        self.ways = tuple(dict.fromkeys(map(self.hops, self.walks())))

    def walks(self) -> Iterator[tuple[str, ...]]:
        """Every simple way to the end whose first activity is led to by nothing, or only by what it leads to."""
        for first in self.given.owner:
            if all(self.leads(first, one) for one in self.given.owner if self.leads(one, first)):
                for walk in self._on((first,)):
                    if set(self.before[first]) <= set(walk):
                        yield walk

    def _on(self, walk: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if walk[-1] == self.given.end:
            yield walk
            return
        for source, target in self.given.edges:
            if source == walk[-1] and target not in walk:
                yield from self._on((*walk, target))

    def leads(self, one: str, other: str) -> bool:
        seen, waiting = set[str](), [one]
        while waiting:
            here = waiting.pop()
            for source, target in self.given.edges:
                if source == here and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return other in seen

    def hops(self, walk: tuple[str, ...]) -> tuple[Hop, ...]:
        """Where the way passes from service to service, and the delivery."""
        pairs = pairwise(walk)
        return (*(pair for pair in pairs if pair in self.given.handoffs), (self.given.end, ""))

    def own_work(self, activity: str) -> set[str]:
        """What leads to an activity inside its service, itself included."""
        found = {activity}
        while more := {
            source
            for source, target in self.given.edges
            if target in found and source not in found and self.given.owner[source] == self.given.owner[activity]
        }:
            found |= more
        return found

    def time_of(self, hop: Hop) -> tuple[Hop, int | Weekly] | None:
        """The clause on this very thing; where nothing at all was agreed, the tightest of the same activity."""
        if hop in self.given.times:
            return hop, self.given.times[hop]
        beside = [(other, given) for other, given in self.given.times.items() if other[0] == hop[0]]
        order = {other: f"c{number}" for number, other in enumerate(self.given.handoffs)}
        return min(
            beside,
            key=lambda one: (isinstance(one[1], Weekly), one[1] if isinstance(one[1], int) else 0, order[one[0]]),
            default=None,
        )

    # --- lead times ---

    def total(self, way: tuple[Hop, ...], changed: Mapping[Hop, int] = NOTHING) -> int:
        """The agreed times of a way, forwards: when each thing leaves, at the latest."""
        leaves: list[int] = []
        for place, hop in enumerate(way):
            clause = self.time_of(hop)
            if clause is None:
                leaves.append(leaves[-1] if leaves else 0)
                continue
            days = clause[1] if isinstance(clause[1], int) else 0
            begun = self.begins(way, place)
            leaves.append((0 if begun is None else leaves[begun]) + changed.get(clause[0], days))
        return leaves[-1]

    def begins(self, way: tuple[Hop, ...], place: int) -> int | None:
        """The first thing on the way that reaches the supplier's own work; None: the way begins with it."""
        work = self.own_work(way[place][0])
        if way[0][0] in work:
            return None
        return next(number for number in range(place) if way[number][1] in work)

    def clauses(self) -> tuple[Hop, ...]:
        found = (self.time_of(hop) for way in self.ways for hop in way)
        return tuple(dict.fromkeys(one[0] for one in found if one))

    def smallest(self, floor: int = FLOOR) -> set[frozenset[Hop]]:
        """All sets of clauses of the smallest size whose change to the floor is enough."""
        promised = self.given.promise
        assert isinstance(promised, int)
        return self._smallest(lambda chosen: self.enough(self.floored(chosen, floor), promised))

    def enough(self, changed: Mapping[Hop, int], promised: int) -> bool:
        """Whether every way fits with these times."""
        return all(self.total(way, changed) <= promised for way in self.ways)

    def floored(self, chosen: Iterable[Hop], floor: int) -> dict[Hop, int]:
        """The chosen lead times at their floor; one that is shorter stays."""
        times = self.given.times
        return {hop: min(days, floor) for hop in chosen if isinstance(days := times[hop], int)}

    def _smallest(self, enough: object) -> set[frozenset[Hop]]:
        clauses = self.clauses()
        for size in range(len(clauses) + 1):
            found = {frozenset(chosen) for chosen in combinations(clauses, size) if enough(chosen)}  # type: ignore[operator]
            if found:
                return found
        return set()

    # --- how often everything is kept ---

    def shares(self, way: tuple[Hop, ...]) -> list[int | None]:
        return [self.kept(hop) for hop in way]

    def kept(self, hop: Hop) -> int | None:
        """Of a thing about which something was agreed; of another, that of the clause which bounds it."""
        if hop in self.given.times or hop in self.given.kept:
            return self.given.kept.get(hop)
        clause = self.time_of(hop)
        return self.given.kept.get(clause[0]) if clause else None

    @staticmethod
    def bounds(shares: list[int | None]) -> tuple[Fraction, Fraction]:
        """The fewest and the most cases in which all links may have been kept, over all ways to coincide."""
        reached = {(1 << CASES) - 1}
        for kept in shares:
            sets = [mask for mask in range(1 << CASES) if kept is None or mask.bit_count() == kept]
            reached = {have & more for have in reached for more in sets}
        counts = [mask.bit_count() for mask in reached]
        return Fraction(min(counts), CASES), Fraction(max(counts), CASES)

    @staticmethod
    def independent(shares: list[int | None]) -> Fraction | None:
        """The share of all combinations of cases in which every link was kept."""
        if None in shares:
            return None
        lists = [[case < (kept or 0) for case in range(CASES)] for kept in shares]
        drawn = [all(one) for one in product(*lists)]
        return Fraction(sum(drawn), len(drawn))

    # --- deadlines, on dates ---

    def worked(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.given.off

    def next_worked(self, day: date) -> date:
        while not self.worked(day):
            day += DAY
        return day

    def due(self, weekly: Weekly, nominal: date) -> datetime:
        """The last second that keeps it."""
        moment = datetime.combine(self.next_worked(nominal), time(weekly.hour), UTC)
        return moment - timedelta(seconds=1) if weekly.strict else moment

    def later(self, moment: datetime, days: int) -> datetime:
        day = moment.date()
        for _ in range(days):
            day = self.next_worked(day + DAY)
        return datetime.combine(day, time(23, 59, 59), UTC)

    def clashing(self, changed: Iterable[Hop] = ()) -> set[date]:
        """The nominal dates of the promise on which some way does not fit."""
        promised, found = self.given.promise, set()
        assert isinstance(promised, Weekly)
        day = TODAY - 60 * DAY
        while day <= date(2027, 1, 4):
            moved = self.next_worked(day)
            asked = day.weekday() == promised.weekday and TODAY < moved <= date(2027, 1, 4)
            if asked and not all(self.fits(way, day, frozenset(changed)) for way in self.ways):
                found.add(day)
            day += DAY
        return found

    def fits(self, way: tuple[Hop, ...], nominal: date, changed: frozenset[Hop]) -> bool:
        promised = self.given.promise
        assert isinstance(promised, Weekly)
        cut = self.cut(way)
        named, feeding = {}, nominal
        for place in reversed(cut):
            clause = self.time_of(way[place])
            if clause and isinstance(clause[1], Weekly):
                while feeding.weekday() != clause[1].weekday:
                    feeding -= DAY
                named[place] = feeding
        moment: datetime | None = None
        for place in cut:
            clause = self.time_of(way[place])
            if clause is None:
                continue
            if isinstance(clause[1], Weekly) and clause[0] not in changed:
                due = self.due(clause[1], named[place])
                if moment is not None and moment > due:
                    return False
                moment = due
            elif moment is not None:
                days = min(clause[1], FLOOR) if isinstance(clause[1], int) and clause[0] in changed else clause[1]
                moment = self.later(moment, days if isinstance(days, int) else FLOOR)
        return moment is None or moment <= self.due(promised, nominal)

    def cut(self, way: tuple[Hop, ...]) -> list[int]:
        """The places that count: what lies within a lead time does not."""
        places, here = list[int](), len(way) - 1
        while here >= 0:
            places.append(here)
            clause = self.time_of(way[here])
            begun = self.begins(way, here) if clause and isinstance(clause[1], int) else here - 1
            here = -1 if begun is None else begun
        return places[::-1]

    def smallest_dated(self) -> set[frozenset[Hop]]:
        return self._smallest(lambda chosen: not self.clashing(chosen))


# --- the comparison ------------------------------------------------------------------------------------------------


def differences(seed: int, *, weekly: bool) -> list[str]:
    """What the program and the enumeration do not agree on; nothing when all is well."""
    given = world(seed, weekly=weekly)
    slow, found = Enumeration(given), worked_out(given)
    wrong = [*_paths(slow, found), *(_dates(slow, found) if weekly else _sums(slow, found))]
    return [f"seed {seed}: {one}" for one in wrong]


def _paths(slow: Enumeration, found: Chain) -> Iterator[str]:
    ways = {tuple((link.handoff.source, link.handoff.target) for link in path.links): path for path in found.paths}
    if set(ways) != set(slow.ways):
        yield f"paths {sorted(ways)} instead of {sorted(slow.ways)}"
        return
    for way, path in ways.items():
        shares = slow.shares(way)
        if (path.odds.low, path.odds.high) != slow.bounds(shares):
            yield f"bounds of {way}: {path.odds} instead of {slow.bounds(shares)}"
        if path.odds.measured and path.odds.product != slow.independent(shares):
            yield f"product of {way}: {path.odds.product} instead of {slow.independent(shares)}"


def _hop(clause: TimedClause, given: World) -> Hop:
    return given.handoffs[int(clause.contract[1:])]


def _sums(slow: Enumeration, found: Chain) -> Iterator[str]:
    promised = slow.given.promise
    assert isinstance(promised, int)
    longest = max(map(slow.total, slow.ways))
    if slow.clauses() and found.agreed != longest:
        yield f"longest {found.agreed} instead of {longest}"
    if (found.fit is Fit.EXCEEDED) != (longest > promised):
        yield f"fit {found.fit} with {longest} for {promised}"
    if longest > promised:
        for name, sets, floor in (("floor", found.changes.sets, FLOOR), ("bare", found.changes.bare, 0)):
            made = {frozenset(_hop(one.clause, slow.given) for one in chosen) for chosen in sets}
            if made != slow.smallest(floor):
                yield f"smallest changes ({name}) {made} instead of {slow.smallest(floor)}"
        yield from _relaxed(slow, found, promised)


def _relaxed(slow: Enumeration, found: Chain, promised: int) -> Iterator[str]:
    """The changed times fit, and none of them could be a day longer."""
    for chosen in found.changes.sets:
        to = {_hop(one.clause, slow.given): one.to or 0 for one in chosen}
        if not slow.enough(to, promised):
            yield f"change {to} is not enough"
        for hop, days in to.items():
            now = slow.given.times[hop]
            if isinstance(now, int) and days + 1 < now and slow.enough({**to, hop: days + 1}, promised):
                yield f"change {to} asks too much of {hop}"


def _dates(slow: Enumeration, found: Chain) -> Iterator[str]:
    expected = slow.clashing()
    made = {clash.nominal for clash in found.clashes}
    if made != expected:
        yield f"clashes on {sorted(made ^ expected)}"
    elif expected:
        sets = {frozenset(_hop(one.clause, slow.given) for one in chosen) for chosen in found.changes.sets}
        if sets != slow.smallest_dated():
            yield f"smallest changes {sets} instead of {slow.smallest_dated()}"


def main(number: int) -> int:
    """Compares ``number`` organisations with lead times and as many with deadlines; 1 when one differs."""
    wrong = [one for seed in range(number) for weekly in (False, True) for one in differences(seed, weekly=weekly)]
    for one in wrong[:20]:
        sys.stdout.write(one + "\n")
    told = [worked_out(world(seed, weekly=False)) for seed in range(number)]
    sys.stdout.write(
        f"{number} organisations with lead times, {number} with deadlines: {len(wrong)} differences; "
        f"{sum(len(one.paths) for one in told)} paths, {sum(one.fit is Fit.EXCEEDED for one in told)} inconsistent, "
        f"{sum(bool(one.loops) for one in told)} with loops\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
