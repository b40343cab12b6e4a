"""An event log: what was done, in which case, when and by which service. Columns are parallel, one place an event."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

MISSING = -1  # a code: the event has no such value
NO_TIME = -(2**63)  # a time: the event has none that can be read
MICROSECONDS = 1_000_000  # in a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """One column: each different value once, and per event the place of its value, or `MISSING`."""

    names: tuple[str, ...]
    codes: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """The events in the order of the file. ``times`` are microseconds of UTC since 1970, or `NO_TIME`."""

    file: str
    format: str
    cases: Values
    activities: Values
    services: Values
    times: array[int]

    def __len__(self) -> int:
        return len(self.times)
