"""The processes: a list by family, and a page for each with its picture, its activities and its handoffs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from svcgraph.domain.graph import Activity, MappedProcess
from svcgraph.domain.organisation import Frequency
from svcgraph.domain.process import ProcessKind
from svcgraph.i18n import mark
from svcgraph.views.diagram.process import process
from svcgraph.views.diagram.process_board import process_map
from svcgraph.views.shapes import Diagram, Listed
from svcgraph.views.site.addresses import PROCESSES
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import (
    Block,
    Entry,
    Fields,
    Grid,
    Head,
    Heading,
    Line,
    Link,
    Page,
    Picture,
    Row,
    Source,
    joined,
    line,
)
from svcgraph.views.site.pages.diagram import filters
from svcgraph.views.site.tables import handoff_grid

ORDER = 40
TITLE = mark("Processes")
PATH = PROCESSES
KINDS = {
    ProcessKind.MANAGEMENT: mark("management"),
    ProcessKind.OPERATIONAL: mark("operational"),
    ProcessKind.SUPPORT: mark("support"),
}
Numbered = tuple[int, MappedProcess]


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    yield Page(path=PATH, title=words(TITLE), section=PATH, blocks=tuple(_first(guide)))
    for number, one in enumerate(guide.facts.graph.processes):
        yield Page(
            path=guide.process(number).page,
            title=guide.process_name(number),
            section=PATH,
            above=(Link(words(TITLE), PATH),),
            blocks=tuple(_blocks(number, one, guide)),
        )


def _first(guide: Guide) -> Iterator[Block]:
    """The map of processes, then the list."""
    diagram = process_map(guide.facts, guide.words)
    if diagram.nodes:
        yield Picture(diagram=diagram)
    yield _list(guide)


def entries(guide: Guide) -> Iterator[Entry]:
    words = guide.words
    for number, one in enumerate(guide.facts.graph.processes):
        page = guide.process(number).page
        name = guide.process_name(number)
        yield Entry(
            kind=words(mark("Process")), name=name, text=one.id, link=Link(one.file.removeprefix("processes/"), page)
        )
    for activity in guide.facts.graph.activities:
        yield Entry(
            kind=words(mark("Activity")),
            name=guide.text(guide.naming.term(activity.name)) or "–",
            text=activity.name,
            link=Link(_where(activity, guide), guide.process(activity.process).page, activity.key),
        )


def _where(activity: Activity, guide: Guide) -> str:
    return f"{guide.service_name(activity.service)} · {guide.process_name(activity.process)}"


def _list(guide: Guide) -> Grid:
    words = guide.words
    graph = guide.facts.graph
    activities = Counter(one.process for one in graph.activities)
    handoffs = Counter(one.process for one in graph.handoffs)
    titles = (mark("Process"), mark("Family"), mark("Rhythm"), mark("Activities"), mark("Handoffs"), mark("Map file"))
    rows = (
        Row(
            cells=(
                line(guide.process(number)),
                line(words(KINDS[one.kind]) if one.kind else ""),
                line(_rhythm(one, guide)),
                line(str(activities[number])),
                line(str(handoffs[number])),
                line(Source(one.file.removeprefix("processes/"))),
            )
        )
        for number, one in _ordered(guide)
    )
    return Grid(
        caption=words(mark("Processes by family")),
        heads=tuple(Head(title=words(title), number=at in (3, 4)) for at, title in enumerate(titles)),
        rows=tuple(rows),
        empty=words(mark("No process map yet.")),
    )


def _ordered(guide: Guide) -> list[Numbered]:
    """Management, operational, support, then those of which nobody says."""
    order = {kind: at for at, kind in enumerate(KINDS)}
    numbered = enumerate(guide.facts.graph.processes)
    return sorted(numbered, key=lambda one: (order[one[1].kind] if one[1].kind else len(order), one[1].id, one[0]))


def _rhythm(one: MappedProcess, guide: Guide) -> str:
    return guide.naming.frequency(Frequency(one.frequency)) if one.frequency else ""


def _blocks(number: int, one: MappedProcess, guide: Guide) -> Iterator[Block]:
    words, facts = guide.words, guide.facts
    yield Fields(pairs=tuple(_facts(one, guide)))
    drawn = next((found for found in facts.maps if found.file == one.file), None)
    diagram = process(
        facts.graph,
        number,
        facts.contracts,
        facts.attainment,
        facts.organisation,
        words,
        process_map=drawn,
        as_of=facts.as_of,
        known=guide.drawn_from,
    )
    yield Picture(diagram=diagram, explore=True, filters=filters(diagram, guide))
    yield Heading(text=words(mark("Handoffs")), id="handoffs")
    yield _handoffs(number, diagram, guide)
    yield Heading(text=words(mark("Activities")), id="activities")
    yield _activities([one for one in facts.graph.activities if one.process == number], guide)


def _handoffs(process: int, diagram: Diagram, guide: Guide) -> Grid:
    """With the numbers of the picture, in their order."""
    words = guide.words
    mine = [handoff for handoff in guide.facts.graph.handoffs if handoff.process == process]
    grid = handoff_grid(
        [mine[one.at] for one in diagram.listing], guide, words(mark("Every handoff of the process")), process=False
    )
    rows = (
        replace(row, cells=(line(one.number), *row.cells), state=one.state, arrows=_arrows(one, diagram))
        for one, row in zip(diagram.listing, grid.rows, strict=True)
    )
    return replace(grid, heads=(Head(title=words(mark("No."))), *grid.heads), rows=tuple(rows))


def _arrows(one: Listed, diagram: Diagram) -> tuple[str, ...]:
    """The arrow that carries the number; several numbers may share one."""
    return tuple(edge.id for edge in diagram.edges if one.number in edge.id.removeprefix("handoff").split("-"))


def _facts(one: MappedProcess, guide: Guide) -> Iterator[tuple[str, Line]]:
    words = guide.words
    numbers = {mapped.id: number for number, mapped in enumerate(guide.facts.graph.processes)}
    yield words(mark("Family")), line(words(KINDS[one.kind]) if one.kind else "")
    yield words(mark("Rhythm")), line(_rhythm(one, guide))
    yield words(mark("Feeds")), joined(guide.process(numbers[name]) for name in one.feeds if name in numbers)
    yield words(mark("Map file")), line(Source(one.file.removeprefix("processes/")))
    if guide.known.people and one.owner:
        yield words(mark("Process owner")), line(guide.directory.name(one.owner))


def _activities(activities: list[Activity], guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Activity"), mark("Service"), mark("In the map file"))
    rows = (
        Row(
            cells=(
                line(guide.text(guide.naming.term(one.name)) or "–"),
                line(guide.service(one.service)),
                line(guide.place(one.place)),
            ),
            id=one.key,
        )
        for one in activities
    )
    return Grid(
        caption=words(mark("Activities and who does them")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(mark("The map shows no activity.")),
    )
