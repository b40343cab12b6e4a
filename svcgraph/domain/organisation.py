"""The organisation as `organisation.yaml` tells it: who exists, under which names, and what was promised outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from svcgraph.domain.process import ProcessKind
from svcgraph.domain.text import Text


class DayOff(StrEnum):
    """What becomes of a deadline that falls on a day off (`4-attainment`)."""

    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"
    KEEP = "keep"


class Frequency(StrEnum):
    """How often something happens; order matters to "at least monthly"."""

    CONTINUOUS = "continuous"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    OCCASIONAL = "occasional"

    @property
    def at_least_monthly(self) -> bool:
        return self in (Frequency.CONTINUOUS, Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: str
    name: str
    email: str = ""
    service: str = ""
    position: Text = Text()
    left: date | None = None  # first day on which the person is no longer there
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What contracts inherit where they say nothing themselves (`domain.inheritance`)."""

    every: Frequency | None = None  # of review meetings
    rule: Text = Text()  # their day, in words
    participants: tuple[str, ...] = ()  # person ids
    escalation: Text = Text()
    amendment: Text = Text()
    notice: Text = Text()
    renewal: Text = Text()
    confidentiality: Text = Text()
    continuity: Text = Text()
    cut_off: str = ""
    day_off: DayOff | None = None
    minimum_sample: int | None = None
    keeper: str = ""  # person id: keeps the indicators that name nobody
    keeper_deputy: str = ""


NO_DEFAULTS = Defaults()


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    id: str
    name: Text
    short: str = ""
    head: str = ""  # person id
    defaults: Defaults = NO_DEFAULTS  # of the contracts in which one of its services is the supplier
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """A service that the organisation file names. Aliases may be paths: ``Shop / Sales``."""

    id: str
    name: Text
    short: str = ""
    department: str = ""
    head: str = ""
    staff: int | None = None
    aliases: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalParty:
    id: str
    name: Text
    roles: tuple[str, ...] = ()  # client, supplier, authority, third party
    aliases: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessEntry:
    """What the organisation file adds to a map: its family, owner, rhythm, and which processes it feeds."""

    id: str
    name: Text
    file: str = ""  # below processes/; empty: matched by name
    kind: ProcessKind | None = None
    owner: str = ""  # person id
    frequency: Frequency | None = None
    feeds: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An external promise (*engagement externe*): what an external client was promised."""

    id: str
    party: str  # external party id
    deliverable: Text
    objective: Text  # a sentence; may be text only
    start: Text = Text()  # start event of a lead time
    stop: Text = Text()
    origin: Text = Text()
    answerable: str = ""  # person id
    keeper: str = ""  # person id
    deputy: str = ""
    from_map: tuple[str, ...] = ()  # deliverable names on the map; empty: the deliverable's own
    source: Text = Text()
    alert: str = ""
    line: int = 0


def promise_reference(promise_id: str) -> str:
    """``e2a`` as people write it: E2a."""
    return promise_id[:1].upper() + promise_id[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSettings:
    """Working time of the organisation: zone, public holidays, closing days, hours per weekday (Monday = 0)."""

    timezone: str = "Europe/Paris"
    country: str = "FR"
    region: str = ""
    closed: tuple[tuple[date, str], ...] = ()
    hours: tuple[tuple[tuple[time, time], ...], ...] = (((time(9), time(17)),),) * 5 + ((),) * 2
    day_off: DayOff = DayOff.NEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The whole file. ``terms`` pairs French words of the maps with their English ones, for reading in English.

    ``file`` is the file as faults name it.
    """

    file: str = "processes/organisation.yaml"
    name: Text = Text()
    defaults: Defaults = NO_DEFAULTS
    departments: tuple[Department, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
    externals: tuple[ExternalParty, ...] = ()
    people: tuple[Person, ...] = ()
    processes: tuple[ProcessEntry, ...] = ()
    promises: tuple[Promise, ...] = ()
    calendar: CalendarSettings = CalendarSettings()
    terms: tuple[tuple[str, str], ...] = ()
