"""The engine in plain Python, default and oracle of the others: readings × occurrences → outcomes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective import Bounds, Kind, Statement
from svcgraph.domain.objective.calendar import WorkCalendar, seconds
from svcgraph.domain.objective.occurrence import Occurrence, due_of, measured, occurrences
from svcgraph.domain.objective.period import rhythm
from svcgraph.engine.aggregate import aggregate
from svcgraph.engine.clauses import Clause, Term
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.units import fits
from svcgraph.errors import FaultList, Severity
from svcgraph.i18n import mark

HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What "now" is for an engine: the calendars, and the second after the day that is looked at.

    ``others`` are the calendars of other countries, by the name under which objectives ask for them.
    """

    calendar: WorkCalendar
    end: int  # UTC seconds
    others: tuple[tuple[str, WorkCalendar], ...] = ()

    def calendar_of(self, term: Term) -> WorkCalendar:
        """The calendar by which ``term`` is due: the organisation's, unless it asks for another one or its zone."""
        calendar = next((known for name, known in self.others if name == term.calendar), self.calendar)
        zone = term.timezone or self.calendar.timezone
        return calendar if zone == calendar.timezone else replace(calendar, timezone=zone)

    def past(self, occurrence: Occurrence) -> bool:
        return seconds(occurrence.due) < self.end


def counts_cases(clause: Clause, readings: Iterable[Reading]) -> bool:
    """Whether k of n cases are counted, not occurrences: lead times and shares; "at least 98 %" noted as k of n."""
    return _counts_cases(clause.now, readings)


def _counts_cases(term: Term, readings: Iterable[Reading]) -> bool:
    statement = term.statement
    if statement is None:
        return False
    if statement.kind in (Kind.LEAD_TIME, Kind.SHARE):
        return True
    return _share_bounds(statement) is not None and any(one.n is not None for one in readings)


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
        inside = _overlap(term, life)
        if term.statement is None or inside is None:
            continue
        due = _due(term, inside, now.calendar_of(term), followed)
        own = _counts_cases(term, readings)
        found = tuple(_Matching(term=term, cases=own, now=now, faults=faults).outcomes(due, unused))
        if own == cases:
            made.extend(found)
        elif any(one.known for one in found):
            said = mark("Until {last} this objective was counted in another way: those readings are left out.")
            faults.add("counted-otherwise", clause.place, said, severity=Severity.NOTE, last=term.last.isoformat())
    _tell_unused(unused, made, faults)
    made.sort(key=lambda one: (one.occurrence.day, one.occurrence.nominal))
    return _undelivered_aside(tuple(made), followed)


def _overlap(term: Term, life: Period) -> Period | None:
    first, last = max(term.first, life.first), min(term.last, life.last)
    return Period(first=first, last=last) if first <= last else None


