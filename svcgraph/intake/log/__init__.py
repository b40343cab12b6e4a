"""Event logs as files: XES, CSV, Parquet into events with case, activity, service, moment (`docs/logs.md`).

Personal columns (who did it, by name) are left where they are unless somebody asks for them (`7-rulings`, Words,
people, paper).
"""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.event_log import EventLog
from svcgraph.errors import Fault

TIMEZONE = "Europe/Paris"
AS_MAP = "event-log"  # the format of a map that is a log
ALL = "all"  # as a lifecycle: every event counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person says of a log; "" where the reader shall find out.

    ``service``, ``case``, ``activity``, ``time``: attributes or columns. ``lifecycle``: the value that counts, or
    `ALL`. ``dates``: ``dmy`` or ``mdy``, for dates with slashes. ``timezone``: of moments that name none.
    """

    service: str = ""
    case: str = ""
    activity: str = ""
    time: str = ""
    lifecycle: str = ""
    dates: str = ""
    timezone: str = TIMEZONE
    people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An attribute that may mean *service*: how many different values it has, and how many events have one."""

    name: str
    distinct: int
    events: int
    taken: bool = False
    usual: bool = True  # its name says so; others have few enough values


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReading:
    """A log, what was taken for what, and everything that could not be read or had to be guessed.

    ``columns``: what case, activity and time were taken from, as pairs.
    """

    log: EventLog
    attribute: str
    candidates: tuple[Candidate, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
