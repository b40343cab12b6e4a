"""What is judged: the criteria of contracts and the promises, with the terms that were in force when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction

from svcgraph.domain.attainment import Alert
from svcgraph.domain.contract import (
    MINIMUM_SAMPLE,
    ClauseState,
    Contract,
    Criterion,
    Deliverable,
    Objective,
    Party,
)
from svcgraph.domain.objective import Bounds, Kind, Statement
from svcgraph.domain.organisation import DayOff, Frequency, Promise
from svcgraph.domain.session import CountingRules
from svcgraph.domain.text import Text
from svcgraph.engine import counting
from svcgraph.errors import Fault, FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.sentences.alert import parse_alert
from svcgraph.sentences.parse import parse_text
from svcgraph.sentences.refusal import Refused

DAY = timedelta(days=1)
PROMISES = "promises"
AT_EACH_DELIVERY = (Frequency.CONTINUOUS, Frequency.OCCASIONAL)  # "à chaque remise"

NO_OBJECTIVE = mark("no objective yet")
TEXT_ONLY = mark("the objective is text only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A clause as one version of the contract says it, in force from ``first`` to ``last``."""

    first: date = date.min
    last: date = date.max
    statement: Statement | None = None
    reason: str = ""  # why it is not measurable
    alert: Alert | None = None
    day_off: DayOff | None = None
    cut_off: time | None = None
    frequency: Frequency | None = None
    aggregate: str = "last"
    timezone: str = ""  # of the sentence's hours; "": the workspace's
    calendar: str = ""  # whose holidays count; "": the organisation's

    @property
    def target(self) -> Fraction:
        """T: the share that the objective states, else all (`4-attainment`)."""
        stated = self.statement.share if self.statement else None
        return Fraction(1) if stated is None else stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One criterion of a contract, or one promise. ``follows`` is the deadline whose deliveries it looks at."""

    contract: str
    criterion: str
    indicator: str
    key: bool = False
    minimum_sample: int = MINIMUM_SAMPLE
    depends_on: tuple[str, ...] = ()
    owing: tuple[str, ...] = ()  # ids of the people on the side that owes it: they cannot excuse it
    follows: str = ""  # criterion id
    beside: str = ""  # criterion id of the deadline of the same deliverable, for measures of their own rhythm
    terms: tuple[Term, ...] = ()
    now: Term = Term()  # as the version in force says it
    place: Place


def contract_clauses(
    contract: Contract, history: Iterable[Contract], as_of: date, faults: FaultList
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """Objectives and expectations of ``contract`` as of a day; each knows the terms of all versions."""
    versions = _intervals(contract, history)
    shown = next((one for one, first, _ in reversed(versions) if first <= as_of), versions[0][0])
    return (
        _owed_by(shown.supplier, _clauses(shown, shown.deliverables, versions, faults)),
        _owed_by(shown.client, _clauses(shown, shown.expectations, versions, faults)),
    )


def promise_clause(promise: Promise, faults: FaultList, file: str = "processes/organisation.yaml") -> Clause:
    """A promise to an external client: the same in all time."""
    place = Place(file=file, line=promise.line, element=promise.id)
    statement, reason = _stated(Objective(text=promise.objective), place, faults)
    term = Term(
        statement=statement,
        reason=reason,
        alert=_alert(promise.alert, statement, place, faults),
        frequency=Frequency.MONTHLY,
    )
    indicator = f"{PROMISES}/{promise.id}"
    return Clause(contract="", criterion=promise.id, indicator=indicator, terms=(term,), now=term, place=place)


Version = tuple[Contract, date, date]


def _intervals(contract: Contract, history: Iterable[Contract]) -> tuple[Version, ...]:
    """The versions with the days on which they are in force; each ends at the latest where the next starts."""
    ordered = sorted((*history, contract), key=lambda one: one.start or date.min)
    starts = [one.start or date.min for one in ordered] + [date.max]
    return tuple(
        (one, start, _day_before(min(one.end or date.max, following)))
        for one, start, following in zip(ordered, starts, starts[1:], strict=False)
    )


def _day_before(day: date) -> date:
    return day - DAY if day > date.min else day


def _owed_by(side: Party, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    people = tuple(filter(None, (side.representative, side.deputy)))
    return tuple(replace(one, owing=people) for one in clauses)


def _clauses(
    shown: Contract, groups: tuple[Deliverable, ...], versions: tuple[Version, ...], faults: FaultList
) -> Iterator[Clause]:
    for group in groups:
        if group.state is not ClauseState.NEGOTIATED:
            continue
        for criterion in group.criteria:
            yield _clause(shown, group, criterion, versions, faults)


def _clause(
    shown: Contract, group: Deliverable, criterion: Criterion, versions: tuple[Version, ...], faults: FaultList
) -> Clause:
    place = Place(file=shown.place_file, line=criterion.line, element=criterion.id)
    terms: list[Term] = []
    now = Term()
    for version, first, last in versions:
        found = find_criterion(version, criterion.id)
        if found is None or first > last:
            continue
        told = faults if version is shown else FaultList()  # earlier versions were told when they were in force
        terms.append(_term(found, version.counting, (first, last), place, told))
        now = terms[-1] if version is shown else now
    indicator = criterion.indicator.id if criterion.indicator else f"{criterion.id}.i1"
    objective = criterion.objective
    return Clause(
        contract=shown.id,
        criterion=criterion.id,
        indicator=f"{shown.id}/{indicator}",
        key=bool(objective and objective.key),
        minimum_sample=_minimum_sample(shown, criterion),
        depends_on=objective.depends_on if objective else (),
        follows=_followed(group, criterion, now),
        beside=_beside(group, criterion, now),
        terms=tuple(terms),
        now=now,
        place=place,
    )


def _minimum_sample(contract: Contract, criterion: Criterion) -> int:
    own = criterion.indicator.minimum_sample if criterion.indicator else None
    return own or contract.minimum_sample or MINIMUM_SAMPLE


def find_criterion(contract: Contract, criterion: str) -> Criterion | None:
    """The criterion of that id, among deliverables and expectations."""
    groups = (*contract.deliverables, *contract.expectations)
    return next((one for group in groups for one in group.criteria if one.id == criterion), None)


def indicators(contract: Contract) -> frozenset[str]:
    """The full ids of all indicators of a version, as readings name them."""
    groups = (*contract.deliverables, *contract.expectations)
    named = (one.indicator.id if one.indicator else f"{one.id}.i1" for group in groups for one in group.criteria)
    return frozenset(f"{contract.id}/{identity}" for identity in named)


def _term(criterion: Criterion, rules: CountingRules, days: tuple[date, date], place: Place, faults: FaultList) -> Term:
    objective, indicator = criterion.objective, criterion.indicator
    statement, reason = _stated(objective or Objective(), place, faults)
    return Term(
        first=days[0],
        last=days[1],
        statement=statement,
        reason=reason,
        alert=_alert(objective.alert if objective else "", statement, place, faults),
        day_off=counting.day_off(objective, rules),
        cut_off=counting.cut_off(objective, rules, place, faults),
        timezone=counting.timezone(objective, place, faults),
        calendar=objective.calendar.strip() if objective else "",
        frequency=indicator.frequency if indicator else None,
        aggregate=indicator.aggregate if indicator else "last",
    )


def _followed(group: Deliverable, criterion: Criterion, term: Term) -> str:
    """The deadline criterion whose deliveries this one looks at: yes/no by default, others "at each delivery"."""
    return deadline_of(group, criterion.id) if _looks_at_deliveries(term) else ""


def _beside(group: Deliverable, criterion: Criterion, term: Term) -> str:
    measured = term.statement is not None and term.statement.kind in (Kind.YES_NO, Kind.THRESHOLD)
    return deadline_of(group, criterion.id) if measured and not _looks_at_deliveries(term) else ""


def _looks_at_deliveries(term: Term) -> bool:
    kind = term.statement.kind if term.statement else None
    if kind is Kind.YES_NO:
        return term.frequency is None or term.frequency in AT_EACH_DELIVERY
    return kind is Kind.THRESHOLD and term.frequency in AT_EACH_DELIVERY


def deadline_of(group: Deliverable, criterion: str) -> str:
    """The criterion of ``group``, other than the given one, that is a recurring deadline; "" without one."""
    for other in group.criteria:
        text = other.objective.text if other.objective else Text()
        if other.id != criterion and text and _is_deadline(text):
            return other.id
    return ""


def _is_deadline(text: Text) -> bool:
    try:
        return parse_text(text).kind is Kind.DEADLINE
    except Refused:
        return False


def _stated(objective: Objective, place: Place, faults: FaultList) -> tuple[Statement | None, str]:
    """The objective's normal form with the share noted beside it, or why there is none."""
    statement, reason = _statement(objective.text, place, faults)
    if statement is None:
        return None, reason
    statement = counting.with_share(statement, objective, place, faults)
    if statement.kind is Kind.LEAD_TIME:
        said = mark("Share not stated: counted as 100 %. Write for example “95 % within 2 working days”.")
        faults.add("share-not-stated", place, said, severity=Severity.NOTE)
    return statement, ""


