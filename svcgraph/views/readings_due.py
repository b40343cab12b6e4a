"""Who must enter which reading by when: overdue first, by the person who keeps the indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract, Criterion, Indicator
from svcgraph.domain.names import same
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.objective.occurrence import Occurrence
from svcgraph.domain.organisation import Organisation, Promise, promise_reference
from svcgraph.domain.people import Directory, Standing, Who
from svcgraph.domain.questions import criteria
from svcgraph.domain.text import Text
from svcgraph.engine.judge import Desk, Timeline
from svcgraph.i18n import Words, mark
from svcgraph.sentences.say import say
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.agenda.readings import due_days
from svcgraph.views.attainment_words import day_words, period_words
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

AHEAD = 31  # days
DAY = timedelta(days=1)
LONGEST = timedelta(days=370)  # after an occurrence, until its reading is due
STATES = {"overdue": mark("overdue"), "due": mark("to enter")}
REMARKS = {
    Standing.LEFT: mark("{name} left the organisation: name another keeper"),
    Standing.UNKNOWN: mark("{name} is not among the people of the organisation: name a keeper"),
    Standing.NOBODY: mark("nobody keeps this indicator: name a keeper"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToEnter:
    """One reading that is missing, or will be: of what, for which occurrence, by when, and by whom."""

    owner: str
    remark: str
    agreement: str
    clause: str
    objective: str
    indicator: str
    occurrence: Occurrence
    by: date
    overdue: bool
    source: str


def due_table(
    desk: Desk,
    organisation: Organisation,
    calendar: WorkCalendar,
    words: Words,
    *,
    judged: Period,
    ahead: int = AHEAD,
    owner: str = "",
) -> Table:
    """One row a reading to enter, due in the past or within ``ahead`` days; of one ``owner`` if given.

    ``judged`` is the period over which promises without any reading should have some.
    """
    clerk = _Clerk(desk, organisation, calendar, words)
    clerk.look(judged, ahead)
    found = [one for one in clerk.found() if not owner or same(owner) in same(one.owner)]
    late = sum(one.overdue for one in found)
    said = words.plural("{n} reading overdue of {all}", "{n} readings overdue of {all}", late, n=late, all=len(found))
    return Table(
        title=words(mark("Readings to enter")),
        columns=_columns(words),
        rows=tuple(_row(one, words, desk.as_of) for one in _ordered(found)),
        notes=(f"{said}. {words(mark('As known on {day}.'), day=day_words(desk.as_of, words))}",),
    )


def _ordered(found: Sequence[ToEnter]) -> list[ToEnter]:
    """By owner, the one with the longest overdue reading first; each owner's in the order in which they are due."""
    first: dict[str, date] = {}
    for one in found:
        first[one.owner] = min(first.get(one.owner, one.by), one.by)
    return sorted(found, key=lambda one: (first[one.owner], one.owner, one.by, one.agreement, one.clause))


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="owner", title=words(mark("Who"))),
        Column(key="state", title=words(mark("State")), codes=tuple(STATES)),
        Column(key="by", title=words(mark("By")), kind=Kind.DATE),
        Column(key="agreement", title=words(mark("Agreement"))),
        Column(key="clause", title=words(mark("No."))),
        Column(key="objective", title=words(mark("Objective"))),
        Column(key="for", title=words(mark("For"))),
        Column(key="days_late", title=words(mark("Days overdue")), kind=Kind.NUMBER, wide=True),
        Column(key="source", title=words(mark("Where to see it")), wide=True),
        Column(key="remark", title=words(mark("Remark"))),
        Column(key="indicator", title=words(mark("Indicator")), wide=True),
        Column(key="occurrence", title="", data=True),
    )


def _row(one: ToEnter, words: Words, as_of: date) -> tuple[Cell, ...]:
    state = "overdue" if one.overdue else "due"
    span = one.occurrence.span or Period(first=one.occurrence.nominal, last=one.occurrence.nominal)
    return (
        one.owner,
        Term(words(STATES[state]), state),
        one.by,
        one.agreement,
        one.clause,
        one.objective,
        period_words(span, words),
        (as_of - one.by).days if one.overdue else 0,
        one.source,
        one.remark,
        one.indicator,
        period_name(span),
    )


