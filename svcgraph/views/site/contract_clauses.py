"""What a contract says: each deliverable and expectation with its criteria, objectives and verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable
from svcgraph.i18n import mark
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Block, Grid, Head, Heading, Line, Link, Paragraph, Row, line
from svcgraph.views.site.tables import judged
from svcgraph.views.wording import to_be_named

STATES = {
    ClauseState.PROPOSED: mark("proposed from the map, not negotiated yet"),
    ClauseState.DECLINED: mark("proposed, and declined"),
    ClauseState.OBSERVED: mark("observed on the maps"),
}
NO_CRITERION = mark("No quality criterion yet: what does the client look at?")


def clauses(one: Contract, guide: Guide) -> Iterator[Block]:
    """Deliverables, then what the supplier expects of its client."""
    words = guide.words
    yield Heading(text=words(mark("Deliverables")), id="deliverables")
    if not one.deliverables:
        yield Paragraph(line=line(words(mark("None."))))
    for item in one.deliverables:
        yield from _item(one, item, guide)
    if one.expectations:
        yield Heading(text=words(mark("What the supplier expects of its client")), id="expectations")
        for item in one.expectations:
            yield from _item(one, item, guide)


def _item(one: Contract, item: Deliverable, guide: Guide) -> Iterator[Block]:
    words = guide.words
    name = guide.text(guide.naming.term(item.name.read(words.language)))
    if item.needs_name:
        name = to_be_named(words, name)
    yield Heading(text=name, level=3, id=item.id)
    told = ", ".join(filter(None, _about(item, guide)))
    if told:
        yield Paragraph(line=line(told), note=True)
    if item.state is ClauseState.NEGOTIATED or item.criteria:
        yield _criteria(one, item, guide)


def _about(item: Deliverable, guide: Guide) -> Iterator[str]:
    words = guide.words
    yield words(STATES[item.state]) if item.state in STATES else ""
    for text in (item.form, item.channel, item.volume):
        yield guide.text(text.read(words.language))
    if item.declined_reason:
        yield words(mark("reason: {reason}"), reason=guide.text(item.declined_reason))


def _criteria(one: Contract, item: Deliverable, guide: Guide) -> Grid:
    words = guide.words
    titles: tuple[str, ...] = (
        mark("No."),
        mark("Quality criterion"),
        mark("Objective"),
        mark("Indicator"),
        mark("How it is kept"),
    )
    if guide.known.people:
        titles = (*titles, mark("Kept up to date by"))
    return Grid(
        caption=words(mark("Criteria of “{name}”"), name=guide.text(item.name.read(words.language))),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_criterion(one, criterion, guide) for criterion in item.criteria),
        empty=words(NO_CRITERION),
    )


def _criterion(one: Contract, criterion: Criterion, guide: Guide) -> Row:
    words, language = guide.words, guide.words.language
    objective, indicator = criterion.objective, criterion.indicator
    said = guide.text(objective.text.read(language)) if objective else ""
    if objective and objective.key:
        said = words(mark("{objective} (key)"), objective=said)
    cells: tuple[Line, ...] = (
        line(criterion.id),
        line(guide.text(criterion.text.read(language))),
        line(said),
        line(guide.text(indicator.name.read(language)) if indicator else ""),
        _verdict(one, criterion, guide),
    )
    if guide.known.people:
        cells = (*cells, line(guide.directory.name(indicator.keeper) if indicator else ""))
    return Row(cells=cells)


def _verdict(one: Contract, criterion: Criterion, guide: Guide) -> Line:
    """The verdict, and the way to the readings behind it."""
    result = guide.results.get(one.id)
    found = (
        next((r for r in (*result.objectives, *result.expectations) if r.clause == criterion.id), None)
        if result
        else None
    )
    if found is None:
        return ()
    return line(judged(found, guide), " – ", Link(guide.say(mark("readings")), "", criterion.id))
