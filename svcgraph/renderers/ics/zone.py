"""The VTIMEZONE of a zone: when its clocks change, over the years that an agenda touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A moment at which the clocks change, on the wall before it, and the offsets before and after."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def timezone(name: str, first: int, last: int) -> Timezone:
    """The zone's rules from the year before ``first`` to ``last``; what it was before is given from 1970 on."""
    made = Timezone()
    made.add("tzid", name)
    begun = datetime(1970, 1, 1)
    at_first = datetime(first - 1, 1, 1, 12, tzinfo=ZoneInfo(name))
    offset = at_first.utcoffset() or timedelta()
    start = Change(wall=begun, before=offset, after=offset, name=at_first.tzname() or name, summer=bool(at_first.dst()))
    for change in (start, *changes(name, first - 1, last)):
        made.add_component(_part(change))
    return made


@lru_cache(maxsize=64)
def changes(name: str, first: int, last: int) -> tuple[Change, ...]:
    """Every change of the clocks in those years, to the minute; looked for once, as all files of a build need it."""
    return tuple(_changes(name, first, last))


def _changes(name: str, first: int, last: int) -> Iterator[Change]:
    zone = ZoneInfo(name)
    moment = datetime(first, 1, 1, tzinfo=UTC)
    while moment.year <= last:
        later = moment + DAY
        if _offset(moment, zone) != _offset(later, zone):
            yield _change(moment, later, zone)
        moment = later


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> Change:
    old = _offset(before, zone)
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    moment = (before + timedelta(seconds=30)).replace(second=0, microsecond=0)
    moment = moment if _offset(moment, zone) != old else moment + timedelta(minutes=1)
    new = moment.astimezone(zone)
    return Change(
        wall=(moment + old).replace(tzinfo=None),
        before=old,
        after=_offset(moment, zone),
        name=new.tzname() or "",
        summer=bool(new.dst()),
    )


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _part(change: Change) -> TimezoneDaylight | TimezoneStandard:
    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("dtstart", change.wall)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part
