"""What is due, as tables that readings are joined with: clauses that are due alike share one schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import Kind, Statement
from svcgraph.domain.objective.calendar import seconds
from svcgraph.domain.objective.occurrence import Occurrence
from svcgraph.engine.clauses import Clause, Term
from svcgraph.engine.due import Moment, due_in, overlap
from svcgraph.engine.finding import Index
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.python import share_bounds


class Nature(StrEnum):
    """What is noted of a clause, and so how its readings are counted."""

    DEADLINE = "deadline"
    YES_NO = "yes or no"
    MEASURE = "measure"
    PERCENT = "percent"  # a measure, or k of n: its readings decide
    SHARE = "share"  # k of n, or deliveries before a clock time
    LEAD_TIME = "lead time"  # cases with a deadline of their own, or k of n
    NOTHING = "nothing"  # not measurable


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One term with what is due by it; ``start`` is the number of its first occurrence in the schedule."""

    term: Term
    due: tuple[Occurrence, ...]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Everything due for clauses that are due alike, over their terms in order: the first that knows a day has it."""

    number: int
    nature: Nature
    runs: tuple[Run, ...]

    def find(self, span: Period) -> int | None:
        """The occurrence that a reading for ``span`` means, by its number in the schedule."""
        found = ((run.start, Index(run.due).find(span)) for run in self.runs)
        return next((start + at for start, at in found if at is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A clause with its schedule and its own terms, one a run of the schedule; or why Python counts it."""

    clause: Clause
    schedule: Schedule | None = None
    terms: tuple[Term, ...] = ()
    reason: str = ""


def nature_of(term: Term) -> Nature:
    """By what the term's sentence states."""
    statement = term.statement
    if statement is None:
        return Nature.NOTHING
    if statement.kind is Kind.DEADLINE:
        return Nature.DEADLINE
    if statement.kind is Kind.YES_NO:
        return Nature.YES_NO
    if statement.kind is Kind.THRESHOLD:
        return Nature.MEASURE if share_bounds(statement) is None else Nature.PERCENT
    return Nature.SHARE if statement.duration is None else Nature.LEAD_TIME


class Planner:
    """Plans clauses, each schedule once."""

    def __init__(self, life: Period, now: Moment) -> None:
        self._life, self._now = life, now
        self._known: dict[object, Schedule] = {}

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        return tuple(self._known.values())

    def plan(self, clauses: Iterable[Clause]) -> Iterator[Planned]:
        """Every clause of ``clauses``; a clause that follows another one's deliveries is due as that one is."""
        known = tuple(clauses)
        by_name = {(one.contract, one.criterion): one for one in known}
        for clause in known:
            followed = by_name.get((clause.contract, clause.follows)) if clause.follows else None
            yield self._planned(clause, followed)

    def _planned(self, clause: Clause, followed: Clause | None) -> Planned:
        terms = self._terms(clause)
        natures = {nature_of(term) for term, _ in terms}
        if len(natures) > 1:
            return Planned(clause=clause, reason="changed")
        nature = natures.pop() if natures else Nature.NOTHING
        if clause.follows and (followed is None or not self._is_deadline(followed) or nature is Nature.PERCENT):
            return Planned(clause=clause, reason="follows")
        signature = (nature, self._signature(terms), self._signature(self._terms(followed)) if followed else ())
        if signature not in self._known:
            self._known[signature] = self._schedule(nature, terms, followed)
        return Planned(clause=clause, schedule=self._known[signature], terms=tuple(term for term, _ in terms))

    def _terms(self, clause: Clause) -> tuple[tuple[Term, Period], ...]:
        found = ((term, overlap(term, self._life)) for term in clause.terms if term.statement is not None)
        return tuple((term, inside) for term, inside in found if inside is not None)

    def _is_deadline(self, clause: Clause) -> bool:
        return not clause.follows and all(nature_of(term) is Nature.DEADLINE for term, _ in self._terms(clause))

    def _signature(self, terms: tuple[tuple[Term, Period], ...]) -> tuple[object, ...]:
        return tuple(_signature(term, inside) for term, inside in terms)

    def _schedule(self, nature: Nature, terms: tuple[tuple[Term, Period], ...], followed: Clause | None) -> Schedule:
        deliveries = self._deliveries(followed) if followed else None
        runs: list[Run] = []
        start = 0
        for term, inside in terms:
            due = due_in(term, inside, self._now.calendar_of(term), deliveries)
            runs.append(Run(term=term, due=due, start=start))
            start += len(due)
        return Schedule(number=len(self._known), nature=nature, runs=tuple(runs))

    def _deliveries(self, followed: Clause) -> tuple[Outcome, ...]:
        due = (
            one
            for term, inside in self._terms(followed)
            for one in due_in(term, inside, self._now.calendar_of(term), None)
        )
        return tuple(Outcome(occurrence=one) for one in sorted(due, key=lambda one: (one.day, one.nominal)))


def _signature(term: Term, inside: Period) -> tuple[object, ...]:
    """All of a term that moves what is due. The first day counts for "every other week" only."""
    statement = term.statement
    recurrence = statement.recurrence if statement else None
    counted_from = recurrence is not None and (recurrence.interval > 1 or recurrence.weekday is None)
    anchor = term.first if counted_from or term.first == date.min else None
    of_sentence = _bare(statement) if statement else None
    return (of_sentence, term.day_off, term.cut_off, term.frequency, term.timezone, term.calendar, inside, anchor)


def _bare(statement: Statement) -> Statement:
    """The sentence without what it is about and how much of it must be met."""
    bare = replace(statement, bounds=None, share=None, since_fr="", since_en="", cases_fr="", cases_en="")
    return replace(bare, subject_fr="", subject_en="", expected=True)


def first_too_late(occurrence: Occurrence) -> int:
    """UTC seconds: what is delivered from then on is not kept, whatever the fraction of the second."""
    return seconds(occurrence.due) + (0 if occurrence.strict else 1)
