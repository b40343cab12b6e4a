"""The chain towards the external client: can the promise outside be kept with the promises inside?

The definition is the section "Chain" of `4-attainment`, completed by `7-rulings`; `docs/chain.md` explains it.
Values only: `build.chains` makes them, views and pictures read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction

from svcgraph.domain.attainment import IndicatorResult, Verdict
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.objective import Statement
from svcgraph.domain.organisation import DayOff
from svcgraph.domain.text import Text


class Fit(StrEnum):
    """Whether the agreed times fit within the promise."""

    FITS = "fits"
    NOT_ALWAYS = "not always"  # recurring deadlines: not on some dates of the next 12 months
    EXCEEDED = "does not fit"
    UNVERIFIABLE = "cannot be verified"  # a stretch has no agreed time, or not all paths were looked at
    NO_PROMISE = "no promise"  # nothing was promised, or nothing that has a time

    @property
    def untenable(self) -> bool:
        """The agreed times cannot keep the promise, always or on some dates."""
        return self in (Fit.NOT_ALWAYS, Fit.EXCEEDED)


class Cause(StrEnum):
    """Why a link is the weakest (`4-attainment`, Chain)."""

    MISSED = "missed"
    SUPPLIERS = "late because of its own suppliers"
    TOO_LOW = "set too low"
    NO_DATA = "no data"
    KEPT = "kept"  # the weakest of links that are all good enough


class Scale(StrEnum):
    """The unit in which agreed times add up exactly; other times are compared on real dates."""

    WORKING_DAYS = "working days"
    BUSINESS_DAYS = "business days"
    WORKING_MINUTES = "working minutes"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedClause:
    """A clause of a contract in force, or a promise, that says when: a lead time or a recurring deadline.

    ``contract`` is "" for a promise. ``anchor`` is the day from which "every other week" counts.
    """

    contract: str = ""
    reference: str = ""
    criterion: str
    statement: Statement
    target: Fraction = Fraction(1)
    key: bool = False
    day_off: DayOff | None = None
    cut_off: time | None = None
    anchor: date | None = None

    def __hash__(self) -> int:
        """By what names it: the whole sentence would be hashed a thousand times in a dense map."""
        return hash((self.contract, self.criterion))

    @property
    def id(self) -> str:
        """``contract/criterion``, unique in a workspace."""
        return f"{self.contract}/{self.criterion}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A deliverable (``d1``) or expectation (``e1``) of a contract in force that covers a handoff."""

    contract: str
    reference: str
    group: str
    expectation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One handoff on the path of a promise, with what was agreed about it and how that is kept.

    ``by_activity``: nothing was agreed about this very thing, but a clause on another output of the same
    activity bounds it (`8-sample` 11.0). ``share`` is aᵢ, the lowest attainment among the objectives of what
    is handed over, that of ``result``; ``verdict`` is the contract's, None without one.
    """

    handoff: ServiceHandoff
    agreements: tuple[Agreement, ...] = ()
    by_activity: bool = False
    delivery: bool = False  # to the external client itself
    clause: TimedClause | None = None
    verdict: Verdict | None = None
    result: IndicatorResult | None = None
    share: Fraction | None = None

    def __hash__(self) -> int:
        return hash((self.handoff, self.delivery))

    @property
    def contract(self) -> str:
        """The id of the contract in force; "" where none covers it."""
        return self.agreements[0].contract if self.agreements else ""

    @property
    def reference(self) -> str:
        """What people call the contract: its reference, else its id."""
        return (self.agreements[0].reference or self.contract) if self.agreements else ""

    @property
    def covered(self) -> bool:
        """A contract in force is about this very handoff."""
        return bool(self.agreements) and not self.by_activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a path that one clause bounds, from what its supplier receives to what leaves it.

    ``clause`` None: nobody agreed on a time. ``within`` are the links in between that the clause bounds too.
    """

    link: Link  # what leaves
    clause: TimedClause | None = None
    within: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Share of cases in which every link kept its time: bounds without an assumption, product if independent.

    ``measured`` of ``links`` have an attainment; while one has none, the lower bound is 0 and there is no product.
    """

    links: int = 0
    measured: int = 0
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    product: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way to the external client, upstream first; the last link is the delivery itself.

    ``agreed`` adds up the agreed times in the chain's scale; None where they do not add up or there are none.
    ``open`` counts the stretches without an agreed time.
    """

    links: tuple[Link, ...]
    stretches: tuple[Stretch, ...]
    agreed: int | None = None
    open: int = 0
    odds: Odds = Odds()

    @property
    def inner(self) -> tuple[Link, ...]:
        """The handoffs between services: all but the delivery."""
        return tuple(link for link in self.links if not link.delivery)


