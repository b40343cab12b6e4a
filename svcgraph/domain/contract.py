"""The service contract: what two services negotiated, and what a draft of one holds.

Clause ids (``d1``, ``d1.c1``, ``d1.c1.i1``, ``e1``, ``e1.c1``) are given once, at adoption, never reused.
What is said at the table beside the clauses is in `domain.session`; what a contract does not say of itself it
inherits from its department and organisation (`domain.inheritance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.session import (
    NOTHING_LAID,
    PRINTED_RULES,
    Answer,
    AsIs,
    CountingRules,
    Endorsement,
    LaidFlat,
    Minutes,
    OpenPoint,
)
from svcgraph.domain.text import Text

FORMAT = 2
CRITICALITY = 1  # of what does not say otherwise; 3 is the most (`7-rulings`)
MINIMUM_SAMPLE = 5  # below this many occurrences no percentage is printed (`7-rulings`)


class Status(StrEnum):
    """States of a contract (`7-rulings`)."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    NEGOTIATION = "in negotiation"
    AGREED = "agreed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"

    @property
    def binding(self) -> bool:
        return self in (Status.AGREED, Status.ACTIVE)


class ClauseState(StrEnum):
    """Where a deliverable stands between the map and the table."""

    NEGOTIATED = "negotiated"
    PROPOSED = "proposed"  # from the map, not negotiated yet
    DECLINED = "declined"  # proposed, refused with a reason; stays silent
    OBSERVED = "observed"  # drafts: a mapped flow is not yet a deliverable


class Presence(StrEnum):
    """Whether the map still shows a negotiated deliverable; worked out at every build, never stored by people."""

    ON_MAP = "on the map"
    VANISHED = "vanished"  # has from_map names, none of them on the map
    NOT_MAPPED = "not mapped"  # never was on a map


