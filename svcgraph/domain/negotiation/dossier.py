"""What the portfolio holds: one negotiation file (*dossier*) for each two services, both directions together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.contract import Status
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.organisation import Frequency


class PairClass(StrEnum):
    """How much paper a direction deserves (`7-rulings` "From flows to contracts")."""

    A = "A"  # on the path of a promise that is untenable, missed or at risk: full form
    B = "B"  # on another promise's path, or between departments and at least monthly: interface sheet
    C = "C"  # inventory


class Decision(StrEnum):
    """What people decide about a direction; the tool only proposes one."""

    CONTRACT = "contract"
    SHEET = "interface sheet"
    NOTHING = "nothing"


PROPOSED_DECISION = {PairClass.A: Decision.CONTRACT, PairClass.B: Decision.SHEET, PairClass.C: Decision.NOTHING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people noted of two services in a kept portfolio; ``services`` as the dossier seats them."""

    services: tuple[str, str]
    forward: Decision | None = None  # what the first hands over to the second
    back: Decision | None = None
    remark: str = ""


class ReasonKind(StrEnum):
    FAILING_PROMISE = "failing promise"
    PROMISE = "promise"
    BETWEEN_DEPARTMENTS = "between departments, at least monthly"
    SAME_DEPARTMENT = "same department"
    RARE = "between departments, less than monthly"
    UNKNOWN_DEPARTMENT = "department not known"
    UNKNOWN_FREQUENCY = "frequency not known"
    NOT_MAPPED = "no handoff on the map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a direction has its class; ``promises`` are promise ids, worst first."""

    kind: ReasonKind
    promises: tuple[str, ...] = ()
    frequency: Frequency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedThing:
    """Something that the map hands over, with its handoffs. ``named`` False: it is still to be named."""

    name: str
    named: bool
    handoffs: tuple[ServiceHandoff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A contract of people on this direction."""

    contract: str  # id
    reference: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """An expectation of the reverse contract that covers something handed over here."""

    contract: str  # id
    reference: str
    expectation: str  # e1
    thing: str  # as the map names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One supplier and client pair of a dossier. No ``standings``: only the tool's draft exists."""

    supplier: str
    client: str
    pair_class: PairClass
    reasons: tuple[Reason, ...]
    promises: tuple[str, ...]  # on whose path it lies, worst first
    things: tuple[MappedThing, ...]
    standings: tuple[Standing, ...] = ()
    covers: tuple[Cover, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether expectations of the reverse contract cover everything that is handed over here."""
        return bool(self.things) and len({cover.thing for cover in self.covers}) == len(self.things)

    @property
    def proposed(self) -> Decision:
        """What the tool proposes; a direction that is covered needs no paper of its own."""
        return Decision.NOTHING if self.covered else PROPOSED_DECISION[self.pair_class]


class ProposalKind(StrEnum):
    FRAMEWORK = "framework contract"  # one text, one signature and one measurement per client
    COMPLETENESS = "completeness criterion"  # for a rework loop
    EXPECTATION = "expectation"  # a reverse flow that feeds the forward deliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the tool proposes for a dossier, for people to take or leave.

    ``supplier`` and ``client`` are the parties of the contract to be written or completed (for a framework
    the client is ""); ``thing`` is what is handed over, ``feeds`` what it feeds, ``clients`` who receives it.
    """

    kind: ProposalKind
    supplier: str
    thing: str
    client: str = ""
    feeds: str = ""
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Two services round one table. ``order`` counts from 1; ``wave`` 0: not part of a wave (class B and C)."""

    number: int
    services: tuple[str, str]
    pair_class: PairClass
    directions: tuple[Direction, ...]
    proposals: tuple[Proposal, ...] = ()
    promise: str = ""  # the worst one that it serves
    order: int = 0
    wave: int = 0
