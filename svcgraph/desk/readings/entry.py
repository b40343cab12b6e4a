"""``svcgraph readings add|correct|excuse``: one reading, checked with all others before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from svcgraph import pipeline
from svcgraph.desk.disk import read_or_none
from svcgraph.desk.lock import locked
from svcgraph.desk.readings.checking import check
from svcgraph.desk.readings.indicators import Indicators, Measured
from svcgraph.desk.readings.writing import append, file_for
from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.contract import Party
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.objective.period import month
from svcgraph.domain.people import Directory
from svcgraph.engine.account import Account, Told, contract_account, promise_account
from svcgraph.engine.judge import Desk
from svcgraph.errors import EXIT_FINDINGS, Fault, FaultList, Place, Severity, SvcgraphError, Unreadable, any_error
from svcgraph.i18n import mark
from svcgraph.store.calendar import work_calendar
from svcgraph.store.readings.names import name_of
from svcgraph.store.readings.row import Row
from svcgraph.store.readings.written import line_count
from svcgraph.story import Story

LAST_MINUTE = time(23, 59)
NOTHING_THERE = mark("there is no reading of {indicator} for {occurrence} to correct: svcgraph readings add")
EXCUSED = mark("{indicator} for {occurrence} is excused already, in {place}")
NOT_THEIRS = mark("{name} is not of {service}: only the other party accepts an excuse. There: {known}")


class NotTaken(Unreadable):
    """A reading that would not count: nothing was written."""

    exit_code = EXIT_FINDINGS

    def __init__(self, name: str, *faults: Fault) -> None:
        super().__init__(*(replace(one, place=Place(file=name), severity=Severity.ERROR) for one in faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was typed. ``cells`` are texts by the key of their column (`store.readings.row`)."""

    name: str  # of the indicator, as typed
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One reading that was written: where, and what the occurrence it is for looks like now."""

    measured: Measured
    reading: Reading
    account: Account
    told: Told | None


def add(root: Path, entry: Entry, *, as_of: date | None = None) -> Written:
    """Raises `NotTaken` with all that is wrong, `UsageError` for an unknown indicator: then nothing is written."""
    with locked(root):
        story = pipeline.tell(root, as_of=as_of)
        measured = Indicators(story).require(entry.name)
        return _write(story, entry.name, measured, _typed(story, measured, entry))


def correct(root: Path, entry: Entry, *, as_of: date | None = None) -> Written:
    """As `add`, replacing the reading that stands for the same occurrence; that line stays where it is."""
    with locked(root):
        story = pipeline.tell(root, as_of=as_of)
        measured = Indicators(story).require(entry.name)
        typed = _typed(story, measured, entry)
        old = _standing(story.workspace.readings, typed)
        if old is None:
            raise SvcgraphError(NOTHING_THERE, indicator=entry.name, occurrence=name_of(typed))
        taken = {one.id for one in story.workspace.readings if one.indicator == measured.id}
        made = replace(typed, replaces=name_of(old), id=_next_id(replace(typed, id=""), taken))
        return _write(story, entry.name, measured, made)


def excuse(root: Path, entry: Entry, *, as_of: date | None = None) -> Written:
    """Takes an occurrence out of the count, with reason and name; only the other party may accept it."""
    with locked(root):
        story = pipeline.tell(root, as_of=as_of)
        measured = Indicators(story).require(entry.name)
        typed = _accepted(story, measured, _typed(story, measured, entry))
        for one in story.workspace.readings:
            if one.excused and (one.indicator, one.span) == (typed.indicator, typed.span):
                raise SvcgraphError(EXCUSED, indicator=entry.name, occurrence=name_of(typed), place=one.place)
        return _write(story, entry.name, measured, typed)


def now_in(story: Story, calendar: WorkCalendar) -> datetime:
    """When something is recorded: now, or in a workspace that is told as of another day at the end of that day."""
    now = calendar.local(datetime.now().astimezone())
    return now.replace(microsecond=0) if now.date() == story.as_of else calendar.moment(story.as_of, LAST_MINUTE)


def calendar_of(story: Story) -> WorkCalendar:
    """The organisation's."""
    return work_calendar(story.organisation.calendar)