class _Clerk:
    """Looks through everything that was or will be due for what has no reading."""

    def __init__(self, desk: Desk, organisation: Organisation, calendar: WorkCalendar, words: Words) -> None:
        self._desk, self._calendar, self._words = desk, calendar, words
        self._people = Directory(organisation, desk.as_of)
        self._promises = {one.id: one for one in organisation.promises}
        self._asked, self._last = Period(first=desk.as_of, last=desk.as_of), desk.as_of

    def look(self, judged: Period, ahead: int) -> None:
        """Over which days."""
        self._asked, self._last = judged, self._desk.as_of + timedelta(days=ahead)

    def found(self) -> Iterator[ToEnter]:
        for agreement in self._desk.agreements:
            known = {one.id: one for one in criteria(agreement.contract)}
            for line in (*agreement.objectives, *agreement.expectations):
                yield from self._of_contract(line, agreement.contract, known[line.clause.criterion])
        for line in self._desk.promises:
            yield from self._of_promise(line, self._promises[line.clause.criterion])

    def _of_contract(self, line: Timeline, contract: Contract, criterion: Criterion) -> Iterator[ToEnter]:
        indicator = criterion.indicator or Indicator(id=f"{criterion.id}.i1")
        written = (criterion.objective.text if criterion.objective else None) or criterion.text
        agreement = contract.reference or contract.id
        source = self._text(indicator.source)
        yield from self._missing(line, indicator, agreement=agreement, objective=self._text(written), source=source)

    def _of_promise(self, line: Timeline, promise: Promise) -> Iterator[ToEnter]:
        indicator = Indicator(id=promise.id, keeper=promise.keeper, deputy=promise.deputy)
        said, source = self._text(promise.objective), self._text(promise.source)
        yield from self._missing(
            line, indicator, agreement=promise_reference(promise.id), objective=said, source=source
        )

    def _missing(
        self, line: Timeline, indicator: Indicator, *, agreement: str, objective: str, source: str
    ) -> Iterator[ToEnter]:
        owner, remark = self._owner((indicator.keeper, indicator.deputy))
        statement = line.clause.now.statement
        if statement is not None:
            objective = say(statement, self._words.language, typographic=True)
        since = self._since(line)
        for one in line.outcomes:
            if one.known or one.excused or not since <= one.occurrence.day <= self._last:
                continue
            by = self._by(one.occurrence, indicator)
            if by <= self._last:
                yield ToEnter(
                    owner=owner,
                    remark=remark,
                    agreement=agreement,
                    clause=line.clause.criterion,
                    objective=objective,
                    indicator=line.clause.indicator,
                    occurrence=one.occurrence,
                    by=by,
                    overdue=by < self._desk.as_of,
                    source=source,
                )

    def _since(self, line: Timeline) -> date:
        """A contract is measured from its start on, a promise from its first reading, else over the period judged."""
        if line.clause.contract:
            return date.min
        first = (one.occurrence.day for one in line.outcomes if one.known)
        return next(first, self._asked.first)

    def _by(self, occurrence: Occurrence, indicator: Indicator) -> date:
        """As the indicator says, else the first working day after its week, month…; the next day at the earliest."""
        end = min(occurrence.day + LONGEST, date(self._calendar.years[1] - 1, 12, 31))
        first = occurrence.day + DAY
        days = due_days(indicator, self._calendar, Period(first=first, last=max(end, first)))
        return next(iter(days), first)

    def _owner(self, named: tuple[str, str]) -> tuple[str, str]:
        """The keeper, or for one who is not there the deputy, with what is to be said of it."""
        keeper, deputy = (self._people.who(name) for name in named)
        if keeper.standing is Standing.PRESENT:
            return keeper.name, ""
        remark = self._words(REMARKS[keeper.standing], name=keeper.name)
        return (deputy.name, remark) if deputy.standing is Standing.PRESENT else (self._nobody(keeper), remark)

    def _nobody(self, keeper: Who) -> str:
        return keeper.name or "–"

    def _text(self, text: Text) -> str:
        return set_in_print(text.read(self._words.language), self._words.language)
