"""What is due when: "now" for an engine, and the occurrences that one term of a clause asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import Kind
from svcgraph.domain.objective.calendar import WorkCalendar, seconds
from svcgraph.domain.objective.occurrence import Occurrence, measured, occurrences
from svcgraph.domain.objective.period import rhythm
from svcgraph.engine.clauses import Term
from svcgraph.engine.outcome import Outcome


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


def overlap(term: Term, life: Period) -> Period | None:
    """The days of ``life`` on which ``term`` is in force."""
    first, last = max(term.first, life.first), min(term.last, life.last)
    return Period(first=first, last=last) if first <= last else None


def due_in(
    term: Term, inside: Period, calendar: WorkCalendar, followed: tuple[Outcome, ...] | None
) -> tuple[Occurrence, ...]:
    """What is due by ``term`` in the days ``inside``: its deadlines, its periods, or those of the ``followed``."""
    if followed is not None:
        return tuple(one.occurrence for one in followed if inside.first <= one.occurrence.day <= inside.last)
    statement = term.statement
    if statement is not None and statement.kind is Kind.DEADLINE:
        anchor = None if term.first == date.min else term.first
        return occurrences(statement, calendar, inside, day_off=term.day_off, anchor=anchor)
    return measured(inside, rhythm(term.frequency), calendar)
