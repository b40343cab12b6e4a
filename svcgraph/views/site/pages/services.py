"""The services: a list, and a page for each, between those who supply it and those whom it supplies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.graph import Service
from svcgraph.i18n import mark
from svcgraph.views.site.addresses import SERVICES
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import (
    Block,
    Entry,
    Grid,
    Head,
    Heading,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Row,
    joined,
    line,
)
from svcgraph.views.site.tables import handoff_grid, plain
from svcgraph.views.standing import CONTRACT_WORDS, STATES, Pair

ORDER = 50
TITLE = mark("Services")
PATH = SERVICES
NOTHING_IN = mark("The maps show nothing that it receives.")
NOTHING_OUT = mark("The maps show nothing that it hands over.")


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    inside = [one for one in guide.facts.graph.services if not one.external]
    outside = [one for one in guide.facts.graph.services if one.external]
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(
            _list(inside, guide, words(mark("Services of the organisation"))),
            _list(outside, guide, words(mark("External parties"))),
        ),
    )
    for one in guide.facts.graph.services:
        yield _page(one, guide)


def entries(guide: Guide) -> Iterator[Entry]:
    kinds = {False: guide.say(mark("Service")), True: guide.say(mark("External party"))}
    for one in guide.facts.graph.services:
        text = " ".join((one.name.fr, one.name.en, _department(one, guide), *one.performers))
        yield Entry(
            kind=kinds[one.external],
            name=guide.service_name(one.id),
            text=text,
            link=Link(_department(one, guide), guide.service_page(one.id)),
        )


def _list(services: Sequence[Service], guide: Guide, caption: str) -> Grid:
    words = guide.words
    titles = (
        mark("Service"),
        mark("Division"),
        mark("Suppliers"),
        mark("Clients"),
        mark("As supplier"),
        mark("As client"),
    )
    return plain(
        [words(title) for title in titles],
        (_row(one, guide) for one in services),
        caption,
        empty=words(mark("There is none.")),
        numbers=(2, 3),
    )


def _row(one: Service, guide: Guide) -> Row:
    return Row(
        cells=(
            line(guide.service(one.id)),
            line(_department(one, guide)),
            line(str(len(_suppliers(one, guide)))),
            line(str(len(_clients(one, guide)))),
            *_counts(one, guide),
        ),
    )


def _department(one: Service, guide: Guide) -> str:
    known = guide.facts.organisation.departments
    found = next((department for department in known if department.id == one.department), None)
    return guide.text(found.name.read(guide.words.language)) if found else ""


def _suppliers(one: Service, guide: Guide) -> list[Pair]:
    return guide.into[one.id]


def _clients(one: Service, guide: Guide) -> list[Pair]:
    return guide.out_of[one.id]


def _counts(one: Service, guide: Guide) -> tuple[Line, Line]:
    """How its contracts stand: counts, a service has no verdict of its own."""
    found = guide.counts.get(one.id)
    if found is None:
        return (), ()
    sides = (found.as_supplier, found.as_client)
    return tuple(  # type: ignore[return-value]
        joined(
            (Mark(f"{number} {guide.words(CONTRACT_WORDS[verdict])}", STATES[verdict]) for verdict, number in side),
        )
        for side in sides
    )


def _page(one: Service, guide: Guide) -> Page:
    words = guide.words
    return Page(
        path=guide.service_page(one.id),
        title=guide.service_name(one.id),
        section=PATH,
        above=(Link(words(TITLE), PATH),),
        blocks=tuple(_blocks(one, guide)),
    )


def _blocks(one: Service, guide: Guide) -> Iterator[Block]:
    words = guide.words
    kind = words(mark("External party")) if one.external else _department(one, guide)
    suppliers, clients = _suppliers(one, guide), _clients(one, guide)
    counted = words(mark("{suppliers} suppliers, {clients} clients."), suppliers=len(suppliers), clients=len(clients))
    yield Paragraph(line=line(f"{kind}{words(mark(': '))}" if kind else "", counted), lead=True)
    yield Heading(text=words(mark("What it receives, and from whom")), id="suppliers")
    yield _side(suppliers, guide, words(mark("Suppliers")), supplier=True)
    yield Heading(text=words(mark("What it hands over, and to whom")), id="clients")
    yield _side(clients, guide, words(mark("Clients")), supplier=False)
    mine = guide.handoffs_at.get(one.id, ())
    yield Heading(text=words(mark("On the maps")), id="maps")
    yield handoff_grid(mine, guide, words(mark("Every handoff of the service, with its place in the map file")))
    if one.performers:
        yield Paragraph(
            line=line(words(mark("On the maps it is called: {names}"), names=", ".join(one.performers))), note=True
        )


def _side(found: Sequence[Pair], guide: Guide, caption: str, *, supplier: bool) -> Grid:
    words = guide.words
    titles = (caption, mark("Deliverables"), mark("How it stands"), mark("Contract"), mark("In the picture"))
    rows = (
        Row(
            cells=(
                line(guide.service(pair.supplier if supplier else pair.client)),
                line(guide.things(pair)),
                line(guide.stands(pair)),
                guide.contracts_line(pair),
                line(guide.arrow(pair.id)),
            ),
            state=pair.standing.state,
        )
        for pair in found
    )
    return Grid(
        caption=caption,
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(NOTHING_IN if supplier else NOTHING_OUT),
    )
