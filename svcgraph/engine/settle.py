"""Which readings of one indicator stand, as of a moment: recorded by then, and not replaced by a later one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.names import slug
from svcgraph.domain.objective.calendar import WorkCalendar, seconds
from svcgraph.errors import Fault, FaultList, Severity
from svcgraph.i18n import mark

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The standing readings of one indicator, the first recorded first."""

    readings: tuple[Reading, ...] = ()
    faults: tuple[Fault, ...] = ()


def known_at(reading: Reading, calendar: WorkCalendar) -> datetime:
    """When the reading was known: as recorded, else from the delivery, else from its period's end (`7-rulings`)."""
    moment = reading.recorded_at or reading.delivered_at
    if moment is not None:
        return moment
    if reading.span is not None:
        return calendar.moment(reading.span.last, time(23, 59, 59))
    return reading.requested_at or calendar.moment(date.max - DAY, time(0))


def settle(readings: Iterable[Reading], as_of: date, calendar: WorkCalendar) -> Settled:
    """Selects what was known at the end of ``as_of`` and takes out what was replaced by then."""
    end = seconds(calendar.moment(as_of + DAY, time(0)))
    known = [one for one in readings if seconds(known_at(one, calendar)) < end]
    known = in_order(known, calendar)
    faults = FaultList()
    ids = _ids(known, faults)
    tell_replaces_nothing((one for one in known if one.replaces and one.replaces not in ids), faults)
    in_a_circle = circular(known)
    for one in known:
        if one.id in in_a_circle:
            said = mark("The readings that replace each other in a circle all stand: say which one replaces which.")
            faults.add("replaces-in-a-circle", one.place, said, severity=Severity.WARNING)
    replaced = {one.replaces for one in known if one.replaces and one.id not in in_a_circle}
    standing = tuple(one for one in known if not (one.id and one.id in replaced))
    return Settled(readings=standing, faults=tuple(faults.faults))


def in_order(readings: Iterable[Reading], calendar: WorkCalendar) -> list[Reading]:
    """The first recorded first."""
    return sorted(readings, key=lambda one: (seconds(known_at(one, calendar)), one.place))


def tell_replaces_nothing(corrections: Iterable[Reading], faults: FaultList) -> None:
    """Corrections of readings that do not exist, or that are another indicator's."""
    for one in corrections:
        said = mark("The reading “{id}” that this line replaces is not one of this indicator.")
        faults.add("replaces-nothing", one.place, said, severity=Severity.WARNING, id=one.replaces)


def accepted(readings: Iterable[Reading], owing: tuple[str, ...], faults: FaultList) -> tuple[Reading, ...]:
    """``readings`` without the excuses that the side that owes gave itself: only the other party accepts one.

    ``owing`` are ids of people; the name in the reading is compared as an id would be made of it.
    """
    return tuple(_without_own_excuse(one, owing, faults) for one in readings)


def _without_own_excuse(reading: Reading, owing: tuple[str, ...], faults: FaultList) -> Reading:
    if not reading.excused or not own_excuse(reading.excused_by, owing):
        return reading
    said = mark("{name} cannot excuse what the own side owes: the other party accepts an excuse. It is not counted.")
    faults.add("excused-by-own-side", reading.place, said, severity=Severity.WARNING, name=reading.excused_by)
    return replace(reading, excused_reason="", excused_by="")


def own_excuse(name: str, owing: tuple[str, ...]) -> bool:
    """Whether ``name`` is one of the people who owe, by id or by what an id would be made of."""
    return bool({name, slug(name)} & set(owing))


def circular(known: Iterable[Reading]) -> set[str]:
    """The ids of readings that, one replacing the next, come back to themselves."""
    next_of = {one.id: one.replaces for one in known if one.id and one.replaces}
    found: set[str] = set()
    done: set[str] = set()
    for start in next_of:
        path: list[str] = []
        at = start
        while at in next_of and at not in done:
            done.add(at)
            path.append(at)
            at = next_of[at]
        if at in path:
            found.update(path[path.index(at) :])
    return found


def _ids(known: list[Reading], faults: FaultList) -> set[str]:
    ids: set[str] = set()
    for one in known:
        if one.id and one.id in ids:
            said = mark("The reading id “{id}” is used twice for this indicator.")
            faults.add("reading-id-twice", one.place, said, severity=Severity.WARNING, id=one.id)
        ids.add(one.id)
    return ids - {""}
