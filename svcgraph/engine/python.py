"""The engine in plain Python, default and oracle of the others: readings × occurrences → outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective import Bounds, Kind, Statement
from svcgraph.domain.objective.calendar import seconds
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.objective.occurrence import Occurrence, due_of
from svcgraph.engine.aggregate import aggregate
from svcgraph.engine.clauses import Clause, Term
from svcgraph.engine.due import Moment, due_in, overlap
from svcgraph.engine.finding import Index, nearest
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.undelivered import undelivered_aside
from svcgraph.engine.units import fits
from svcgraph.errors import FaultList, Severity
from svcgraph.i18n import mark

HUNDRED = 100


def counts_cases(clause: Clause, readings: Iterable[Reading]) -> bool:
    """Whether k of n cases are counted, not occurrences: lead times and shares; "at least 98 %" noted as k of n."""
    return term_counts_cases(clause.now, readings)


def term_counts_cases(term: Term, readings: Iterable[Reading]) -> bool:
    """`counts_cases` of one term."""
    statement = term.statement
    if statement is None:
        return False
    if statement.kind in (Kind.LEAD_TIME, Kind.SHARE):
        return True
    return share_bounds(statement) is not None and any(one.n is not None for one in readings)


def outcomes(
    clause: Clause,
    readings: tuple[Reading, ...],
    *,
    life: Period,
    now: Moment,
    faults: FaultList,
    followed: tuple[Outcome, ...] | None = None,
) -> tuple[Outcome, ...]:
    """Everything due for ``clause`` during ``life``, each with what the standing ``readings`` say of it.

    ``followed`` are the outcomes of the deadline whose deliveries the clause looks at. What a reading says that no
    occurrence asks for, or that another reading said first, is a finding.
    """
    cases = counts_cases(clause, readings)
    made: list[Outcome] = []
    unused = list(readings)
    for term in clause.terms:
        inside = overlap(term, life)
        if term.statement is None or inside is None:
            continue
        due = due_in(term, inside, now.calendar_of(term), followed)
        own = term_counts_cases(term, readings)
        found = tuple(Matching(term=term, cases=own, now=now, faults=faults).outcomes(due, unused))
        if own == cases:
            made.extend(found)
        elif any(one.known for one in found):
            said = mark("Until {last} this objective was counted in another way: those readings are left out.")
            faults.add("counted-otherwise", clause.place, said, severity=Severity.NOTE, last=term.last.isoformat())
    tell_unused(unused, made, faults)
    made.sort(key=lambda one: (one.occurrence.day, one.occurrence.nominal))
    return undelivered_aside(tuple(made), followed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Readings put to the occurrences of one term."""

    term: Term
    cases: bool
    now: Moment
    faults: FaultList

    def outcomes(self, due: tuple[Occurrence, ...], unused: list[Reading]) -> Iterator[Outcome]:
        """One outcome per occurrence; takes what it uses out of ``unused``."""
        found: dict[int, list[Reading]] = {index: [] for index in range(len(due))}
        index = Index(due)
        left: list[Reading] = []
        for reading in unused:
            at = self._place(reading, index)
            found.get(-1 if at is None else at, left).append(reading)
        unused[:] = left
        for position, occurrence in enumerate(due):
            yield replace(self.outcome(occurrence, found[position]), readings=tuple(found[position]))

    def _place(self, reading: Reading, index: Index) -> int | None:
        if reading.requested_at is not None and self._is_lead_time():
            return index.around(self._deadline(reading).day) if self._is_known(reading.requested_at) else None
        return index.find(reading.span) if reading.span is not None else None

    def _is_known(self, moment: datetime) -> bool:
        """Whether the calendar knows the public holidays of that time."""
        first, last = self.now.calendar.years
        return first < moment.year < last - 1

    def _is_lead_time(self) -> bool:
        return self.term.statement is not None and self.term.statement.duration is not None

    def _deadline(self, reading: Reading) -> Occurrence:
        """When a single case was due: an occurrence of its own."""
        statement, start = self.term.statement, reading.requested_at
        if statement is None or start is None:
            raise ValueError("only a case of a lead time has a deadline of its own")
        calendar = self.now.calendar_of(self.term)
        return due_of(statement, calendar, start, cut_off=self.term.cut_off, day_off=self.term.day_off)

    def outcome(self, occurrence: Occurrence, readings: list[Reading]) -> Outcome:
        """What ``readings``, all of that occurrence and the first recorded first, make of it."""
        blank = self.blank(occurrence, excused=any(one.excused for one in readings))
        said = [one for one in readings if one.says_something or one.requested_at is not None]
        if not said:
            return blank
        if self.cases:
            return self._share(blank, said)
        statement = self.term.statement
        if statement is not None and statement.kind is Kind.DEADLINE:
            return self.delivery(blank, self._first(said))
        if statement is not None and statement.kind is Kind.YES_NO:
            return self.answered(blank, self._first(said))
        values = self._values(said)
        return self.measured(blank, aggregate(values, self.term.aggregate)) if values else blank

    def blank(self, occurrence: Occurrence, *, excused: bool = False) -> Outcome:
        """Nothing is known of it yet."""
        past = self.now.past(occurrence)
        return Outcome(occurrence=occurrence, target=self.target(), excused=excused, open=not past)

    def target(self) -> Fraction:
        """T of the term, as its readings are counted."""
        bounds = share_bounds(self.term.statement) if self.cases and self.term.statement else None
        return bounds / HUNDRED if bounds is not None else self.term.target

    def _first(self, said: list[Reading]) -> Reading:
        """The first stands; a second one that replaces nothing is a finding (`7-rulings`)."""
        for second in said[1:]:
            self._tell(
                "second-reading", second, mark("A second reading for {occurrence}: the first one stands."), said[0]
            )
        return said[0]

    def delivery(self, blank: Outcome, reading: Reading) -> Outcome:
        """A deadline, by the reading that stands."""
        if reading.not_delivered:
            return replace(blank, known=True, not_delivered=True)
        if reading.answer is not None:
            return replace(blank, known=True, met=reading.answer)
        if reading.delivered_at is None:
            self._tell("reading-kind", reading, mark("A deadline is noted as the moment of delivery."), reading)
            return blank
        return self.timed(blank, seconds(reading.delivered_at))

    def timed(self, blank: Outcome, delivered: int) -> Outcome:
        """A deadline, by the UTC second of the delivery."""
        late = delivered - seconds(blank.occurrence.due)
        kept = late < 0 if blank.occurrence.strict else late <= 0
        return Outcome(  # `replace` takes three times as long, and there may be very many
            occurrence=blank.occurrence,
            target=blank.target,
            known=True,
            met=kept,
            excused=blank.excused,
            late=None if kept else late,
            open=blank.open,
        )

    def _share(self, blank: Outcome, said: list[Reading]) -> Outcome:
        k = n = 0
        seen: set[Period | None] = set()
        for reading in said:
            if reading.requested_at is not None and self._is_lead_time():
                kept = self._case(reading)
                k, n = k + (kept is True), n + (kept is not None)
            elif self._is_clocked(reading):
                k, n = k + self._in_time(reading), n + 1
            elif reading.n is None or reading.k is None:
                self._tell("reading-kind", reading, mark("A share of cases is noted as k of n."), reading)
            elif reading.span in seen:
                self._tell(
                    "second-reading", reading, mark("A second reading for {occurrence}: the first one stands."), reading
                )
            else:
                seen.add(reading.span)
                k, n = k + reading.k, n + reading.n
        return self.shared(blank, k, n, noted=bool(seen))

    def shared(self, blank: Outcome, k: int, n: int, *, noted: bool) -> Outcome:
        """``k`` of ``n`` cases; 0 of 0 is known only where it was ``noted``."""
        met = Fraction(k, n) >= blank.target if n > 0 else noted
        return Outcome(
            occurrence=blank.occurrence,
            target=blank.target,
            known=n > 0 or noted,
            met=met,
            excused=blank.excused,
            k=k,
            n=n,
            open=blank.open,
        )

    def _is_clocked(self, reading: Reading) -> bool:
        """A delivery noted for "90 % of the time before 10:00"."""
        if self._is_lead_time():
            return False
        clocked = self.term.statement is not None and self.term.statement.clock is not None
        return clocked and reading.span is not None and (reading.delivered_at is not None or reading.not_delivered)

    def _in_time(self, reading: Reading) -> bool:
        statement, span = self.term.statement, reading.span
        if statement is None or statement.clock is None or span is None or reading.delivered_at is None:
            return False
        due = self.now.calendar_of(self.term).moment(span.last, statement.clock)
        return Occurrence(nominal=span.first, day=span.last, due=due, strict=statement.strict).kept(
            reading.delivered_at
        )

    def _case(self, reading: Reading) -> bool | None:
        """Whether one case kept its time; None while it is neither delivered nor due."""
        due = self._deadline(reading)
        if reading.delivered_at is not None:
            return due.kept(reading.delivered_at)
        return False if reading.not_delivered or self.now.past(due) else None

    def answered(self, blank: Outcome, reading: Reading) -> Outcome:
        """Yes or no, by the reading that stands."""
        if reading.answer is None:
            self._tell("reading-kind", reading, mark("This objective is noted as yes or no."), reading)
            return blank
        statement = self.term.statement
        return replace(blank, known=True, met=statement is not None and reading.answer is statement.expected)

    def measured(self, blank: Outcome, value: Fraction) -> Outcome:
        """A threshold, by the one value that its period's readings make."""
        bounds = self.term.statement.bounds if self.term.statement else None
        if bounds is None:
            return blank
        kept, beyond = within(value, bounds), self._beyond(value, bounds)
        return replace(blank, known=True, met=kept, value=value, beyond_alert=beyond)

    def _values(self, said: list[Reading]) -> tuple[Fraction, ...]:
        """The values of the period in the order of their days, each day or span once."""
        values: dict[tuple[date, date], Fraction] = {}
        bounds = self.term.statement.bounds if self.term.statement else None
        for reading in said:
            if reading.value is None or reading.span is None:
                self._tell("reading-kind", reading, mark("This objective is noted as a number."), reading)
            elif bounds is not None and not fits(reading.unit, bounds):
                said_in = mark("For {occurrence} a value in “{unit}” is noted, which is not the objective's unit.")
                self._tell("wrong-unit", reading, said_in, reading, unit=reading.unit)
            elif (reading.span.first, reading.span.last) in values:
                self._tell(
                    "second-reading", reading, mark("A second reading for {occurrence}: the first one stands."), reading
                )
            else:
                values[reading.span.first, reading.span.last] = reading.value
        return tuple(values[span] for span in sorted(values, key=lambda span: (span[1], span[0])))

    def _beyond(self, value: Fraction, bounds: Bounds) -> bool:
        alert = self.term.alert
        if alert is None or alert.level is None:
            return False
        return value > alert.level if bounds.high is not None else value < alert.level

    def _tell(self, code: str, reading: Reading, message: str, about: Reading, **parameters: str) -> None:
        named = period_name(about.span) if about.span else str(about.requested_at)
        self.faults.add(code, reading.place, message, severity=Severity.WARNING, occurrence=named, **parameters)


