"""Which listing of attainment somebody asked for: by what, and of one period or of several."""

from __future__ import annotations

from collections.abc import Sequence

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.engine.history import History
from svcgraph.errors import UsageError
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment import Names, attainment_table, notes_of, title_of
from svcgraph.views.attainment_groups import group_table
from svcgraph.views.attainment_history import history_table
from svcgraph.views.tables import Table

BY = ("objective", "contract", "service", "owner", "process")
WITH_HISTORY = ("objective", "contract")
GROUPS = ("owner", "process")


def attainment_listing(
    attainment: Attainment,
    contracts: Sequence[Contract],
    organisation: Organisation,
    graph: ServiceGraph,
    words: Words,
    *,
    by: str,
    history: History | None = None,
    long: bool = False,
) -> Table:
    """One row per objective, contract, service, owner or process; with a ``history`` also per period.

    Raises `UsageError` for a history of what has none.
    """
    names = Names(contracts, organisation, words, attainment)
    if history is not None:
        if by not in WITH_HISTORY:
            raise UsageError(mark("--history: by objective or by contract"))
        return history_table(history, names, words, by=by, long=long)
    if by in GROUPS:
        title, notes = title_of(attainment, words), notes_of(attainment, words)
        return group_table(by, attainment, contracts, organisation, graph, names=names, title=title, notes=notes)
    return attainment_table(attainment, contracts, organisation, words, by=by)
