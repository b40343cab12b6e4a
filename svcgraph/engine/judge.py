"""The whole judgement: contracts and promises against what was read of them, as of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from svcgraph.domain.attainment import (
    Attainment,
    ContractResult,
    Counts,
    IndicatorResult,
    Period,
    ServiceCounts,
    Verdict,
)
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.verdict import (
    ENOUGH_COVERAGE,
    Case,
    contract_result,
    elapsed_share,
    judge_closed,
    judge_running,
)
from svcgraph.domain.contract import Contract
from svcgraph.domain.objective import Every
from svcgraph.domain.objective.calendar import WorkCalendar, add_months, seconds
from svcgraph.domain.objective.period import MOST_MONTHS, closed_months, months_of, running_month, split
from svcgraph.domain.organisation import Promise
from svcgraph.engine.clauses import PROMISES, Clause, contract_clauses, indicators, promise_clause
from svcgraph.engine.due import Moment
from svcgraph.engine.ledger import Asked, Ledger, PythonLedger, Tally
from svcgraph.engine.made import Listed, Made
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.preconditions import excused_by_client
from svcgraph.engine.undelivered import without_undelivered
from svcgraph.errors import Fault, FaultList, Severity, UsageError
from svcgraph.i18n import mark

DAY = timedelta(days=1)
ENOUGH = 3  # occurrences, under which the window grows (`4-attainment`)
LONGEST_PAST, LONGEST_FUTURE = 30 * 12, 24  # months around the day that readings may widen what is worked out

# Worst first (`7-rulings`), for counts of a service's contracts.
ORDER = (
    *(Verdict.MISSED, Verdict.AT_RISK, Verdict.UNDETERMINED, Verdict.NO_DATA, Verdict.OPEN, Verdict.ON_TRACK),
    *(Verdict.SECURED, Verdict.MET, Verdict.NOT_DUE, Verdict.NOT_MEASURABLE),
)


def judge(
    contracts: Iterable[Contract],
    *,
    history: Iterable[Contract],
    promises: Iterable[Promise],
    readings: Iterable[Reading],
    calendar: WorkCalendar,
    as_of: date,
    period: Period | None = None,
    calendars: Iterable[tuple[str, WorkCalendar]] = (),
    ledger: Ledger | None = None,
) -> Attainment:
    """Attainment over ``period`` as it stood at the end of ``as_of``, with the running month beside.

    ``contracts`` are the current versions, of which those in force are judged; ``history`` the earlier ones: the
    version in force on the day an occurrence is due judges it. ``calendars`` are those of other countries, by the
    name under which objectives ask for them. Without a ``period``: the last three closed months,
    and an objective with under 3 occurrences looks back further, up to 12 months, which its result says.
    ``ledger``: the engine that counts, with ``readings`` in it; by default Python counts ``readings``.
    Raises `UsageError` for days of years whose public holidays are not known.
    """
    laid = lay_out(
        contracts,
        history=history,
        promises=promises,
        readings=readings,
        calendar=calendar,
        as_of=as_of,
        period=period,
        calendars=calendars,
        ledger=ledger,
    )
    judged = laid.attainment(period or closed_months(as_of), grows=period is None)
    return replace(judged, running=laid.attainment(running_month(as_of), grows=False), faults=laid.faults)


def lay_out(
    contracts: Iterable[Contract],
    *,
    history: Iterable[Contract],
    promises: Iterable[Promise],
    readings: Iterable[Reading],
    calendar: WorkCalendar,
    as_of: date,
    period: Period | None = None,
    calendars: Iterable[tuple[str, WorkCalendar]] = (),
    ledger: Ledger | None = None,
) -> Desk:
    """Everything due around ``period`` with what was read of it, of which `judge` takes slices; raises as it does."""
    _refuse_unknown_years(calendar, as_of, period)
    known, told = ledger or PythonLedger(readings), FaultList()
    end = seconds(calendar.moment(as_of + DAY, time(0)))
    now = Moment(calendar=calendar, end=end, others=tuple(calendars))
    clerk = _Clerk(known, now, as_of, life=_life(known.extent(), calendar, as_of, period), told=told)
    desk = clerk.desk(tuple(contracts), tuple(history), tuple(promises))
    _tell_strangers(known, desk, told)
    return replace(
        desk, faults=tuple(sorted(set(told.faults), key=lambda fault: (fault.place, fault.code, fault.parameters)))
    )


def _refuse_unknown_years(calendar: WorkCalendar, as_of: date, period: Period | None) -> None:
    first, last = calendar.years[0] + 2, calendar.years[1] - 2
    asked = (as_of, period.first, period.last) if period else (as_of,)
    if not all(first <= day.year <= last for day in asked):
        said = mark("The working calendar is known from {first} to {last} only.")
        raise UsageError(said, first=first, last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One clause with everything that was or will be due for it."""

    clause: Clause
    made: Made
    cases: bool
    readings: tuple[Reading, ...] = ()  # all of the indicator, those replaced or not known yet too

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """One by one: engines make them when they are looked at."""
        return self.made.outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    contract: Contract
    objectives: tuple[Timeline, ...]
    expectations: tuple[Timeline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All timelines of a workspace, worked out once; every period is a slice of them."""

    as_of: date
    agreements: tuple[Agreement, ...]
    promises: tuple[Timeline, ...]
    others: frozenset[str]  # contracts that exist but are not in force: their readings are no strangers
    earlier: frozenset[str]  # indicators of earlier versions
    faults: tuple[Fault, ...] = ()  # what was odd about clauses and readings

    def attainment(self, period: Period, *, grows: bool) -> Attainment:
        pairs = [(one.contract, self._contract(one, period, grows)) for one in self.agreements]
        return Attainment(
            as_of=self.as_of,
            period=period,
            contracts=tuple(result for _, result in pairs),
            promises=tuple(self.result(one, period, grows) for one in self.promises),
            services=_services(pairs),
        )

    def _contract(self, agreement: Agreement, period: Period, grows: bool) -> ContractResult:
        objectives = tuple(self.result(one, period, grows) for one in agreement.objectives)
        expectations = tuple(self.result(one, period, grows) for one in agreement.expectations)
        return contract_result(agreement.contract.id, objectives, expectations)

    def result(self, line: Timeline, period: Period, grows: bool) -> IndicatorResult:
        """One objective over ``period``, or over the longer one to which it ``grows``."""
        clause = line.clause
        window = _grown(line, period) if grows else period
        stated = clause.now.target
        goal = line.made.target(window, stated)
        blank = IndicatorResult(
            contract=clause.contract,
            clause=clause.criterion,
            indicator=clause.indicator,
            verdict=Verdict.NOT_MEASURABLE,
            period=window,
            key=clause.key,
            reason=clause.now.reason,
            minimum_sample=clause.minimum_sample,
            comparable=window.last <= self.as_of and _as_now(line, window),
        )
        if clause.now.statement is None:
            return blank
        (counts,) = line.made.counts((window,))
        case = Case(target=goal, alert=clause.now.alert, cases=line.cases, months=months_of(window))
        judgement = (
            judge_closed(counts, case)
            if window.last <= self.as_of
            else judge_running(counts, case, elapsed_share(window, (self.as_of - window.first).days + 1))
        )
        return replace(
            blank,
            verdict=judgement.verdict,
            counts=counts,
            target=goal,
            target_stated=clause.now.statement.share is not None or goal != 1,
            cases=line.cases,
            low=judgement.low,
            high=judgement.high,
            subject_to=judgement.subject_to,
            estimated=line.cases and counts.estimated > 0,
            grown=window != period,
            months=_by_month(line, window),
            missing=line.made.missing(window),
            comparable=blank.comparable and not _is_thin(counts),
        )


def _as_now(line: Timeline, period: Period) -> bool:
    """Whether the objective said over the whole period what it says now."""
    inside = [one for one in line.clause.terms if one.first <= period.last and one.last >= period.first]
    return bool(inside) and all(one.statement == line.clause.now.statement for one in inside)


def _is_thin(counts: Counts) -> bool:
    """Coverage under 90 %: what has no reading could be the trend."""
    return counts.known < counts.due * ENOUGH_COVERAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A contract with its clauses: what is owed, and what is expected of the client."""

    contract: Contract
    owed: tuple[Clause, ...]
    expected: tuple[Clause, ...]


class _Clerk:
    """Puts every reading to its clause."""

    def __init__(self, ledger: Ledger, now: Moment, as_of: date, life: Period, told: FaultList) -> None:
        self._ledger, self._now, self._as_of, self._life, self._told = ledger, now, as_of, life, told
        self._tally: Tally

    def desk(
        self, contracts: tuple[Contract, ...], history: tuple[Contract, ...], promises: tuple[Promise, ...]
    ) -> Desk:
        drawn = [self._drawn(one, history) for one in contracts if one.status.binding]
        promised = tuple(promise_clause(one, self._told) for one in promises)
        clauses = (*(clause for one in drawn for clause in (*one.owed, *one.expected)), *promised)
        asked = Asked(clauses=clauses, as_of=self._as_of, life=self._life, now=self._now)
        self._tally = self._ledger.tally(asked, self._told)
        return Desk(
            as_of=self._as_of,
            agreements=tuple(map(self._agreement, drawn)),
            promises=tuple(map(self.timeline, promised)),
            others=frozenset(one.id for one in contracts),
            earlier=frozenset(name for one in history for name in indicators(one)),
        )

    def _drawn(self, contract: Contract, versions: tuple[Contract, ...]) -> _Drawn:
        history = [one for one in versions if one.id == contract.id]
        owed, expected = contract_clauses(contract, history, self._as_of, self._told)
        return _Drawn(contract=contract, owed=owed, expected=expected)

    def _agreement(self, drawn: _Drawn) -> Agreement:
        expectations = self._timelines(drawn.expected)
        given = {line.clause.criterion: line for line in expectations}
        objectives = tuple(_with_excuses(line, given) for line in self._timelines(drawn.owed))
        return Agreement(contract=drawn.contract, objectives=objectives, expectations=expectations)

    def _timelines(self, clauses: tuple[Clause, ...]) -> tuple[Timeline, ...]:
        done = {one.criterion: self.timeline(one) for one in clauses if not one.follows}
        for one in clauses:
            if one.follows:
                deadline = done.get(one.follows)
                done[one.criterion] = self.timeline(one, deadline.outcomes if deadline else None)
        return tuple(_without_undelivered(done[one.criterion], done.get(one.beside)) for one in clauses)

    def timeline(self, clause: Clause, followed: tuple[Outcome, ...] | None = None) -> Timeline:
        self._tell_calendar(clause)
        found = self._tally.counted(clause, followed, self._told)
        return Timeline(clause=clause, made=found.made, cases=found.cases, readings=found.readings)

    def _tell_calendar(self, clause: Clause) -> None:
        asked = clause.now.calendar
        if asked and asked not in dict(self._now.others):
            said = mark("No public holidays are known for “{calendar}”: the organisation's count. Write BE, or DE-BY.")
            self._told.add("calendar-not-read", clause.place, said, severity=Severity.WARNING, calendar=asked)


def _without_undelivered(line: Timeline, deadline: Timeline | None) -> Timeline:
    if deadline is None or line.cases:
        return line
    return _with(line, without_undelivered(line.outcomes, deadline.outcomes))


def _with(line: Timeline, outcomes: tuple[Outcome, ...]) -> Timeline:
    return replace(line, made=Listed(outcomes=outcomes, cases=line.cases))


def _with_excuses(line: Timeline, given: dict[str, Timeline]) -> Timeline:
    preconditions = [given[one] for one in line.clause.depends_on if one in given and not given[one].cases]
    if line.cases or not preconditions:
        return line
    made = line.outcomes
    for precondition in preconditions:
        made = excused_by_client(made, precondition.outcomes)
    return _with(line, made)


def _life(days: tuple[date, ...], calendar: WorkCalendar, as_of: date, period: Period | None) -> Period:
    """The days over which everything due is worked out: a year back, and all that readings speak of."""
    judged = period or closed_months(as_of)
    first = min([judged.first, closed_months(as_of, MOST_MONTHS).first, *days])
    last = max([judged.last, running_month(as_of).last, *days])
    low = max(add_months(as_of, -LONGEST_PAST), date(calendar.years[0] + 1, 1, 1))
    high = min(max(add_months(as_of, LONGEST_FUTURE), judged.last), date(calendar.years[1] - 1, 12, 31))
    return Period(first=max(first, low).replace(month=1, day=1), last=date(min(last, high).year, 12, 31))


def _grown(line: Timeline, period: Period) -> Period:
    """Under 3 occurrences the window grows by whole months, up to 12 (`4-attainment`)."""
    window = period
    while _due_in(line, window) < ENOUGH and months_of(window) < MOST_MONTHS:
        window = Period(first=add_months(window.first, -1), last=window.last)
    return window if _due_in(line, window) > _due_in(line, period) else period


def _due_in(line: Timeline, window: Period) -> int:
    return line.made.counts((window,))[0].due


def _by_month(line: Timeline, window: Period) -> tuple[tuple[Period, Counts], ...]:
    months = tuple(split(window, Every.MONTH))
    return tuple(zip(months, line.made.counts(months), strict=True))


def _services(pairs: list[tuple[Contract, ContractResult]]) -> tuple[ServiceCounts, ...]:
    supplied: dict[str, Counter[Verdict]] = {}
    received: dict[str, Counter[Verdict]] = {}
    for contract, result in pairs:
        supplied.setdefault(contract.supplier.service, Counter())[result.verdict] += 1
        received.setdefault(contract.client.service, Counter())[result.verdict] += 1
    return tuple(
        ServiceCounts(
            service=service,
            as_supplier=_ordered(supplied.get(service, Counter())),
            as_client=_ordered(received.get(service, Counter())),
        )
        for service in sorted(supplied.keys() | received.keys())
    )


def _ordered(counted: Counter[Verdict]) -> tuple[tuple[Verdict, int], ...]:
    return tuple((verdict, counted[verdict]) for verdict in ORDER if counted[verdict])


def _tell_strangers(ledger: Ledger, desk: Desk, told: FaultList) -> None:
    """Readings of an indicator that no contract and no promise has: the first line of each is told."""
    lines = [line for one in desk.agreements for line in (*one.objectives, *one.expectations)]
    known = {line.clause.indicator for line in (*lines, *desk.promises)} | desk.earlier
    in_force = {one.contract.id for one in desk.agreements}

    def is_strange(indicator: str) -> bool:
        owner = indicator.partition("/")[0]
        return indicator not in known and (owner in in_force or owner == PROMISES or owner not in desk.others)

    places = dict(ledger.places(is_strange))
    for indicator, place in places.items():
        said = mark("No contract in force and no promise has the indicator “{indicator}”.")
        told.add("unknown-indicator", place, said, severity=Severity.WARNING, indicator=indicator)
