"""Explanations as a document for programs; its schema is `docs/schemas/explain.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.reckoning import contract_rule
from svcgraph.domain.attainment.verdict import attained
from svcgraph.engine.account import Account, ContractAccount, Looked, Told
from svcgraph.engine.explain import Explained, ServiceAccount
from svcgraph.views.explain import Explainer
from svcgraph.views.explain_words import OccurrenceWords


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """One line that was read. ``replaced``: a later one corrects it."""

    file: str
    line: int
    by: str
    recorded_at: str | None
    replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceView:
    """``nominal`` names it; ``due`` is the moment after any shift. ``met`` is null while nothing is known."""

    nominal: str
    day: str
    due: str
    state: str  # met, missed, excused, unknown, open
    late_seconds: int | None
    k: int | None
    n: int | None
    value: float | None
    sentence: str
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """``allowed`` is B, ``tolerated`` B + M; both of what is known and what has no reading together."""

    first: str
    last: str
    verdict: str
    rule: str
    subject_to: int
    met: int
    known: int
    due: int
    excused: int
    k: int
    n: int
    attainment: float | None
    low: float | None
    high: float | None
    target: float
    missed: float
    allowed: int
    tolerated: int
    if_met: str | None  # the verdict if all without a reading were met
    if_missed: str | None
    grown: bool
    occurrences: tuple[OccurrenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    contract: str | None
    clause: str
    indicator: str
    key: bool
    expectation: bool
    objective: str
    cases: bool
    judged: PeriodView
    running: PeriodView
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    contract: str
    reference: str
    supplier: str
    client: str
    verdict: str
    rule: str
    deciding: tuple[str, ...]
    objectives_kept: int
    objectives_judged: int
    incomplete: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedView:
    """``kind``: contract, clause, promise, service. ``sentences`` is the whole text, a line each."""

    kind: str
    id: str
    as_of: str
    contracts: tuple[ContractView, ...]
    objectives: tuple[ObjectiveView, ...]
    sentences: tuple[str, ...]


def explained_json(told: Explained, speaker: Explainer, as_of: date) -> str:
    """The whole explanation, with the sentences in the speaker's language; words of closed lists stay English."""
    return json.dumps(asdict(_view(told, speaker, as_of)), ensure_ascii=False, indent=2) + "\n"


def _view(told: Explained, speaker: Explainer, as_of: date) -> ExplainedView:
    contracts: tuple[ContractAccount, ...] = ()
    objectives: tuple[ObjectiveView, ...] = ()
    if isinstance(told, ServiceAccount):
        kind, identity, contracts = "service", told.service, (*told.supplied, *told.received)
    elif isinstance(told, ContractAccount):
        kind, identity, contracts = "contract", told.contract.id, (told,)
        objectives = (
            *(_objective(one, speaker) for one in told.objectives),
            *(_objective(one, speaker, expectation=True) for one in told.expectations),
        )
    else:
        account = told.account
        kind = "clause" if told.contract else "promise"
        identity = f"{account.clause.contract}/{account.clause.criterion}".lstrip("/")
        expected = bool(told.contract) and account.clause.criterion.startswith("e")
        objectives = (_objective(account, speaker, expectation=expected),)
    return ExplainedView(
        kind=kind,
        id=identity,
        as_of=as_of.isoformat(),
        contracts=tuple(_contract(one, speaker) for one in contracts),
        objectives=objectives,
        sentences=tuple(speaker.lines(told)),
    )


def _contract(told: ContractAccount, speaker: Explainer) -> ContractView:
    rule, deciding = contract_rule(told.result.objectives)
    return ContractView(
        contract=told.contract.id,
        reference=told.contract.reference,
        supplier=told.contract.supplier.service,
        client=told.contract.client.service,
        verdict=told.result.verdict.value,
        rule=rule.value,
        deciding=tuple(one.clause for one in deciding),
        objectives_kept=told.result.met,
        objectives_judged=told.result.judged,
        incomplete=told.result.incomplete,
        sentences=tuple(line.strip() for line in speaker.contract_sentences(told)),
    )


def _objective(account: Account, speaker: Explainer, *, expectation: bool = False) -> ObjectiveView:
    words = OccurrenceWords(account, speaker.words)
    return ObjectiveView(
        contract=account.clause.contract or None,
        clause=account.clause.criterion,
        indicator=account.clause.indicator,
        key=account.clause.key,
        expectation=expectation,
        objective=speaker.objective(account),
        cases=account.case.cases,
        judged=_period(account.judged, words),
        running=_period(account.running, words),
        sentences=tuple(line.strip() for line in speaker.clause_sentences(account)),
    )


def _period(looked: Looked, words: OccurrenceWords) -> PeriodView:
    result, figures, counts = looked.result, looked.reckoning, looked.result.counts
    return PeriodView(
        first=looked.period.first.isoformat(),
        last=looked.period.last.isoformat(),
        verdict=result.verdict.value,
        rule=figures.rule.value,
        subject_to=result.subject_to,
        met=counts.met,
        known=counts.known,
        due=counts.due,
        excused=counts.excused,
        k=counts.k,
        n=counts.n,
        attainment=_number(attained(result)),
        low=_number(result.low),
        high=_number(result.high),
        target=float(result.target),
        missed=float(figures.missed),
        allowed=figures.allowed,
        tolerated=figures.tolerated,
        if_met=figures.best.value if figures.best else None,
        if_missed=figures.worst.value if figures.worst else None,
        grown=result.grown,
        occurrences=tuple(_occurrence(told, words) for told in looked.told),
    )


def _occurrence(told: Told, words: OccurrenceWords) -> OccurrenceView:
    one = told.outcome
    return OccurrenceView(
        nominal=one.occurrence.nominal.isoformat(),
        day=one.occurrence.day.isoformat(),
        due=one.occurrence.due.isoformat(),
        state=_state(told),
        late_seconds=one.late,
        k=one.k if words.cases and one.known else None,
        n=one.n if words.cases and one.known else None,
        value=_number(one.value),
        sentence=words.line(told),
        readings=(
            *(_reading(reading) for reading in one.readings),
            *(_reading(old, replaced=True) for old in told.replaced),
        ),
    )


def _state(told: Told) -> str:
    one = told.outcome
    if one.excused:
        return "excused"
    if not one.known:
        return "open" if one.open else "unknown"
    return "met" if one.met else "missed"


def _reading(one: Reading, *, replaced: bool = False) -> ReadingView:
    recorded = one.recorded_at.isoformat() if one.recorded_at else None
    return ReadingView(file=one.place.file, line=one.place.line, by=one.by, recorded_at=recorded, replaced=replaced)


def _number(value: Fraction | None) -> float | None:
    return float(value) if value is not None else None
