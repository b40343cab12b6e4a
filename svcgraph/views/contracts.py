"""Contracts as a table: who with whom, in which state, what is in it, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from svcgraph.domain.contract import ClauseState, Contract, Criterion, Presence, Status
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.states import OPEN
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views import dates
from svcgraph.views.standing import STATUS_WORDS
from svcgraph.views.steps import Signed, signed_term
from svcgraph.views.tables import Cell, Column, Kind, Table, Term
from svcgraph.views.wording import Wording

NEVER: Mapping[str, date] = {}
STATES = tuple(status.value for status in Status)


def contracts_table(
    contracts: Iterable[Contract],
    graph: ServiceGraph,
    words: Words,
    *,
    standing: Iterable[Contract] = (),
    suspended: Mapping[str, date] = NEVER,
) -> Table:
    """One line a contract, those of people first, then the tool's drafts; each by id.

    ``to_complete``: criteria without a measurable place for their objective, indicator or keeper. ``standing``: the
    versions in force. ``suspended``: since when contracts are, by id.
    """
    valid = {one.id: one for one in standing}
    wording = Wording(graph, Organisation(), words)
    columns = (
        Column(key="reference", title=words("Reference"), width=12),
        Column(key="id", title=words("Identifier"), width=40),
        Column(key="supplier", title=words("Supplier"), width=24, wide=True),
        Column(key="client", title=words("Client"), width=24, wide=True),
        Column(key="state", title=words("State"), width=18, codes=STATES),
        Column(key="version", title=words("Version"), width=9, wide=True),
        Column(key="agreed", title=words("Agreed by"), width=16, codes=tuple(one.value for one in Signed)),
        Column(key="version_in_force", title=words("Version in force"), width=9, wide=True),
        Column(key="start", title=words("In force from"), kind=Kind.DATE, width=12, wide=True),
        Column(key="end", title=words("No longer in force from"), kind=Kind.DATE, width=12, wide=True),
        Column(key="negotiated", title=words("Negotiated"), kind=Kind.NUMBER, width=11),
        Column(key="proposed", title=words("Proposed"), kind=Kind.NUMBER, width=11),
        Column(key="vanished", title=words("Vanished"), kind=Kind.NUMBER, width=11),
        Column(key="objectives", title=words("Objectives"), kind=Kind.NUMBER, width=11, wide=True),
        Column(key="to_complete", title=words("To complete"), kind=Kind.NUMBER, width=11),
    )
    ordered = sorted(contracts, key=lambda one: (not one.place_file, one.id))
    return Table(
        title=words("Contracts"),
        columns=columns,
        rows=tuple(_row(one, valid.get(one.id), suspended.get(one.id), wording) for one in ordered),
    )


def _row(contract: Contract, valid: Contract | None, since: date | None, wording: Wording) -> tuple[Cell, ...]:
    items = contract.deliverables
    criteria = [criterion for item in (*items, *contract.expectations) for criterion in item.criteria]
    return (
        contract.reference,
        contract.id,
        wording.service(contract.supplier.service),
        wording.service(contract.client.service),
        _state(contract, valid, since, wording.words),
        contract.version,
        signed_term(contract, wording.words),
        valid.version if valid else "",
        contract.start,
        contract.end,
        sum(item.state is ClauseState.NEGOTIATED for item in items),
        sum(item.state in (ClauseState.PROPOSED, ClauseState.OBSERVED) for item in items),
        sum(item.presence is Presence.VANISHED for item in items),
        sum(criterion.objective is not None for criterion in criteria),
        sum(not _complete(criterion) for criterion in criteria),
    )


def _state(contract: Contract, valid: Contract | None, since: date | None, words: Words) -> Term:
    begun = contract.status is Status.AGREED and valid is not None and valid.version == contract.version
    status = Status.ACTIVE if begun else contract.status
    said = words(STATUS_WORDS[status] if contract.place_file else mark("draft made by the tool"))
    if since is not None:
        said = words(mark("{state} since {day}"), state=said, day=dates.day(since, words))
    if valid is not None and (contract.status in OPEN or valid.version != contract.version):
        said = words(mark("{state} ({version} in force)"), state=said, version=valid.version or "–")
    return Term(said, contract.status.value)


def _complete(criterion: Criterion) -> bool:
    """Every criterion has an objective, every objective an indicator, every indicator one named person."""
    indicator = criterion.indicator
    return bool(criterion.objective and criterion.objective.text and indicator and indicator.keeper)
