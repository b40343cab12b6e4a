"""How a verdict came about, down to the readings, for `svcgraph explain`. Counted in plain Python, the oracle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from svcgraph.domain.attainment import ContractResult, IndicatorResult, Period, Verdict
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.reckoning import Reckoning, Rule, reckon
from svcgraph.domain.attainment.verdict import Case, elapsed_share
from svcgraph.domain.contract import Contract
from svcgraph.domain.objective.period import months_of, running_month
from svcgraph.engine.clauses import Clause, Term
from svcgraph.engine.judge import Desk, Timeline
from svcgraph.engine.outcome import Outcome
from svcgraph.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One occurrence, what became of it, and the readings that were corrected since."""

    outcome: Outcome
    replaced: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One period of one objective: verdict, figures, and every occurrence due in it."""

    result: IndicatorResult
    reckoning: Reckoning
    told: tuple[Told, ...]

    @property
    def period(self) -> Period:
        """The period looked at; it may have grown."""
        return self.result.period or Period(first=date.min, last=date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One objective: its terms over the period, the period judged, the month that is not over, and what was left aside.

    ``terms`` are those that judge something in the period, oldest first. ``aside`` are the findings about its readings.
    """

    clause: Clause
    case: Case
    terms: tuple[Term, ...]
    judged: Looked
    running: Looked
    aside: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractAccount:
    contract: Contract
    result: ContractResult
    objectives: tuple[Account, ...] = ()
    expectations: tuple[Account, ...] = ()


def contract_account(desk: Desk, contract: str, period: Period, *, grows: bool) -> ContractAccount | None:
    """How the verdict on a contract in force came about; None where it is not in force."""
    return next(iter(contract_accounts(desk, period, grows=grows, only=contract)), None)


def contract_accounts(desk: Desk, period: Period, *, grows: bool, only: str = "") -> tuple[ContractAccount, ...]:
    """The same of every contract in force, judged once; ``only`` is the id of one of them."""
    asked = [one for one in desk.agreements if not only or one.contract.id == only]
    clerk = _Clerk(desk, period, grows)
    judged = {one.contract: one for one in desk.attainment(period, grows=grows).contracts} if asked else {}
    return tuple(
        ContractAccount(
            contract=one.contract,
            result=judged[one.contract.id],
            objectives=tuple(map(clerk.account, one.objectives)),
            expectations=tuple(map(clerk.account, one.expectations)),
        )
        for one in asked
    )


def promise_account(desk: Desk, promise: str, period: Period, *, grows: bool) -> Account | None:
    """How the verdict on a promise came about; None where there is none of that id."""
    line = next((one for one in desk.promises if one.clause.criterion == promise), None)
    return _Clerk(desk, period, grows).account(line) if line else None


class _Clerk:
    def __init__(self, desk: Desk, period: Period, grows: bool) -> None:
        self._desk, self._period, self._grows = desk, period, grows

    def account(self, line: Timeline) -> Account:
        judged = self._looked(line, self._period, self._grows)
        return Account(
            clause=line.clause,
            case=_case(line, judged.result),
            terms=tuple(one for one in line.clause.terms if _speaks(one, judged.period)),
            judged=judged,
            running=self._looked(line, running_month(self._desk.as_of), False),
            aside=tuple(one for one in self._desk.faults if one.place in _places(line.readings)),
        )

    def _looked(self, line: Timeline, period: Period, grows: bool) -> Looked:
        result = self._desk.result(line, period, grows)
        window = result.period or period
        inside = tuple(one for one in line.outcomes if window.first <= one.occurrence.day <= window.last)
        return Looked(
            result=result,
            reckoning=self._reckoning(line, result, window),
            told=tuple(Told(outcome=one, replaced=tuple(_replaced(one, line.readings))) for one in inside),
        )

    def _reckoning(self, line: Timeline, result: IndicatorResult, window: Period) -> Reckoning:
        if result.verdict is Verdict.NOT_MEASURABLE:
            return Reckoning(rule=Rule.NOT_MEASURABLE, verdict=result.verdict)
        passed = (self._desk.as_of - window.first).days + 1
        elapsed = elapsed_share(window, passed) if window.last > self._desk.as_of else None
        return reckon(result.counts, _case(line, result), elapsed=elapsed)


def _case(line: Timeline, result: IndicatorResult) -> Case:
    months = months_of(result.period) if result.period else 1
    return Case(target=result.target, alert=line.clause.now.alert, cases=line.cases, months=months)


def _speaks(term: Term, window: Period) -> bool:
    return term.first <= window.last and term.last >= window.first


def _places(readings: Iterable[Reading]) -> set[object]:
    return {one.place for one in readings}


def _replaced(outcome: Outcome, readings: tuple[Reading, ...]) -> Iterable[Reading]:
    """What the readings of an occurrence correct, the latest correction first."""
    known = {one.id: one for one in readings if one.id}
    waiting, seen = [one.replaces for one in outcome.readings if one.replaces], set[str]()
    while waiting:
        identity = waiting.pop(0)
        found = known.get(identity)
        if found is not None and identity not in seen:
            seen.add(identity)
            yield found
            waiting.append(found.replaces)
