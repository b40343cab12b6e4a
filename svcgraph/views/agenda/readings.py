"""Readings to note, by the person who keeps the indicators: one event a person and day, whatever is due on it.

When a reading is due is what the indicator says ("the 5th working day of the month"). Without a sentence that is
understood it is the first working day after each week, month, quarter… of its rhythm; daily, at each delivery and now
and then are reminded once a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract, Criterion, Indicator
from svcgraph.domain.objective import Every
from svcgraph.domain.objective.calendar import WorkCalendar, add_months
from svcgraph.domain.objective.occurrence import occurrences
from svcgraph.domain.objective.period import rhythm, split
from svcgraph.domain.organisation import DayOff, Frequency, Promise
from svcgraph.domain.people import Standing
from svcgraph.domain.questions import criteria
from svcgraph.domain.text import Text
from svcgraph.sentences.parse import parse_text
from svcgraph.sentences.refusal import Refused
from svcgraph.views.agenda import stamps
from svcgraph.views.agenda.desk import Desk
from svcgraph.views.agenda.shapes import Event, Sort

AHEAD = 12  # months of readings
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One indicator that somebody keeps: what it is called, and the days on which its reading is due."""

    keeper: str  # person id
    contract: Contract | None  # None: a promise
    called: str  # CS-01, E1
    line: str
    days: tuple[date, ...]


def readings(desk: Desk) -> Iterator[Event]:
    """The events of all keepers who are there, by person and day."""
    due: dict[tuple[str, date], list[Kept]] = {}
    for one in (*_of_contracts(desk), *_of_promises(desk)):
        for day in one.days:
            due.setdefault((one.keeper, day), []).append(one)
    for keeper, day in sorted(due):
        yield _event(keeper, day, due[keeper, day], desk)


def _event(keeper: str, day: date, due: list[Kept], desk: Desk) -> Event:
    contracts = ", ".join(dict.fromkeys(one.called for one in due))
    who = desk.people.who(keeper)
    touched = [one.contract for one in due if one.contract]
    return Event(
        uid=desk.uid(keeper, "readings", day.isoformat()),
        sort=Sort.READING,
        title=_title(len(due), contracts, desk),
        text="\n".join(one.line for one in due),
        start=day,
        people=(keeper,),
        services=(who.service,) if who.service else (),
        changed=max((stamps.changed(one, desk.as_of) for one in touched), default=stamps.BEGINNING),
        sequence=sum(stamps.sequence(one, desk.versions(one)) for one in dict.fromkeys(touched)),
    )


def _title(n: int, contracts: str, desk: Desk) -> str:
    one, many = "{n} reading to note: {contracts}", "{n} readings to note: {contracts}"
    return desk.words.plural(one, many, n, n=n, contracts=contracts)


def _of_contracts(desk: Desk) -> Iterator[Kept]:
    for contract in desk.contracts:
        if desk.running(contract):
            yield from (kept for one in criteria(contract) if (kept := _kept(contract, one, desk)))


def _kept(contract: Contract, criterion: Criterion, desk: Desk) -> Kept | None:
    indicator = criterion.indicator
    keeper = _there((indicator.keeper, indicator.deputy), desk) if indicator else None
    if indicator is None or keeper is None:
        return None
    name = desk.text(indicator.name or criterion.text)
    source = desk.text(indicator.source)
    return Kept(
        keeper=keeper,
        contract=contract,
        called=desk.called(contract),
        line=f"{desk.called(contract)} {criterion.id} – {name}" + (f" ({source})" if source else ""),
        days=_within(due_days(indicator, desk.calendar, _ahead(desk)), contract),
    )


def _there(named: tuple[str, str], desk: Desk) -> str | None:
    """The id of the keeper, or of the deputy of one who is not there; None where neither is."""
    found = (desk.people.who(one) for one in named)
    return next((one.person.id for one in found if one.person and one.standing is Standing.PRESENT), None)


def _within(days: tuple[date, ...], contract: Contract) -> tuple[date, ...]:
    """From the contract's start on; the last reading is noted after its end, not a month later."""
    start, end = contract.start or date.min, contract.end
    return tuple(day for day in days if start < day and (end is None or day < add_months(end, 1)))


def _of_promises(desk: Desk) -> Iterator[Kept]:
    for promise in desk.organisation.promises:
        keeper = _there((promise.keeper, promise.deputy), desk)
        if keeper:
            days = due_days(Indicator(id=promise.id), desk.calendar, _ahead(desk))
            called = desk.wording.promise(promise.id)
            yield Kept(keeper=keeper, contract=None, called=called, line=_promised(promise, called, desk), days=days)


def _promised(promise: Promise, called: str, desk: Desk) -> str:
    source = desk.text(promise.source)
    said = ", ".join(filter(None, (desk.text(promise.deliverable), desk.text(promise.objective))))
    return f"{called} – {said}" + (f" ({source})" if source else "")


def _ahead(desk: Desk) -> Period:
    last = min(add_months(desk.as_of, AHEAD), date(desk.calendar.years[1] - 1, 12, 1))
    return Period(first=desk.as_of + DAY, last=max(last, desk.as_of + DAY))


def due_days(indicator: Indicator, calendar: WorkCalendar, period: Period) -> tuple[date, ...]:
    """The days in ``period`` on which a reading of ``indicator`` is due."""
    stated = _stated(indicator.due, calendar, period)
    return stated if stated is not None else tuple(_after_each(indicator.frequency, calendar, period))


def _stated(due: Text, calendar: WorkCalendar, period: Period) -> tuple[date, ...] | None:
    if not due:
        return None
    try:
        statement = parse_text(due)
    except Refused:
        return None
    if statement.recurrence is None:
        return None
    return tuple(one.day for one in occurrences(statement, calendar, period))


def _after_each(frequency: Frequency | None, calendar: WorkCalendar, period: Period) -> Iterator[date]:
    every = rhythm(frequency)
    spans = split(Period(first=period.first - 31 * DAY, last=period.last), Every.MONTH if every is Every.DAY else every)
    for span in spans:
        day = calendar.shifted(span.last + DAY, DayOff.NEXT)
        if day and period.first <= day <= period.last:
            yield day