def _statement(text: Text, place: Place, faults: FaultList) -> tuple[Statement | None, str]:
    if not text:
        return None, NO_OBJECTIVE
    try:
        return parse_text(text), ""
    except Refused as refused:
        faults.faults.append(
            Fault(
                code="objective-not-read",
                place=place,
                message=refused.message,
                parameters=refused.parameters,
                severity=Severity.NOTE,
            )
        )
        return None, TEXT_ONLY


def _alert(text: str, statement: Statement | None, place: Place, faults: FaultList) -> Alert | None:
    """The alert level in the indicator's own unit; one that does not fit is a finding, and does not count."""
    try:
        alert = parse_alert(text)
    except Refused as refused:
        said = mark("The alert level “{alert}” is not understood. Write {expected}.")
        expected = " / ".join(refused.expected)
        faults.add("alert-not-read", place, said, severity=Severity.WARNING, alert=text, expected=expected)
        return None
    if alert is None or alert.level is None or statement is None:
        return alert
    fitted = _fitted(alert, statement)
    if fitted is None:
        said = mark("The alert level “{alert}” is not in the objective's unit: it does not count.")
        faults.add("alert-unit", place, said, severity=Severity.WARNING, alert=text)
    return fitted


def _fitted(alert: Alert, statement: Statement) -> Alert | None:
    bounds = statement.bounds or Bounds()
    both_ends = bounds.low is not None and bounds.high is not None
    if statement.kind is Kind.THRESHOLD and alert.unit == bounds.unit and not both_ends:
        return alert if alert.unit or alert.noun in (bounds.noun_fr, bounds.noun_en) else None
    if alert.unit != "%":
        return None
    return alert if statement.kind in (Kind.SHARE, Kind.LEAD_TIME) else replace(alert, unit="share")
