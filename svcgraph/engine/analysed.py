"""What the graph says by itself, beside the contracts in force and the verdicts on promises."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.analysis import Analysis
from svcgraph.domain.analysis.build import analyse
from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain import Chain
from svcgraph.domain.chain.build import untenable
from svcgraph.domain.chain.cover import Ledger
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.promise_paths import FAILING
from svcgraph.domain.organisation import Organisation
from svcgraph.engine.agreed import in_force


def analysed(
    graph: ServiceGraph,
    contracts: tuple[Contract, ...],
    organisation: Organisation,
    attainment: Attainment,
    *,
    history: Iterable[Contract] = (),
    chains: Iterable[Chain] = (),
) -> Analysis:
    """The figures as of the attainment's day; ``chains`` are those of promises, which tell the untenable ones."""
    standing = in_force(contracts, history, attainment.as_of)
    ledger = Ledger(graph, standing, organisation, attainment=attainment, clauses=(), as_of=attainment.as_of)
    missed = (one.clause for one in attainment.promises if one.verdict in FAILING)
    return analyse(
        graph,
        organisation,
        covered=lambda handoff: ledger.link(handoff).covered,
        failing={*untenable(chains), *missed},
    )