def _typed(story: Story, measured: Measured, entry: Entry) -> Reading:
    """The reading as typed, with the place where it will stand. Raises `NotTaken`."""
    calendar = calendar_of(story)
    file = file_for(measured.id, story.workspace.readings)
    held = read_or_none(story.workspace.root / file)
    place = Place(file=file, line=(line_count(_ended(held), file) if held else 1) + 1)
    faults = FaultList()
    cells = {"indicator": measured.id} | {key: text for key, text in entry.cells if text}
    reading = Row(cells, place, calendar, faults).read()
    if reading is None or any_error(faults.faults):
        raise NotTaken(entry.name, *faults.faults)
    return replace(reading, recorded_at=reading.recorded_at or now_in(story, calendar))


def _ended(content: bytes) -> bytes:
    return content if content.endswith(b"\n") else content + b"\n"


def _write(story: Story, name: str, measured: Measured, reading: Reading) -> Written:
    calendar = calendar_of(story)
    checked = check(story, [reading], calendar)
    if not checked.good or checked.desk is None:
        raise NotTaken(name, *checked.faults)
    append(story.workspace.root, reading.place.file, [reading], calendar, story.workspace.settings.language)
    account, told = _account(checked.desk, measured, reading)
    return Written(measured=measured, reading=reading, account=account, told=told)


def _account(desk: Desk, measured: Measured, reading: Reading) -> tuple[Account, Told | None]:
    """The occurrence that the reading came to, among those of the months around it."""
    period = _around(reading, desk.as_of)
    if measured.contract is None:
        promised = promise_account(desk, measured.promise.id if measured.promise else "", period, grows=False)
        accounts: tuple[Account, ...] = (promised,) if promised else ()
    else:
        whole = contract_account(desk, measured.contract.id, period, grows=False)
        accounts = (*whole.objectives, *whole.expectations) if whole else ()
    account = next(one for one in accounts if one.clause.indicator == measured.id)
    told = (one for one in account.judged.told if any(own.place == reading.place for own in one.outcome.readings))
    return account, next(told, None)


def _around(reading: Reading, as_of: date) -> Period:
    span = reading.span
    if span is None:
        day = reading.requested_at.date() if reading.requested_at else as_of
        span = Period(first=day, last=day)
    last = month(month(span.last).last.replace(day=28)).last
    return Period(first=month(span.first).first, last=_month_after(last))


def _month_after(last: date) -> date:
    """A deadline that days off move belongs to the month after."""
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return month(following).last


def _standing(readings: Iterable[Reading], typed: Reading) -> Reading | None:
    """The reading of the same occurrence that nothing replaces; the first, where there are several."""
    same = [
        one
        for one in readings
        if (one.indicator, one.span, one.requested_at) == (typed.indicator, typed.span, typed.requested_at)
        and (one.says_something or one.requested_at is not None)
    ]
    replaced = {one.replaces for one in same if one.replaces}
    return next((one for one in same if name_of(one) not in replaced or one.replaces == name_of(one)), None)


def _next_id(typed: Reading, taken: set[str]) -> str:
    name = period_name(typed.span) if typed.span else name_of(typed)
    return next(found for number in range(2, len(taken) + 3) if (found := f"{name}-{number}") not in taken)


def _accepted(story: Story, measured: Measured, typed: Reading) -> Reading:
    """With the name of the person as people write it. Raises `SvcgraphError` for somebody of the side that owes it."""
    people = Directory(story.organisation, story.as_of)
    who = people.who(typed.excused_by)
    other = _other_party(measured)
    if other is None:
        return replace(typed, excused_by=who.name)
    allowed = [one for one in story.organisation.people if _is_of(one.id, one.service, other)]
    if allowed and (who.person is None or who.person not in allowed):
        shown = story.graph.service(other.service)
        name = shown.name.read(story.workspace.settings.language) if shown else other.service
        known = ", ".join(one.name for one in allowed)
        raise SvcgraphError(NOT_THEIRS, name=who.name, service=name, known=known)
    return replace(typed, excused_by=who.name)


def _other_party(measured: Measured) -> Party | None:
    if measured.contract is None:
        return None
    return measured.contract.supplier if measured.expected else measured.contract.client


def _is_of(person: str, service: str, party: Party) -> bool:
    return person in (party.representative, party.deputy) or service == party.service
