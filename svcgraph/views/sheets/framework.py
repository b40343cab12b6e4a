"""The framework contract (*contrat-cadre*): one deliverable, one text, one signature and one measurement per client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.contract import Contract, Deliverable
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import matching
from svcgraph.domain.negotiation.dossier import Proposal
from svcgraph.i18n import mark
from svcgraph.views.document import Block, Document, Heading, Paragraph, Row, Shade
from svcgraph.views.document import Words as Said
from svcgraph.views.paper_cells import blank, centred, fact, grid, head, label, row
from svcgraph.views.sheets.pen import Pen

KIND = mark("Framework agreement")
NOTE = mark(
    "One text for all clients: the criteria and levels of § 2 hold for each of them. Each client signs on its own line "
    "of § 3 and has its own measurement, so that a level kept on average hides nobody."
)
CRITERIA = 4  # rows to fill in


def framework_document(proposal: Proposal, contracts: Sequence[Contract], pen: Pen) -> Document:
    """The paper of one proposed framework; ``contracts`` are the merged ones, for what is agreed with some clients."""
    words = pen.words
    thing = pen.printed(pen.wording.term(proposal.thing))
    parties = words(mark("{supplier} → {n} clients"), supplier=pen.service(proposal.supplier), n=len(proposal.clients))
    known = {client: _standing(proposal, client, contracts) for client in proposal.clients}
    blocks = [
        Heading(text=f"{words(KIND)} – {thing}", level=0),
        Heading(text=words(mark("1. What is handed over"))),
        _thing(proposal, thing, pen),
        *_criteria(known, pen),
        *_clients(proposal, known, pen),
        Paragraph(line=(Said(text=words(NOTE), grey=True),), small=True),
    ]
    return pen.document(thing, words(KIND), parties, proposal.supplier, blocks)


def _standing(proposal: Proposal, client: str, contracts: Sequence[Contract]) -> tuple[Contract, Deliverable] | None:
    """The deliverable in the pair's contract or draft."""
    wanted = same(proposal.thing)
    for contract in contracts:
        if (contract.supplier.service, contract.client.service) == (proposal.supplier, client):
            for item in contract.deliverables:
                if wanted in matching.keys(item) or same(item.name.fr) == wanted:
                    return contract, item
    return None


def _thing(proposal: Proposal, thing: str, pen: Pen) -> Block:
    words = pen.words
    first = row(
        label(words(mark("Supplier")), 4),
        fact(pen.service(proposal.supplier), 14, bold=True, under=pen.head(proposal.supplier)),
        label(words(mark("Deliverable")), 4),
        fact(thing, 17, bold=True),
    )
    second = row(
        label(words(mark("Form and channel")), 4),
        blank("form", words(mark("Form and channel")), 14),
        label(words(mark("Acceptance")), 4),
        blank("acceptance", words(mark("Acceptance")), 17),
        height=9.0,
    )
    return grid("thing", [first, second])


def _criteria(known: dict[str, tuple[Contract, Deliverable] | None], pen: Pen) -> Iterator[Block]:
    """What some client negotiated already stands there; the rest is to be filled in."""
    words = pen.words
    yield Heading(text=words(mark("2. What all clients look at, and the level to reach")))
    titles = [
        (words(mark("No.")), 2),
        (words(mark("Criterion, in the clients’ words")), 12),
        (words(mark("Objective: the level to reach")), 11),
        (words(mark("Indicator: what is counted")), 9),
        (words(mark("Negotiated with")), 5),
    ]
    rows = [*_negotiated(known, pen)]
    rows += [_open(number, titles) for number in range(len(rows) + 1, max(CRITERIA, len(rows) + 2) + 1)]
    yield grid("criteria", [head(titles), *rows])


def _negotiated(known: dict[str, tuple[Contract, Deliverable] | None], pen: Pen) -> Iterator[Row]:
    number = 0
    for contract, item in filter(None, known.values()):
        for one in item.criteria if contract.place_file else ():
            number += 1
            yield row(
                centred(str(number), 2),
                fact(pen.text(one.text), 12),
                fact(pen.text(one.objective.text) if one.objective else "–", 11),
                fact(pen.text(one.indicator.name) if one.indicator else "–", 9, size=8.5),
                fact(contract.reference or contract.id, 5, size=8.5),
                height=9.0,
            )


def _open(number: int, titles: Sequence[tuple[str, int]]) -> Row:
    cells = (blank(f"c/{number}/{place}", said, span) for place, (said, span) in enumerate(titles[1:-1]))
    return row(centred(str(number), 2), *cells, fact("", titles[-1][1]), height=9.0)


def _clients(proposal: Proposal, known: dict[str, tuple[Contract, Deliverable] | None], pen: Pen) -> Iterator[Block]:
    words = pen.words
    yield Heading(text=words(mark("3. The clients: one measurement and one signature each")))
    titles = [
        (words(mark("Client")), 9),
        (words(mark("Today")), 6),
        (words(mark("Usual volume")), 5),
        (words(mark("Level of its own, if another")), 6),
        (words(mark("Kept up to date by")), 5),
        (words(mark("Name, date, signature")), 8),
    ]
    rows = [_client(client, known[client], titles, pen) for client in proposal.clients]
    supplier = row(
        label(words(mark("For the supplier: {service}"), service=pen.service(proposal.supplier)), 31),
        blank("s/signature", titles[-1][0], 8, shade=Shade.SUPPLIER),
        height=12.0,
    )
    yield grid("clients", [head(titles), *rows, supplier])


def _client(
    client: str, found: tuple[Contract, Deliverable] | None, titles: Sequence[tuple[str, int]], pen: Pen
) -> Row:
    contract = found[0] if found else None
    agreed = contract is not None and bool(contract.place_file)
    today = (contract.reference or contract.id) if contract and agreed else pen.words(mark("draft made by the tool"))
    volume = pen.text(found[1].volume) if found else ""
    cells = [
        fact(volume, span, size=8.5) if place == 2 and volume else blank(f"k/{client}/{place}", said, span)
        for place, (said, span) in enumerate(titles)
        if place > 1
    ]
    return row(fact(pen.service(client), 9, under=pen.head(client)), fact(today, 6, size=8.5), *cells, height=11.0)
