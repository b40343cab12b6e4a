"""The portfolio as tables: one line for each two services, one for each direction, one for each proposal.

In the workbook the decision and remark columns belong to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.dossier import (
    Cover,
    Decided,
    Decision,
    Direction,
    Dossier,
    Proposal,
    ProposalKind,
    Reason,
    ReasonKind,
)
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.standing import STATUS_WORDS
from svcgraph.views.tables import Cell, Column, Kind, Table
from svcgraph.views.wording import Wording

DECISIONS = {
    Decision.CONTRACT: mark("contract"),
    Decision.SHEET: mark("interface sheet"),
    Decision.NOTHING: mark("nothing"),
}
DECIDED = 3  # the last columns of the table of dossiers are people's
_REASONS = {
    ReasonKind.FAILING_PROMISE: mark("on the path of {promises}: missed, at risk or untenable"),
    ReasonKind.PROMISE: mark("on the path of {promises}"),
    ReasonKind.BETWEEN_DEPARTMENTS: mark("between divisions, {frequency}"),
    ReasonKind.SAME_DEPARTMENT: mark("within one division"),
    ReasonKind.RARE: mark("between divisions, but {frequency}"),
    ReasonKind.UNKNOWN_DEPARTMENT: mark("the division of one of the two is not known"),
    ReasonKind.UNKNOWN_FREQUENCY: mark("between divisions, rhythm not known"),
    ReasonKind.NOT_MAPPED: mark("on no map"),
}


def portfolio_tables(
    dossiers: tuple[Dossier, ...], graph: ServiceGraph, organisation: Organisation, words: Words, *, dated: str = ""
) -> tuple[Table, ...]:
    """The sheets of `outputs/portfolio.xlsx`. ``dated``: what the data's date is, in words, for every sheet."""
    wording = Wording(graph, organisation, words)
    notes = (dated,) if dated else ()
    made = (_dossiers, _directions, _proposals)
    return tuple(_in_print(make(dossiers, wording, notes), words.language) for make in made)


def _in_print(table: Table, language: str) -> Table:
    """The workbook goes round a table on paper: names as typed on the maps are set for print (`7-rulings`)."""

    def printed(cell: Cell) -> Cell:
        return set_in_print(cell, language) if isinstance(cell, str) else cell

    return replace(table, rows=tuple(tuple(map(printed, row)) for row in table.rows))


def dossiers_table(
    dossiers: tuple[Dossier, ...],
    graph: ServiceGraph,
    organisation: Organisation,
    words: Words,
    *,
    decided: Iterable[Decided] = (),
) -> Table:
    """One line for each two services, both directions together, in the order of negotiation.

    ``decided``: what people noted, in its columns, which the terminal then has too.
    """
    table = _dossiers(dossiers, Wording(graph, organisation, words), ())
    noted = {one.services: one for one in decided}
    return _with_decisions(table, dossiers, noted, words) if noted else table


def _with_decisions(
    table: Table, dossiers: tuple[Dossier, ...], noted: dict[tuple[str, str], Decided], words: Words
) -> Table:
    ordered = sorted(dossiers, key=lambda one: one.order)
    rows = (
        (*row[:-DECIDED], *_noted(noted[one.services], words)) if one.services in noted else row
        for row, one in zip(table.rows, ordered, strict=True)
    )
    shown = tuple(replace(one, wide=False) for one in table.columns[-DECIDED:])
    return replace(table, columns=(*table.columns[:-DECIDED], *shown), rows=tuple(rows))


def _noted(one: Decided, words: Words) -> tuple[Cell, ...]:
    ways = (words(DECISIONS[way]) if way else "" for way in (one.forward, one.back))
    return (*ways, one.remark)


def _dossiers(dossiers: tuple[Dossier, ...], wording: Wording, notes: tuple[str, ...]) -> Table:
    words = wording.words
    choices = tuple(words(text) for text in DECISIONS.values())
    columns = (
        Column(key="order", title=words("Order"), kind=Kind.NUMBER, width=7),
        Column(key="wave", title=words("Wave"), kind=Kind.NUMBER, width=7),
        Column(key="dossier", title=words("File no."), kind=Kind.NUMBER, width=8, wide=True),
        Column(key="class", title=words("Class"), width=7),
        Column(key="promises", title=words("On the path of"), kind=Kind.LIST, width=10),
        Column(key="first", title=words("Unit 1"), width=20),
        Column(key="second", title=words("Unit 2"), width=20),
        Column(key="forward", title=words("1 hands over to 2"), width=34, wide=True),
        Column(key="forward_state", title=words("1 → 2: state"), width=22),
        Column(key="back", title=words("2 hands over to 1"), width=34, wide=True),
        Column(key="back_state", title=words("2 → 1: state"), width=22),
        Column(key="reasons", title=words("Reasons"), width=30, wide=True),
        Column(key="proposals", title=words("Proposals"), width=40, wide=True),
        Column(key="proposed", title=words("Proposed"), width=16, wide=True),
        Column(key="forward_decision", title=words("Decision 1 → 2"), width=16, choices=choices, input=True, wide=True),
        Column(key="back_decision", title=words("Decision 2 → 1"), width=16, choices=choices, input=True, wide=True),
        Column(key="remark", title=words("Remark"), width=30, input=True, wide=True),
    )
    ordered = sorted(dossiers, key=lambda one: one.order)
    rows = tuple(_dossier(one, wording) for one in ordered)
    return Table(title=words("Portfolio of contracts to negotiate"), columns=columns, rows=rows, notes=notes)


