"""The interface sheet (*fiche d'interface*) of two services: what each hands to the other, and by when. One page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.contract import ClauseState, Contract, Deliverable, Dimension
from svcgraph.domain.negotiation.dossier import Direction, Dossier
from svcgraph.domain.organisation import Frequency
from svcgraph.i18n import mark
from svcgraph.views.document import Block, Cell, Document, Heading, Paragraph, Row
from svcgraph.views.document import Words as Said
from svcgraph.views.paper_cells import blank, centred, fact, grid, head, label, row
from svcgraph.views.portfolio import reason_words
from svcgraph.views.sheets.pen import Pen
from svcgraph.views.standing import STATUS_WORDS

KIND = mark("Interface sheet")
NOTE = mark(
    "An interface sheet says what is handed over and by when. It has no indicator and no review meeting: where the "
    "time is not kept, or matters to an external client, negotiate a service agreement."
)
TIMES = (Dimension.TIMELINESS, Dimension.LEAD_TIME)
BLANKS = 2  # rows for what the map does not show
_COLUMNS = ("number", "thing", "steps", "rhythm", "form", "when", "receiver")
_WIDTHS = (2, 9, 9, 4, 5, 6, 4)


def interface_document(dossier: Dossier, contracts: Sequence[Contract], pen: Pen) -> Document:
    """The sheet of the two services of ``dossier``; ``contracts`` are the merged ones, drafts too."""
    words = pen.words
    first, second = dossier.services
    parties = f"{pen.service(first)} ↔ {pen.service(second)}"
    found = {(one.supplier.service, one.client.service): one for one in contracts}
    blocks = [
        Heading(text=f"{words(KIND)} – {parties}", level=0),
        _heads(dossier, pen),
        *(block for way in dossier.directions for block in _direction(way, found, pen)),
        Heading(text=words(mark("Agreed"))),
        _agreed(dossier, pen),
        Paragraph(line=(Said(text=words(NOTE), grey=True),), small=True),
    ]
    return pen.document(parties, words(KIND), parties, f"{first}--{second}", blocks)


def _heads(dossier: Dossier, pen: Pen) -> Block:
    first, second = dossier.services
    why = pen.wording.listed(reason_words(one, pen.wording) for way in dossier.directions for one in way.reasons)
    return grid(
        "heads",
        [
            row(
                label(pen.words(mark("Unit 1")), 3),
                fact(pen.service(first), 9, under=pen.head(first)),
                label(pen.words(mark("Unit 2")), 3),
                fact(pen.service(second), 9, under=pen.head(second)),
                label(pen.words(mark("Why a sheet")), 3),
                fact(pen.printed(f"{dossier.pair_class.value} – {why}"), 12, size=8.0),
            )
        ],
    )


def _direction(way: Direction, contracts: dict[tuple[str, str], Contract], pen: Pen) -> Iterator[Block]:
    yield Heading(text=f"{pen.service(way.supplier)} → {pen.service(way.client)}")
    if standing := next((one for one in way.standings if one.status.binding), None):
        said = f"{standing.reference or standing.contract} {pen.words(STATUS_WORDS[standing.status])}"
        yield Paragraph(line=(Said(text=pen.words(mark("Under a service agreement: {contract}."), contract=said)),))
        return
    contract = contracts.get((way.supplier, way.client))
    items = [one for one in contract.deliverables if one.state is not ClauseState.DECLINED] if contract else []
    titles = (
        pen.words(mark("No.")),
        pen.words(mark("What is handed over (from the map)")),
        pen.words(mark("Process and step")),
        pen.words(mark("Rhythm")),
        pen.words(mark("Form and channel")),
        pen.words(mark("By when, at the latest")),
        pen.words(mark("Recipient")),
    )
    place = f"{way.supplier}--{way.client}"
    rows = [_item(place, number, one, titles, pen) for number, one in enumerate(items, 1)]
    rows += [_empty(place, number, titles) for number in range(len(items) + 1, len(items) + 1 + BLANKS)]
    yield grid(place, [head(zip(titles, _WIDTHS, strict=True)), *rows])


def _item(place: str, number: int, item: Deliverable, titles: Sequence[str], pen: Pen) -> Row:
    known = {
        "rhythm": pen.text(item.volume) or _rhythm(item, pen),
        "form": ", ".join(filter(None, (pen.text(item.form), pen.text(item.channel)))),
        "when": _deadline(item, pen),
        "receiver": pen.text(item.receiver),
    }
    cells: list[Cell] = [
        centred(str(number), 2),
        fact(pen.thing(item), _WIDTHS[1]),
        fact(pen.steps(item), _WIDTHS[2], size=8.0),
    ]
    for key, title, span in zip(_COLUMNS[3:], titles[3:], _WIDTHS[3:], strict=True):
        said = known[key]
        cells.append(fact(said, span, size=8.5) if said else blank(f"{place}/{item.id}/{key}", title, span))
    return row(*cells, height=9.0)


def _empty(place: str, number: int, titles: Sequence[str]) -> Row:
    cells = (
        blank(f"{place}/+{number}/{key}", title, span)
        for key, title, span in zip(_COLUMNS[1:], titles[1:], _WIDTHS[1:], strict=True)
    )
    return row(centred(str(number), 2), *cells, height=9.0)


def _rhythm(item: Deliverable, pen: Pen) -> str:
    """How often the processes run in which it is handed over."""
    files = {one.file for one in item.evidence}
    often = {one.frequency for one in pen.graph.processes if one.file in files}
    return pen.wording.listed(pen.wording.frequency(one) for one in Frequency if one.value in often)


def _deadline(item: Deliverable, pen: Pen) -> str:
    """What was negotiated of its time already."""
    found = (one.objective.text for one in item.criteria if one.objective and one.dimension in TIMES)
    return pen.wording.listed(pen.text(one) for one in found if one)


def _agreed(dossier: Dossier, pen: Pen) -> Block:
    said = pen.words(mark("Name, date, initials"))
    cells: list[Cell] = []
    for number, (service, wide) in enumerate(zip(dossier.services, (12, 13), strict=True), 1):
        cells += [
            label(f"{pen.service(service)} – {said[:1].lower()}{said[1:]}", 7),
            blank(f"agreed/{number}", said, wide),
        ]
    return grid("agreed", [row(*cells, height=11.0)])
