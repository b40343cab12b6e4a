"""Whether readings that are about to be written will count: the engine is asked, with them among the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.calendar import END_OF_DAY, WorkCalendar, seconds
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.organisation import Organisation
from svcgraph.engine.clauses import PROMISES
from svcgraph.engine.judge import Desk
from svcgraph.errors import Fault, FaultList, Severity
from svcgraph.i18n import mark
from svcgraph.outputs._laid_out import laid_out
from svcgraph.store.readings.names import with_names
from svcgraph.story import Story

Key = tuple[str, object]
KNOWN_ALREADY = mark("This reading is known already, from {place}.")
SECOND = mark("There is a reading for {occurrence} already, in {place}. To change it: svcgraph readings correct.")
TWICE = mark("Line {line} has a reading for {occurrence} already.")
FUTURE = mark("{moment} is not over yet: a delivery is noted when it was made.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Readings that will count, and what is wrong with the others; the desk holds the good ones among all."""

    good: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    desk: Desk | None = None


def check(story: Story, readings: Sequence[Reading], calendar: WorkCalendar) -> Checked:
    """``readings`` with the moment of recording that they will have; of each line that cannot count it is said why."""
    faults = FaultList()
    end = calendar.moment(story.as_of, END_OF_DAY)
    fresh = _fresh(story, readings, end, faults)
    desk = _desk(story, fresh, end)
    places = {one.place for one in fresh}
    told = tuple(one for one in desk.faults if one.place in places and one.severity is not Severity.NOTE)
    bad = {one.place for one in told}
    good = tuple(one for one in fresh if one.place not in bad)
    ordered = sorted((*faults.faults, *told), key=lambda one: (one.place, one.code))
    return Checked(good=good, faults=tuple(ordered), desk=_desk(story, good, end) if bad else desk)


def _fresh(story: Story, readings: Sequence[Reading], end: datetime, faults: FaultList) -> tuple[Reading, ...]:
    """Those that say something new: no reading of that name stands yet, none is of the future."""
    known = {key: one for one in reversed(story.workspace.readings) if (key := _key(one))}
    named: dict[Key, Reading] = {(one.indicator, one.id): one for one in reversed(story.workspace.readings) if one.id}
    seen: dict[Key, Reading] = {}
    fresh = []
    for one in readings:
        key = _key(one)
        if one.delivered_at is not None and seconds(one.delivered_at) > seconds(end):
            _tell(faults, "future-reading", one, FUTURE, moment=one.delivered_at.isoformat(timespec="minutes"))
        elif old := _already(one, key, known, named):
            _known(old, one, faults)
        elif key and key in seen:
            _tell(faults, "second-reading", one, TWICE, line=seen[key].place.line, occurrence=_named(one))
        else:
            fresh.append(one)
            seen |= {key: one} if key else {}
    return tuple(fresh)


def _already(one: Reading, key: Key | None, known: dict[Key, Reading], named: dict[Key, Reading]) -> Reading | None:
    """The reading that says it already: of the same id, or of the same occurrence unless it is to be replaced."""
    if one.id and (one.indicator, one.id) in named:
        return named[one.indicator, one.id]
    return known.get(key) if key and not one.replaces else None


def _known(old: Reading, new: Reading, faults: FaultList) -> None:
    if _said(old) == _said(new):
        severity = Severity.NOTE
        faults.add("known-reading", new.place, KNOWN_ALREADY, severity=severity, place=old.place)
    else:
        _tell(faults, "second-reading", new, SECOND, occurrence=_named(new), place=old.place)


def _tell(faults: FaultList, code: str, one: Reading, message: str, **parameters: object) -> None:
    faults.add(code, one.place, message, severity=Severity.ERROR, **parameters)


def _key(one: Reading) -> Key | None:
    """What may be noted once only: one reading of an occurrence, and one excuse of it without a reading."""
    excuses_only = not (one.says_something or one.requested_at)
    return (one.indicator, (one.span, one.requested_at, excuses_only)) if one.span or one.requested_at else None


def _said(one: Reading) -> tuple[object, ...]:
    measured = (one.value, one.answer, one.k, one.n, one.delivered_at, one.not_delivered)
    return (*measured, one.excused_reason, one.excused_by)


def _named(one: Reading) -> str:
    if one.span is not None:
        return period_name(one.span)
    return one.requested_at.isoformat(timespec="minutes") if one.requested_at else "–"


def _desk(story: Story, readings: Iterable[Reading], end: datetime) -> Desk:
    """Everything due of the contracts that ``readings`` are about, as if they were recorded at the end of the day."""
    new = tuple(replace(one, recorded_at=end - timedelta(seconds=1)) for one in readings)
    owners = {one.indicator.partition("/")[0] for one in new}
    asked = replace(
        story,
        contracts=tuple(one for one in story.contracts if one.id in owners),
        workspace=replace(
            story.workspace,
            organisation=_promising(story, PROMISES in owners),
            readings=with_names((*_of(story, owners), *new)),
        ),
    )
    return laid_out(asked)


def _of(story: Story, owners: set[str]) -> tuple[Reading, ...]:
    return tuple(one for one in story.workspace.readings if one.indicator.partition("/")[0] in owners)


def _promising(story: Story, wanted: bool) -> Organisation:
    return story.organisation if wanted else replace(story.organisation, promises=())