def _dossier(dossier: Dossier, wording: Wording) -> tuple[Cell, ...]:
    ways = {way.supplier: way for way in dossier.directions}
    first, second = dossier.services
    promises = dict.fromkeys(name for way in dossier.directions for name in way.promises)
    sides = [ways.get(service) for service in dossier.services]
    return (
        dossier.order,
        dossier.wave or None,
        dossier.number,
        "/".join(dict.fromkeys(way.pair_class.value for way in sides if way)),
        tuple(map(wording.promise, promises)),
        wording.service(first),
        wording.service(second),
        _things(sides[0], wording),
        _state(sides[0], wording),
        _things(sides[1], wording),
        _state(sides[1], wording),
        wording.listed(reason_words(why, wording) for way in dossier.directions for why in way.reasons),
        wording.listed(_proposal(one, wording) for one in dossier.proposals),
        " / ".join(dict.fromkeys(wording.words(DECISIONS[way.proposed]) for way in sides if way)),
        "",
        "",
        "",
    )


def _directions(dossiers: tuple[Dossier, ...], wording: Wording, notes: tuple[str, ...]) -> Table:
    words = wording.words
    columns = (
        Column(key="dossier", title=words("File no."), kind=Kind.NUMBER, width=8),
        Column(key="class", title=words("Class"), width=7),
        Column(key="supplier", title=words("Supplier"), width=24),
        Column(key="client", title=words("Client"), width=24),
        Column(key="deliverables", title=words("Deliverables"), width=50),
        Column(key="handoffs", title=words("Handoffs"), kind=Kind.NUMBER, width=10),
        Column(key="promises", title=words("On the path of"), kind=Kind.LIST, width=12),
        Column(key="state", title=words("State"), width=30),
        Column(key="reasons", title=words("Reasons"), width=44),
    )
    rows = tuple(
        (
            dossier.number,
            way.pair_class.value,
            wording.service(way.supplier),
            wording.service(way.client),
            _things(way, wording),
            sum(len(thing.handoffs) for thing in way.things),
            tuple(map(wording.promise, way.promises)),
            _state(way, wording),
            wording.listed(reason_words(why, wording) for why in way.reasons),
        )
        for dossier in dossiers
        for way in dossier.directions
    )
    return Table(title=words("Suppliers and clients"), columns=columns, rows=rows, notes=notes)


def _proposals(dossiers: tuple[Dossier, ...], wording: Wording, notes: tuple[str, ...]) -> Table:
    words = wording.words
    columns = (
        Column(key="dossier", title=words("File no."), kind=Kind.NUMBER, width=8),
        Column(key="first", title=words("Unit 1"), width=26),
        Column(key="second", title=words("Unit 2"), width=26),
        Column(key="proposal", title=words("Proposal"), width=90),
        Column(key="remark", title=words("Remark"), width=40, input=True),
    )
    rows = tuple(
        (dossier.number, wording.service(first), wording.service(second), _proposal(one, wording), "")
        for dossier in dossiers
        for first, second in (dossier.services,)
        for one in dossier.proposals
    )
    return Table(title=words("Proposals"), columns=columns, rows=rows, notes=notes)


def _things(way: Direction | None, wording: Wording) -> str:
    return wording.listed(wording.thing(thing) for thing in way.things) if way else ""


def reason_words(reason: Reason, wording: Wording) -> str:
    """Why a direction has its class: "on the path of E1", "between divisions, weekly"."""
    rhythm = wording.frequency(reason.frequency) if reason.frequency else ""
    promises = ", ".join(map(wording.promise, reason.promises))
    return wording.words(_REASONS[reason.kind], promises=promises, frequency=rhythm)


def _state(way: Direction | None, wording: Wording) -> str:
    """What exists for this direction: contracts of people, expectations that cover it, else the tool's draft."""
    if way is None:
        return ""
    said = [*_contracts(way, wording.words), *_covered(way, wording)]
    return wording.listed(said) if said else wording.words("draft made by the tool")


def _contracts(way: Direction, words: Words) -> Iterator[str]:
    return (f"{one.reference or one.contract} {words(STATUS_WORDS[one.status])}" for one in way.standings)


def _covered(way: Direction, wording: Wording) -> Iterable[str]:
    if not way.covers:
        return ()
    whole = mark("covered by an expectation: {clauses}")
    said = whole if way.covered else mark("covered in part by an expectation: {clauses}")
    clauses = dict.fromkeys(_clause(cover) for cover in way.covers)
    return (wording.words(said, clauses=", ".join(clauses)),)


def _clause(cover: Cover) -> str:
    return f"{cover.reference or cover.contract} {cover.expectation}"


def _proposal(proposal: Proposal, wording: Wording) -> str:
    words, thing = wording.words, wording.term(proposal.thing)
    if proposal.kind is ProposalKind.FRAMEWORK:
        return words(
            "framework contract of {supplier} for “{thing}”: one text, {n} signatures ({clients})",
            supplier=wording.service(proposal.supplier),
            thing=thing,
            n=len(proposal.clients),
            clients=", ".join(map(wording.service, proposal.clients)),
        )
    if proposal.kind is ProposalKind.COMPLETENESS:
        return words(
            "“{thing}” is rework: rather a completeness criterion on what {client} receives",
            thing=thing,
            client=wording.service(proposal.client),
        )
    return words(
        "“{thing}” feeds “{feeds}”: an expectation in the contract {supplier} → {client}",
        thing=thing,
        feeds=wording.term(proposal.feeds),
        supplier=wording.service(proposal.supplier),
        client=wording.service(proposal.client),
    )
