"""What the graph of services and activities says by itself: figures of the work, never of people.

Values only; `analysis.build` makes them. `docs/analysis.md` says how each figure is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFigures:
    """One process: how often work changes hands in it, and on the way of one case.

    ``fewest`` and ``most`` handoffs between services on a way from where work begins to where it ends (a loop's
    handoffs counted once); None where the map shows no way.
    """

    process: int  # index into ServiceGraph.processes
    activities: int
    services: int
    handoffs: int  # between services of the organisation
    outside: int  # with external parties
    fewest: int | None
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """One service: who depends on it. ``delivered`` are the things delivered outside that its work leads to."""

    service: str
    suppliers: int
    clients: int
    given: int  # handoffs to other services
    downstream: int  # services whose work its own leads to, through any number of hands
    delivered: int
    promises: tuple[str, ...] = ()  # ids, of those things


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePoint:
    """A service through which every way to some things delivered outside leads; their deliverer is not counted."""

    service: str
    promises: tuple[str, ...]  # ids of promises
    others: tuple[tuple[str, str], ...]  # party and thing, not promised
    activities: tuple[str, ...]  # names of the single activities of it that every way passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutual:
    """Two services that supply each other.

    ``rounds``: how often at least work goes there and back in one process; ``loops``: handoffs that lie on a loop of
    activities, so that work comes back to where it was (rework). Stored data counts for neither: it sends no work.
    """

    services: tuple[str, str]
    there: int
    back: int
    rounds: int
    loops: int
    processes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A service in its community: those that hand over more among each other than with the rest."""

    service: str
    department: str
    community: int  # from 1, the largest first
    usual: str  # the department to which most of the community belong, "" where several do
    inside: int  # its handoffs with services of its community
    total: int  # its handoffs with any service


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """``in_departments`` and ``in_communities``: the share of handoffs that stay inside; None without a handoff."""

    members: tuple[Member, ...] = ()
    in_departments: Fraction | None = None
    in_communities: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToNegotiate:
    """One direction between two services, with handoffs that no contract in force covers.

    ``failing``: promises on whose path it lies and that are missed, at risk or untenable; ``promises`` the others.
    """

    supplier: str
    client: str
    uncovered: int
    handoffs: int
    failing: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    delivered: int = 0  # things delivered outside that depend on it
    downstream: int = 0  # services whose work it leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    processes: tuple[ProcessFigures, ...] = ()
    services: tuple[ServiceFigures, ...] = ()
    points: tuple[SinglePoint, ...] = ()
    mutual: tuple[Mutual, ...] = ()
    communities: Communities = Communities()
    negotiate: tuple[ToNegotiate, ...] = ()
