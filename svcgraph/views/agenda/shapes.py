"""A calendar, neutral: what is when, for whom. iCalendar is ink.

Moments are wall-clock times of the agenda's time zone, without one; a `date` is a whole day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

When = datetime | date


class Sort(StrEnum):
    MEETING = "meeting"
    ACTION = "action"
    READING = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Every ``interval`` months on the ``rank``-th ``weekday``, to ``last``; every week where ``rank`` is None."""

    weekday: int
    rank: int | None
    interval: int
    last: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One of a series that is not where the rule puts it."""

    nominal: When
    start: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``uid`` stays the same for the same thing, so that a calendar updates it; ``sequence`` grows with its changes.

    ``start`` is where the rule puts the first one; ``without`` fall out. ``people`` and ``services`` are the ids of
    those in whose calendars it stands. ``off``: it is over and done with, or dropped.
    """

    uid: str
    sort: Sort
    title: str
    text: str
    start: When
    minutes: int = 0
    rule: Rule | None = None
    moved: tuple[Moved, ...] = ()
    without: tuple[When, ...] = ()
    guests: tuple[Guest, ...] = ()
    people: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    changed: date
    sequence: int = 0
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """``file``: its name below the folder of calendars, without a suffix."""

    file: str
    name: str
    language: str
    timezone: str
    events: tuple[Event, ...]
