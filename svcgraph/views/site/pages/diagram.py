"""The picture of the organisation: choose a service or an arrow and see what is behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from svcgraph.i18n import Words, mark
from svcgraph.views.diagram.departments import boxes
from svcgraph.views.diagram.organisation import organisation
from svcgraph.views.shapes import WORST_FIRST, Diagram, State
from svcgraph.views.site.addresses import DIAGRAM
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Filter, Grid, Head, Heading, Page, Picture, Row, line
from svcgraph.views.standing import Pair

ORDER = 20
TITLE = mark("Who supplies whom")
PATH = DIAGRAM
STATE_WORDS = {
    State.MET: mark("kept"),
    State.AT_RISK: mark("at risk"),
    State.MISSED: mark("not kept"),
    State.UNKNOWN: mark("not measured"),
    State.ON_TRACK: mark("on track"),
    State.DRAFT: mark("draft"),
    State.NEUTRAL: mark("no verdict"),
    State.SUSPENDED: mark("suspended"),
    State.FLOW: mark("mapped flow"),
}


def pages(guide: Guide) -> Iterator[Page]:
    words, facts = guide.words, guide.facts
    diagram = organisation(facts.graph, facts.contracts, facts.attainment, facts.organisation, words, as_of=facts.as_of)
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(
            Picture(diagram=diagram, explore=True, filters=filters(diagram, guide)),
            Heading(text=words(mark("The same as a table")), id="arrows"),
            arrows(guide, diagram),
        ),
    )


def filters(diagram: Diagram, guide: Guide) -> tuple[Filter, ...]:
    """The states that the picture has, worst first, with the number of their arrows."""
    found = Counter(edge.state for edge in diagram.edges)
    return tuple(_filter(state, found[state], guide.words) for state in WORST_FIRST if found[state])


def _filter(state: State, number: int, words: Words) -> Filter:
    return Filter(state=state, text=words(mark("{state} ({n})"), state=words(STATE_WORDS[state]), n=number))


def arrows(guide: Guide, diagram: Diagram) -> Grid:
    """Every arrow as a line; it tells of the arrow of ``diagram`` between the two departments, or groups, too."""
    words = guide.words
    titles = (
        mark("Supplier"),
        mark("Client"),
        mark("How it stands"),
        mark("Deliverables"),
        mark("Contract"),
    )
    home = boxes(guide.facts.graph, guide.facts.organisation, diagram)
    ordered = sorted(guide.pairs, key=lambda pair: WORST_FIRST.index(pair.standing.state))
    return Grid(
        caption=words(mark("Every arrow, worst first")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_arrow(pair, home, guide) for pair in ordered),
        empty=words(mark("The maps show no handoff between services.")),
    )


def _arrow(pair: Pair, home: dict[str, str], guide: Guide) -> Row:
    return Row(
        cells=(
            line(guide.service(pair.supplier)),
            line(guide.service(pair.client)),
            line(guide.stands(pair)),
            line(guide.things(pair)),
            guide.contracts_line(pair),
        ),
        id=f"arrow {pair.id}",
        state=pair.standing.state,
        arrows=(pair.id, "--".join((home[pair.supplier], home[pair.client]))),
    )
