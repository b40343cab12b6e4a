"""Tables that several pages show: contracts, handoffs with their evidence, neutral tables with links put in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgraph.domain.attainment import IndicatorResult
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.i18n import mark
from svcgraph.views.attainment_words import contract_verdict_words, count_words, objectives_words, verdict_words
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Grid, Head, Mark, Piece, Row, line
from svcgraph.views.standing import STATES

DRAFTS_ONLY = mark("No contract yet.")


def contract_grid(contracts: Iterable[Contract], guide: Guide, caption: str, *, empty: str = "") -> Grid:
    """One line a contract: who with whom, its state, and how it is kept."""
    words = guide.words
    return Grid(
        caption=caption,
        heads=(
            *(Head(title=words(one)) for one in (mark("Contract"), mark("Supplier"), mark("Client"), mark("State"))),
            Head(title=words(mark("How it is kept"))),
            Head(title=words(mark("Objectives kept"))),
        ),
        rows=tuple(_contract(one, guide) for one in contracts),
        empty=empty or words(DRAFTS_ONLY),
    )


def _contract(contract: Contract, guide: Guide) -> Row:
    result = guide.results.get(contract.id)
    return Row(
        cells=(
            line(guide.contract(contract.id)),
            line(guide.service(contract.supplier.service)),
            line(guide.service(contract.client.service)),
            line(guide.status(contract)),
            line(kept(contract, guide)),
            line(objectives_words(result, guide.words) if result else ""),
        ),
        state=STATES[result.verdict] if result else None,
    )


def kept(contract: Contract, guide: Guide) -> Piece:
    """The contract's verdict; empty where it is not in force."""
    result = guide.results.get(contract.id)
    return Mark(contract_verdict_words(result, guide.words), STATES[result.verdict]) if result else ""


def judged(result: IndicatorResult, guide: Guide) -> Mark:
    """An objective's verdict with its count."""
    count = count_words(result, guide.words)
    said = verdict_words(result, guide.words)
    told = guide.words(mark("{verdict}: {count}"), verdict=said, count=count) if count else said
    return Mark(told, STATES[result.verdict])


def handoff_grid(
    handoffs: Sequence[ServiceHandoff], guide: Guide, caption: str, *, parties: bool = True, process: bool = True
) -> Grid:
    """Each handoff with its two activities and its place in the map file.

    ``parties``: with the two services; ``process``: with the name of the process.
    """
    words = guide.words
    ends = (mark("Supplier"), mark("Client")) if parties else ()
    titles = (
        mark("Deliverable"),
        *ends,
        mark("From activity"),
        mark("To activity"),
        *((mark("Process"),) if process else ()),
        mark("In the map file"),
    )
    return Grid(
        caption=caption,
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_handoff(one, guide, parties=parties, process=process) for one in handoffs),
        empty=words(mark("The maps show nothing.")),
    )


def _handoff(one: ServiceHandoff, guide: Guide, *, parties: bool, process: bool) -> Row:
    ends = (line(guide.service(one.supplier)), line(guide.service(one.client))) if parties else ()
    return Row(
        cells=(
            line(thing(one, guide)),
            *ends,
            line(guide.activity(one.source, one.source_name)),
            line(guide.activity(one.target, one.target_name)),
            *((line(guide.process(one.process)),) if process else ()),
            line(guide.place(one.place)),
        )
    )


def thing(one: ServiceHandoff, guide: Guide) -> Piece:
    """What is handed over, as a link to the contract of the pair, where there is one."""
    found = guide.contracts_of.get((one.supplier, one.client), ())
    return guide.contract(found[0].id, guide.thing(one)) if found else guide.thing(one)


def plain(titles: Sequence[str], rows: Iterable[Row], caption: str, *, empty: str, numbers: Sequence[int] = ()) -> Grid:
    """A table from titles and rows; ``numbers`` are the columns of figures."""
    heads = tuple(Head(title=title, number=at in numbers) for at, title in enumerate(titles))
    return Grid(caption=caption, heads=heads, rows=tuple(rows), empty=empty)
