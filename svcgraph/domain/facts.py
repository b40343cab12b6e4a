"""All that a check may look at, as one frozen value: checks read it and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain import Chain
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Place, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A workspace as of one day. ``contracts`` is the merged view: adopted contracts and drafts.

    ``organisation_file`` is the place's file of what the organisation file says. ``maps`` are the maps as drawn,
    with what no handoff tells (empty lanes, activities that nothing leads to); ``history`` the earlier versions
    of contracts; ``passwords`` where a URL in a file holds a password.
    """

    organisation: Organisation
    graph: ServiceGraph
    contracts: tuple[Contract, ...]
    attainment: Attainment
    as_of: date
    organisation_file: str = "processes/organisation.yaml"
    chains: tuple[Chain, ...] = ()  # of promises
    maps: tuple[ProcessMap, ...] = ()
    history: tuple[Contract, ...] = ()
    passwords: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check as lists name it: its code, its severity unless the workspace sets another, and what it finds."""

    code: str
    severity: Severity
    finds: str  # a marked sentence without a full stop
