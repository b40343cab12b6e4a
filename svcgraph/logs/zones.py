"""A time zone as a few numbers: from when on which offset holds, by the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """``offset`` (microseconds to take from the clock on the wall) holds up to ``until`` on that clock, if not None."""

    offset: int
    until: int | None


def offsets(timezone: str, first: int, last: int) -> tuple[Offset, ...]:
    """The offsets between two moments (microseconds since 1970 by the clock on the wall).

    A time of day that occurs twice is its first; one that is skipped is read with the offset before, as Python does.
    """
    zone = ZoneInfo(timezone)
    day, end = _EPOCH + first * _TICK - 2 * DAY, _EPOCH + last * _TICK + 2 * DAY
    found: list[Offset] = []
    held = _offset(day, zone)
    while day < end:
        following = day + DAY
        if _offset(following, zone) != held:
            change = _change(day, following, zone)
            new = _offset(change, zone)
            found.append(Offset(offset=held // _TICK, until=(change - _EPOCH + max(held, new)) // _TICK))
            held = new
        day = following
    return (*found, Offset(offset=held // _TICK, until=None))


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first minute with the new offset."""
    old = _offset(before, zone)
    minutes = (after - before) // timedelta(minutes=1)
    low, high = 0, minutes
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(before + middle * timedelta(minutes=1), zone) == old else (low, middle)
    start = before + high * timedelta(minutes=1)
    return start.replace(second=0, microsecond=0)