def _due(
    term: Term, inside: Period, calendar: WorkCalendar, followed: tuple[Outcome, ...] | None
) -> tuple[Occurrence, ...]:
    if followed is not None:
        return tuple(one.occurrence for one in followed if inside.first <= one.occurrence.day <= inside.last)
    statement = term.statement
    if statement is not None and statement.kind is Kind.DEADLINE:
        anchor = None if term.first == date.min else term.first
        return occurrences(statement, calendar, inside, day_off=term.day_off, anchor=anchor)
    return measured(inside, rhythm(term.frequency), calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matching:
    """Readings put to the occurrences of one term."""

    term: Term
    cases: bool
    now: Moment
    faults: FaultList

    def outcomes(self, due: tuple[Occurrence, ...], unused: list[Reading]) -> Iterator[Outcome]:
        """One outcome per occurrence; takes what it uses out of ``unused``."""
        found: dict[int, list[Reading]] = {index: [] for index in range(len(due))}
        index = _Index(due)
        left: list[Reading] = []
        for reading in unused:
            at = self._place(reading, index)
            found.get(-1 if at is None else at, left).append(reading)
        unused[:] = left
        for position, occurrence in enumerate(due):
            yield self._outcome(occurrence, found[position])

    def _place(self, reading: Reading, index: _Index) -> int | None:
        if reading.requested_at is not None and self._is_lead_time():
            return index.around(self._deadline(reading).day)
        return index.find(reading.span) if reading.span is not None else None

    def _is_lead_time(self) -> bool:
        return self.term.statement is not None and self.term.statement.duration is not None

    def _deadline(self, reading: Reading) -> Occurrence:
        """When a single case was due: an occurrence of its own."""
        statement, start = self.term.statement, reading.requested_at
        if statement is None or start is None:
            raise ValueError("only a case of a lead time has a deadline of its own")
        calendar = self.now.calendar_of(self.term)
        return due_of(statement, calendar, start, cut_off=self.term.cut_off, day_off=self.term.day_off)

    def _outcome(self, occurrence: Occurrence, readings: list[Reading]) -> Outcome:
        excused = any(one.excused for one in readings)
        said = [one for one in readings if one.says_something or one.requested_at is not None]
        blank = Outcome(
            occurrence=occurrence,
            target=self._target(),
            excused=excused,
            open=not self.now.past(occurrence),
            readings=tuple(readings),
        )
        if not said:
            return blank
        if self.cases:
            return self._share(blank, said)
        statement = self.term.statement
        if statement is not None and statement.kind is Kind.DEADLINE:
            return self._delivery(blank, self._first(said))
        return self._measure(blank, said)

    def _target(self) -> Fraction:
        bounds = _share_bounds(self.term.statement) if self.cases and self.term.statement else None
        return bounds / HUNDRED if bounds is not None else self.term.target

    def _first(self, said: list[Reading]) -> Reading:
        """The first stands; a second one that replaces nothing is a finding (`7-rulings`)."""
        for second in said[1:]:
            self._tell(
                "second-reading", second, mark("A second reading for {occurrence}: the first one stands."), said[0]
            )
        return said[0]

    def _delivery(self, blank: Outcome, reading: Reading) -> Outcome:
        if reading.not_delivered:
            return replace(blank, known=True, not_delivered=True)
        if reading.answer is not None:
            return replace(blank, known=True, met=reading.answer)
        if reading.delivered_at is None:
            self._tell("reading-kind", reading, mark("A deadline is noted as the moment of delivery."), reading)
            return blank
        kept = blank.occurrence.kept(reading.delivered_at)
        late = None if kept else blank.occurrence.lateness(reading.delivered_at)
        return replace(blank, known=True, met=kept, late=late)

    def _share(self, blank: Outcome, said: list[Reading]) -> Outcome:
        k = n = 0
        seen: set[Period | None] = set()
        for reading in said:
            if reading.requested_at is not None:
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
        met = n > 0 and Fraction(k, n) >= blank.target
        return replace(blank, known=n > 0 or bool(seen), met=met or (n == 0 and bool(seen)), k=k, n=n)

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

    def _measure(self, blank: Outcome, said: list[Reading]) -> Outcome:
        statement = self.term.statement
        if statement is not None and statement.kind is Kind.YES_NO:
            first = self._first(said)
            if first.answer is None:
                self._tell("reading-kind", first, mark("This objective is noted as yes or no."), first)
                return blank
            return replace(blank, known=True, met=first.answer is statement.expected)
        values = self._values(said)
        if not values or statement is None or statement.bounds is None:
            return blank
        value = aggregate(values, self.term.aggregate)
        beyond = self._beyond(value, statement.bounds)
        return replace(blank, known=True, met=within(value, statement.bounds), value=value, beyond_alert=beyond)

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
        named = about.span.first.isoformat() if about.span else str(about.requested_at)
        self.faults.add(code, reading.place, message, severity=Severity.WARNING, occurrence=named, **parameters)


class _Index:
    """Finds the occurrence that a reading names, without looking through all of them."""

    def __init__(self, due: tuple[Occurrence, ...]) -> None:
        self._due = due
        self._nominal = [one.nominal for one in due]
        self._spans = bool(due) and due[0].span is not None

    def find(self, span: Period) -> int | None:
        """The occurrence of that nominal date; of a period, the only one whose nominal date lies in it."""
        if self._spans:
            at = self.around(span.first)
            whole = self._due[at].span if at is not None else None
            return at if whole and whole.first <= span.first and span.last <= whole.last else None
        first = bisect_left(self._nominal, span.first)
        after = first
        while after < len(self._nominal) and self._nominal[after] <= span.last and after < first + 2:
            after += 1
        return first if after - first == 1 else None

    def around(self, day: date) -> int | None:
        """The measured period in which ``day`` lies."""
        at = bisect_left(self._nominal, day)
        for candidate in (at, at - 1):
            if 0 <= candidate < len(self._due):
                span = self._due[candidate].span
                if span is not None and span.first <= day <= span.last:
                    return candidate
        return None


def _tell_unused(unused: list[Reading], made: list[Outcome], faults: FaultList) -> None:
    nominal = sorted({one.occurrence.nominal for one in made})
    for reading in unused:
        span = reading.span
        named = span.first.isoformat() if span else str(reading.requested_at)
        near = _nearest(nominal, span.first) if span else None
        said = mark(
            "Nothing is due for {occurrence}; the nearest occurrence is {near}. Name it by its date before any shift."
        )
        severity, nearest = Severity.WARNING, str(near or "—")
        faults.add("no-such-occurrence", reading.place, said, severity=severity, occurrence=named, near=nearest)


def _nearest(days: list[date], wanted: date) -> date | None:
    """Of sorted ``days`` the one nearest to ``wanted``."""
    at = bisect_left(days, wanted)
    return min(days[max(at - 1, 0) : at + 1], key=lambda day: abs((day - wanted).days), default=None)


def _undelivered_aside(made: tuple[Outcome, ...], followed: tuple[Outcome, ...] | None) -> tuple[Outcome, ...]:
    """What was not delivered counts once, on its timeliness; what is not known to be delivered waits for a reading."""
    if followed is None:
        return made
    deliveries = {one.occurrence.nominal: one for one in followed}
    return tuple(one for one in made if _has_object(one, deliveries[one.occurrence.nominal]))


def _has_object(own: Outcome, delivery: Outcome) -> bool:
    if delivery.not_delivered:
        return False
    return delivery.known or own.known or own.excused or delivery.open


def without_undelivered(made: tuple[Outcome, ...], deliveries: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Measures of a rhythm of their own, without the periods whose only delivery was not made."""
    return tuple(one for one in made if not _nothing_delivered(one.occurrence, deliveries))


def _nothing_delivered(occurrence: Occurrence, deliveries: tuple[Outcome, ...]) -> bool:
    span = occurrence.span
    if span is None:
        return False
    inside = [one for one in deliveries if span.first <= one.occurrence.nominal <= span.last]
    return len(inside) == 1 and inside[0].not_delivered


def within(value: Fraction, bounds: Bounds) -> bool:
    """Whether a measured value keeps the threshold; both ends inclusive unless said strict."""
    if bounds.low is not None and (value <= bounds.low if bounds.low_strict else value < bounds.low):
        return False
    return not (bounds.high is not None and (value >= bounds.high if bounds.high_strict else value > bounds.high))


def _share_bounds(statement: Statement) -> Fraction | None:
    """The target that "at least 98 %" states when it is noted as k of n."""
    bounds = statement.bounds
    if statement.kind is not Kind.THRESHOLD or bounds is None or bounds.unit != "%" or bounds.high is not None:
        return None
    return bounds.low
