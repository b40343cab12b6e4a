"""Moments of an event log as microseconds of UTC, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from svcgraph.domain.event_log import MICROSECONDS

DMY, MDY = "dmy", "mdy"
EARLIEST, LATEST = 1900, 2200  # years in which somebody keeps a log
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_DIGITS = {10: MICROSECONDS, 13: 1000, 16: 1}  # seconds, milli-, microseconds since 1970
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)", re.DOTALL)
_DAY_OR_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_CLOCK = re.compile(
    r"[T ,]*(?:à )?(\d{1,2})[:hH](\d{2})?(?::(\d{2})(?:[.,](\d+))?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)


@dataclass(slots=True)
class Clock:
    """Reads the moments of one log, and remembers what a person should be told of them.

    ``dates`` is ``dmy`` or ``mdy``, "" (read as ``dmy``) when nobody knows. ``naive``: moments without an offset,
    which are in ``timezone``; ``offsets``: the
    different ones written; ``slashed``: dates whose order of day and month their figures do not tell, ``swapped``:
    dates that make sense only the other way round.
    """

    timezone: str
    dates: str = ""
    naive: int = 0
    slashed: int = 0
    swapped: int = 0
    offsets: set[timedelta] = field(default_factory=set)
    _zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        self._zone = ZoneInfo(self.timezone)

    def read(self, text: str) -> int:
        """Microseconds of UTC since 1970. Raises ValueError for what is no moment."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = self._written(text.strip())
        return self.ticks(moment)

    def ticks(self, moment: datetime) -> int:
        """The same of a moment; one without an offset is in the log's time zone. Raises ValueError, OverflowError."""
        if not EARLIEST <= moment.year <= LATEST:
            raise ValueError(f"{moment.year}: no year of a log")
        offset = moment.utcoffset()
        if offset is None:
            self.naive += 1
            moment = moment.replace(tzinfo=self._zone)
        else:
            self.offsets.add(offset)
        return (moment - _EPOCH) // _TICK

    def _written(self, text: str) -> datetime:
        if text.isdecimal() and len(text) in _DIGITS:
            return _EPOCH + timedelta(microseconds=int(text) * _DIGITS[len(text)])
        if iso := _ISO.fullmatch(text):
            year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
            return _with_clock(year, month, day, iso[4])
        if said := _DAY_OR_MONTH.fullmatch(text):
            return self._slashed(said)
        raise ValueError(f"{text}: no moment")

    def _slashed(self, said: re.Match[str]) -> datetime:
        first, second, year = int(said[1]), int(said[2]), int(said[3])
        day, month = (first, second) if self.dates != MDY else (second, first)
        self.slashed += not self.dates and first != second and first <= 12 >= second
        self.swapped += month > 12 >= day
        return _with_clock(year + 2000 if year < 100 else year, month, day, said[4])


def _with_clock(year: int, month: int, day: int, rest: str) -> datetime:
    if not rest.strip():
        return datetime(year, month, day)
    said = _CLOCK.fullmatch(rest.rstrip())
    if not said:
        raise ValueError(f"{rest}: no time of day")
    hour = int(said[1])
    if said[5]:
        hour = hour % 12 + 12 * (said[5].lower() == "pm")
    fraction = int((said[4] or "0")[:6].ljust(6, "0"))
    moment = datetime(year, month, day, hour, int(said[2] or 0), int(said[3] or 0), fraction)
    return moment.replace(tzinfo=_offset(said[6])) if said[6] else moment


def _offset(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    amount = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-amount if text[0] == "-" else amount)


def date_order(texts: Iterable[str]) -> str:
    """``dmy`` or ``mdy``, as the figures of some dates with slashes tell; "" when they tell nothing."""
    for said in filter(None, map(_DAY_OR_MONTH.fullmatch, map(str.strip, texts))):
        if int(said[1]) > 12:
            return DMY
        if int(said[2]) > 12:
            return MDY
    return ""