def onward(links: tuple[Link, ...]) -> Iterator[tuple[Link, Link | None]]:
    """Each link of a path with the first one that leaves the next activity; None after the last.

    What one activity hands to another at once are several links in a row: none of them leads to the next of them.
    """
    after: Link | None = None
    found = []
    for link, following in reversed(tuple(zip(links, (*links[1:], None), strict=True))):
        if following is None or _leaves(following) != _leaves(link):
            after = following
        found.append((link, after))
    yield from reversed(found)


def _leaves(link: Link) -> tuple[str, str]:
    return link.handoff.supplier, link.handoff.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Activities that lead back to each other; on a path each counts once."""

    activities: tuple[str, ...]  # keys
    handoffs: tuple[ServiceHandoff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakest:
    link: Link
    cause: Cause
    suppliers: tuple[Link, ...] = ()  # the late links that feed it, for Cause.SUPPLIERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """The contract that, brought to its objectives, lifts the external result most, and by how much."""

    contract: str
    reference: str
    before: Odds
    after: Odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A date on which what feeds something is due after it. ``fed`` None: it feeds the promise itself."""

    nominal: date  # of the promise's occurrence
    feeding: TimedClause  # the last clause before it
    fed: TimedClause | None
    arrives: datetime  # at the latest, as agreed
    due: datetime
    moved: date | None = None  # the day from which the feeding deadline was moved, since it is a day off
    needed: datetime | None = None  # when the promise could be due instead
    late: int  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What is left between the last agreed time and the promise, in an ordinary case; seconds."""

    elapsed: int
    worked: int
    times: int  # so many of
    of: int  # the occurrences of the next 12 months


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One clause to change: ``now`` and at most ``to``, in the chain's scale.

    Where only dates are compared ``now`` is None, and ``to`` are working days of a lead time. A deadline has ``by`` and
    ``instead``: when it would have to be due on the date that is missed by most, and when it is due.
    """

    clause: TimedClause
    now: int | None = None
    to: int | None = None
    by: datetime | None = None
    instead: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The smallest sets of clauses whose change makes the promise tenable, each with a floor.

    ``exhaustive`` False: more clauses lie on a cycle than could be tried; these are the smallest found in time.
    ``bare`` are the smallest sets without a floor. ``promise`` is what the promise would have to be, in the scale.
    """

    sets: tuple[tuple[Change, ...], ...] = ()
    bare: tuple[tuple[Change, ...], ...] = ()
    exhaustive: bool = True
    promise: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """By when something leaves at the latest, as agreed, on real dates."""

    link: Link
    clause: TimedClause
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The critical path on real dates, from one start; ``promised`` is when the promise runs out."""

    start: datetime
    milestones: tuple[Milestone, ...]
    promised: datetime

    @property
    def arrives(self) -> datetime:
        return self.milestones[-1].due


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Everything that leads to one thing delivered to an external client.

    ``promise`` is the promise's id, "" where nothing was promised. ``links`` are all distinct links of all paths in
    the graph's order, those of loops too. ``critical`` and ``worst`` are places in ``paths``: the longest by agreed
    time, and the one least often kept; -1 without a path. ``promised``, ``agreed`` and ``slack`` are in ``scale``.
    """

    promise: str
    party: str
    deliverable: Text
    objective: Text = Text()
    clause: TimedClause | None = None  # the promise's time
    target: Fraction = Fraction(1)
    result: IndicatorResult | None = None  # the promise as measured
    paths: tuple[Path, ...] = ()
    links: tuple[Link, ...] = ()
    loops: tuple[Loop, ...] = ()
    truncated: bool = False  # there are more paths than were looked at
    critical: int = -1
    worst: int = -1
    fit: Fit = Fit.NO_PROMISE
    scale: Scale | None = None
    promised: int | None = None
    agreed: int | None = None
    slack: int | None = None  # promised - agreed
    clashes: tuple[Clash, ...] = ()
    margin: Margin | None = None
    example: Example | None = None
    weakest: Weakest | None = None
    together: Odds = Odds()  # over all links of all paths
    lift: Lift | None = None
    changes: Changes = Changes()

    @property
    def inner(self) -> tuple[Link, ...]:
        """The handoffs between services on its paths and loops."""
        return tuple(link for link in self.links if not link.delivery)

    @property
    def uncovered(self) -> tuple[Link, ...]:
        """The handoffs between services that no contract in force covers."""
        return tuple(link for link in self.inner if not link.covered)

    @property
    def uncovered_share(self) -> Fraction | None:
        """Handoffs without a contract in force ÷ all; None where there is no handoff."""
        return Fraction(len(self.uncovered), len(self.inner)) if self.inner else None

    @property
    def contracts(self) -> tuple[str, ...]:
        """The ids of the contracts in force on its paths, in the graph's order."""
        return tuple(dict.fromkeys(one.contract for link in self.links for one in link.agreements))

    @property
    def critical_path(self) -> Path | None:
        return self.paths[self.critical] if self.critical >= 0 else None

    @property
    def worst_path(self) -> Path | None:
        return self.paths[self.worst] if self.worst >= 0 else None
