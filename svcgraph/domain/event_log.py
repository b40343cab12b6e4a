"""An event log: what was done, in which case, when and by which service. Columns are parallel, one place an event."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

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
    """The events in the order of the file. ``times`` are microseconds of UTC since 1970, or `NO_TIME`.

    ``lines``: where each stands, from 1; of a Parquet file its number.
    """

    file: str
    format: str
    cases: Values
    activities: Values
    services: Values
    times: array[int]
    lines: array[int]

    def __len__(self) -> int:
        return len(self.times)


def directly_follows(log: EventLog) -> Iterator[tuple[int, int]]:
    """The places of two events of a case of which the second follows the first directly, case by case."""
    order = in_time(log)
    cases = log.cases.codes
    for before, after in pairwise(order):
        if cases[before] == cases[after]:
            yield before, after


def in_time(log: EventLog) -> list[int]:
    """The places of the events, case by case, by time; of equal times as the file has them."""
    keys = placed(log)
    order = sorted(range(len(log)), key=keys.__getitem__)
    order.sort(key=log.cases.codes.__getitem__)
    return order


def placed(log: EventLog) -> array[int]:
    """When each event took place, for the order only: one without a time stays behind the one before it in its case."""
    if NO_TIME not in log.times:
        return log.times
    latest: dict[int, int] = {}
    keys = array("q", log.times)
    for place, (case, time) in enumerate(zip(log.cases.codes, log.times, strict=True)):
        if time == NO_TIME:
            keys[place] = latest.get(case, NO_TIME)
        else:
            latest[case] = time
    return keys