class Dimension(StrEnum):
    LEAD_TIME = "lead time"
    TIMELINESS = "timeliness"
    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    CONFORMITY = "conformity"
    CLARITY = "clarity"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where on the map a handoff stands.

    What follows ``via`` is added when it is stored as the baseline of drift (`negotiation.drift`): the name on the
    map, the two lanes, the activities before the first and after the second, and the hash of the map file.
    """

    file: str
    process: str
    source_id: str | None
    source: str
    target_id: str | None
    target: str
    via: str
    name: str = ""
    giver: str = ""
    taker: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    map: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """The level to reach, a sentence; what does not parse is kept and is "not measurable"."""

    text: Text = Text()
    key: bool = False
    alert: str = ""  # seuil d'alerte, as written: "90 %", "3 errors", "1 miss in 3 months", "none"
    start: Text = Text()  # a lead time's start and stop events, or what is counted
    stop: Text = Text()
    counted: Text = Text()
    depends_on: tuple[str, ...] = ()  # clause ids of the preconditions
    day_off: DayOff | None = None
    cut_off: str = ""
    share: str = ""  # share of cases where the sentence states none: "95 %"
    timezone: str = ""  # of the clock times of the sentence, where it is not the organisation's: Europe/London
    calendar: str = ""  # whose public holidays count, where not the organisation's: BE, DE-BY
    criticality: int | None = None  # 1 to 3; None: the contract's


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured, from where, how often, and the one named person who keeps it up to date."""

    id: str
    name: Text = Text()
    definition: Text = Text()
    formula: Text = Text()
    source: Text = Text()
    frequency: Frequency | None = None
    keeper: str = ""  # person id, or a name nobody knows: check says so
    deputy: str = ""
    due: Text = Text()  # when a reading is due, a sentence: "the 5th working day of the month"
    unit: str = ""
    aggregate: str = "last"
    minimum_sample: int | None = None
    build_before: date | None = None  # "measure to be built by … before …"
    build_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What the client looks at, in its own words."""

    id: str
    text: Text
    dimension: Dimension | None = None
    objective: Objective | None = None
    indicator: Indicator | None = None
    answer: Answer | None = None  # the other side's
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """Something handed over. Also the shape of an expectation of the supplier."""

    id: str
    name: Text
    state: ClauseState = ClauseState.NEGOTIATED
    from_map: tuple[str, ...] = ()
    form: Text = Text()
    channel: Text = Text()
    receiver: Text = Text()
    volume: Text = Text()
    acceptance: Text = Text()  # how the client accepts it
    note: Text = Text()
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    presence: Presence = Presence.NOT_MAPPED
    needs_name: bool = False  # the name was taken from an activity: "deliverable to be named"
    declined_by: str = ""
    declined_reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    service: str  # service id
    representative: str = ""  # person id
    deputy: str = ""
    present: tuple[str, ...] = ()  # at the session: person ids, or names


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Review meetings: how often, which were held, which is next."""

    every: Frequency | None = None
    rule: Text = Text()
    participants: tuple[str, ...] = ()
    held: tuple[date, ...] = ()
    missed: tuple[date, ...] = ()  # planned, not held
    postponed: tuple[date, ...] = ()
    next: datetime | None = None
    minutes: tuple[Minutes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    id: str
    cause: Text = Text()
    action: Text = Text()
    owner: str = ""
    due: date | None = None
    status: str = "to start"  # to start, under way, done, dropped
    done_on: date | None = None
    effect: Text = Text()
    objective: str = ""  # criterion id
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    side: str  # supplier, client
    name: str
    role: Text = Text()
    date: date
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """The external client's need that the contract serves, or the reason for none."""

    promises: tuple[str, ...] = ()
    text: Text = Text()
    time_committed: Text = Text()  # share of the promised time that contracts already use: "5 days of 5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A service contract. In a draft most of it is empty: the empty places are what the method asks for."""

    id: str
    supplier: Party
    client: Party
    status: Status = Status.DRAFT
    reference: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()  # in which people write it; the first one binds
    title: Text = Text()
    purpose: Text = Text()
    start: date | None = None
    end: date | None = None  # first day on which it is no longer in force
    renewal: Text = Text()
    notice: Text = Text()
    revision: date | None = None  # yearly revision
    criticality: int | None = None  # 1 to 3; None: inherited, else 1
    effect_of_loss: Text = Text()  # what the client cannot do if the deliverable is missing
    confidentiality: Text = Text()
    continuity: Text = Text()
    upstream: tuple[str, ...] = ()  # ids of the contracts on which this one relies
    downstream: tuple[str, ...] = ()  # ids of the contracts that rely on this one
    serves: Serves = Serves()
    laid_flat: LaidFlat = NOTHING_LAID
    deliverables: tuple[Deliverable, ...] = ()
    expectations: tuple[Deliverable, ...] = ()
    no_expectations: bool = False  # "none, said at the session"
    keeper: str = ""  # person id: keeps the indicators that name nobody
    keeper_deputy: str = ""
    minimum_sample: int | None = None  # None: inherited, else `MINIMUM_SAMPLE`
    counting: CountingRules = PRINTED_RULES
    review: Review = Review()
    open_points: tuple[OpenPoint, ...] = ()
    actions: tuple[Action, ...] = ()
    escalation: Text = Text()
    amendment: Text = Text()
    agreed_but_for_points: bool = False  # "agreed but for the open points"
    as_is: AsIs | None = None  # agreed although something is missing
    approvals: tuple[Approval, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    note: Text = Text()
    history: tuple[Text, ...] = ()
    place_file: str = ""
    merged: bool = False  # outputs/: an agreed contract with what the map adds
    inherited: tuple[str, ...] = ()  # keys that `domain.inheritance` filled in: "escalation", "review.every"…

    @property
    def language(self) -> str:
        """The language that binds: the first of its own, else French."""
        return self.languages[0] if self.languages else "fr"

    def in_force(self, day: date) -> bool:
        """Agreed or active, start ≤ day < end (`7-rulings`)."""
        return self.status.binding and (self.start or day) <= day and (self.end is None or day < self.end)