def tell_unused(unused: Iterable[Reading], made: Iterable[Outcome], faults: FaultList) -> None:
    """Readings for which nothing is due are findings."""
    found = {one.occurrence for one in made}
    names = {one.nominal: period_name(one.span) if one.span else one.nominal.isoformat() for one in found}
    for reading in unused:
        span = reading.span
        named = period_name(span) if span else str(reading.requested_at)
        near = nearest(sorted(names), span.first) if span else None
        said = mark(
            "Nothing is due for {occurrence}; the nearest occurrence is {near}. Name it by its date before any shift."
        )
        told = {"occurrence": named, "near": names[near] if near else "—"}
        faults.add("no-such-occurrence", reading.place, said, severity=Severity.WARNING, **told)


def within(value: Fraction, bounds: Bounds) -> bool:
    """Whether a measured value keeps the threshold; both ends inclusive unless said strict."""
    if bounds.low is not None and (value <= bounds.low if bounds.low_strict else value < bounds.low):
        return False
    return not (bounds.high is not None and (value >= bounds.high if bounds.high_strict else value > bounds.high))


def share_bounds(statement: Statement) -> Fraction | None:
    """The target that "at least 98 %" states when it is noted as k of n."""
    bounds = statement.bounds
    if statement.kind is not Kind.THRESHOLD or bounds is None or bounds.unit != "%" or bounds.high is not None:
        return None
    return bounds.low
