"""The contracts: a list, and a page for each, down to the readings, up to the map, with its history."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Contract, Status
from svcgraph.i18n import mark
from svcgraph.views.dates import last_day
from svcgraph.views.site.addresses import CONTRACTS
from svcgraph.views.site.contract_clauses import clauses
from svcgraph.views.site.contract_history import history
from svcgraph.views.site.contract_readings import readings
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Block, Entry, Fields, Heading, Line, Link, Page, Paragraph, Source, joined, line
from svcgraph.views.site.tables import contract_grid, handoff_grid, kept

ORDER = 60
TITLE = mark("Contracts")
PATH = CONTRACTS
NOT_JUDGED = mark("Not in force on {day}: nothing is judged.")
DRAFT = mark("Nothing is negotiated: this is what the maps show, made by the tool as a draft.")


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    drafts = [one for one in guide.facts.contracts if not one.place_file]
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(
            contract_grid(guide.known.negotiated, guide, words(mark("Contracts that people negotiate or agreed"))),
            contract_grid(
                drafts,
                guide,
                words(mark("Drafts made by the tool: pairs of services without a contract")),
                empty=words(mark("Every pair of services on the maps has its contract.")),
            ),
        ),
    )
    for one in guide.facts.contracts:
        yield _page(one, guide)


def entries(guide: Guide) -> Iterator[Entry]:
    words = guide.words
    for one in guide.facts.contracts:
        page = guide.contract_page(one.id)
        kind = words(mark("Contract")) if one.place_file else words(mark("Draft"))
        text = f"{one.id} {one.title.read(words.language)}"
        yield Entry(
            kind=kind,
            name=guide.reference(one),
            text=text,
            link=Link(guide.parties(one) if one.reference else "", page),
        )
        for item in (*one.deliverables, *one.expectations):
            said = " ".join(
                (item.name.fr, item.name.en, *item.from_map, *(c.text.read(words.language) for c in item.criteria))
            )
            yield Entry(
                kind=words(mark("Deliverable")),
                name=guide.text(item.name.read(words.language)),
                text=said,
                link=Link(guide.parties(one), page, item.id),
            )


def _page(one: Contract, guide: Guide) -> Page:
    return Page(
        path=guide.contract_page(one.id),
        title=f"{one.reference}{guide.words(mark(': '))}{guide.parties(one)}" if one.reference else guide.parties(one),
        section=PATH,
        above=(Link(guide.words(TITLE), PATH),),
        blocks=tuple(_blocks(one, guide)),
    )


def _blocks(one: Contract, guide: Guide) -> Iterator[Block]:
    words = guide.words
    if one.place_file:
        stands = kept(one, guide) or words(NOT_JUDGED, day=guide.day(guide.facts.as_of))
        yield Paragraph(line=line(guide.status(one), words(mark(" – ")), stands), lead=True)
    else:
        yield Paragraph(line=line(words(DRAFT)), lead=True)
    yield Fields(pairs=tuple(_facts(one, guide)))
    yield from clauses(one, guide)
    yield from readings(one, guide)
    yield Heading(text=words(mark("On the maps")), id="maps")
    handoffs = guide.handoffs_of.get((one.supplier.service, one.client.service), ())
    yield handoff_grid(
        handoffs, guide, words(mark("What passes from the supplier to the client, with its place in the map file")),
        parties=False,
    )  # fmt: skip
    yield from history(one, guide)


def _facts(one: Contract, guide: Guide) -> Iterator[tuple[str, Line]]:
    words = guide.words
    yield words(mark("Supplier")), line(guide.service(one.supplier.service))
    yield words(mark("Client")), line(guide.service(one.client.service))
    yield words(mark("Reference")), line(one.reference)
    yield words(mark("Version")), line(one.version if one.place_file else "")
    yield words(mark("In force from")), line(guide.day(one.start))
    yield words(mark("In force until")), line(guide.day(last_day(one.end)))
    yield words(mark("Purpose")), line(guide.text(one.purpose.read(words.language)))
    yield (
        words(mark("Serves the promises")),
        joined(guide.promise(name) for name in one.serves.promises),
    )
    yield words(mark("Relies on")), joined(guide.contract(name) for name in one.upstream)
    yield words(mark("Others rely on it")), joined(guide.contract(name) for name in one.downstream)
    yield words(mark("Next review meeting")), line(_next(one, guide))
    if (one.supplier.service, one.client.service) in guide.pair_of:
        yield words(mark("In the picture")), line(guide.arrow(f"{one.supplier.service}--{one.client.service}"))
    yield words(mark("File")), (Source(one.place_file.removeprefix("processes/")),) if one.place_file else ()
    if guide.known.people:
        directory = guide.directory
        yield (
            words(mark("Represented by")),
            line(", ".join(directory.name(p.representative) for p in (one.supplier, one.client) if p.representative)),
        )


def _next(one: Contract, guide: Guide) -> str:
    day = one.review.next.date() if one.review.next and one.status is not Status.ENDED else None
    return guide.day(day)
