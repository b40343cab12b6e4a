"""A workspace as read, and a workspace worked out as of one day: what the last stages are handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.chain import Chain
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.dossier import Dossier
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Fault, any_error
from svcgraph.store.layout import KeptPlace
from svcgraph.store.maps import Loaded
from svcgraph.store.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """What `processes/` says, as read: nothing is worked out yet."""

    root: Path
    settings: Settings
    organisation: Organisation
    maps: tuple[Loaded, ...]
    contracts: tuple[Contract, ...]
    history: tuple[Contract, ...]
    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    places: tuple[KeptPlace, ...] = ()  # where boxes of the organisation diagram should stay
    sources: tuple[Source, ...] = ()  # of readings that the engine counts where they are
    without: frozenset[str] = frozenset()  # services thought away, by id (`svcgraph whatif`)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A workspace as of one day, every stage done.

    ``contracts`` is the merged view: drafts and contracts, each in the version in force on the day; where none is, as
    it is now. ``on_the_table`` has them all as they are now: what is negotiated, printed as a form, listed. ``others``
    are the versions of contracts that were or will be in force, with what they inherit.
    """

    workspace: Workspace
    as_of: date
    graph: ServiceGraph
    drafts: tuple[Contract, ...]
    contracts: tuple[Contract, ...]
    attainment: Attainment
    dossiers: tuple[Dossier, ...]
    faults: tuple[Fault, ...]
    chains: tuple[Chain, ...] = ()  # of promises
    on_the_table: tuple[Contract, ...] = ()
    others: tuple[Contract, ...] = ()

    @property
    def unreadable(self) -> bool:
        """Whether an input, or a part of one, was left out: exit code 3 (`7-rulings`)."""
        return any_error(self.faults)

    @property
    def organisation(self) -> Organisation:
        return self.workspace.organisation

    def map_of(self, file: str) -> ProcessMap | None:
        """The process map of one file, as loaded."""
        found = (one.reading.map for one in self.workspace.maps if one.reading and one.reading.map.file == file)
        return next(found, None)

    @property
    def facts(self) -> Facts:
        return Facts(
            organisation=self.organisation,
            graph=self.graph,
            contracts=self.contracts,
            attainment=self.attainment,
            as_of=self.as_of,
            chains=self.chains,
            maps=tuple(one.reading.map for one in self.workspace.maps if one.reading),
            history=self.workspace.history,
        )
