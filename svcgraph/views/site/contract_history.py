"""What happened to a contract: reviews, actions, approvals, versions."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.actions import listed
from svcgraph.domain.contract import Contract
from svcgraph.i18n import mark
from svcgraph.views.dates import last_day
from svcgraph.views.site.action_table import action_grid
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Block, Grid, Head, Heading, Items, Row, line

SIDES = {"supplier": mark("Supplier"), "client": mark("Client")}


def history(one: Contract, guide: Guide) -> Iterator[Block]:
    """Nothing for a draft of the tool."""
    if not one.place_file:
        return
    words = guide.words
    yield Heading(text=words(mark("Review meetings and actions")), id="reviews")
    held = [guide.day(day) for day in one.review.held]
    yield Items(lines=tuple(line(said) for said in _meetings(one, held, guide)))
    yield action_grid(listed((one,), guide.facts.as_of), guide, words(mark("Actions decided in the meetings")))
    yield Heading(text=words(mark("History")), id="history")
    yield _approvals(one, guide)
    yield _versions(one, guide)
    if one.history:
        yield Items(lines=tuple(line(guide.text(said.read(words.language))) for said in one.history))


def _meetings(one: Contract, held: list[str], guide: Guide) -> Iterator[str]:
    words = guide.words
    if one.review.every:
        yield words(mark("Held: {rhythm}"), rhythm=guide.naming.frequency(one.review.every))
    yield words(mark("Meetings held: {days}"), days=", ".join(held)) if held else words(mark("No meeting held yet."))
    if one.review.next:
        yield words(mark("Next meeting: {day}"), day=guide.day(one.review.next.date()))


def _approvals(one: Contract, guide: Guide) -> Grid:
    words = guide.words
    people = guide.known.people
    titles = (mark("Side"), mark("Agreed on"), *((mark("By"),) if people else ()))
    rows = (
        Row(
            cells=(
                line(words(SIDES.get(each.side, each.side))),
                line(guide.day(each.date)),
                *((line(each.name),) if people else ()),
            )
        )
        for each in one.approvals
    )
    return Grid(
        caption=words(mark("Who agreed")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(mark("Neither side has agreed yet.")),
    )


def _versions(one: Contract, guide: Guide) -> Grid:
    words = guide.words
    earlier = [each for each in guide.facts.history if each.id == one.id]
    titles = (mark("Version"), mark("State"), mark("In force from"), mark("In force until"), mark("Objectives"))
    return Grid(
        caption=words(mark("Versions")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_version(each, one, guide) for each in (one, *reversed(earlier))),
    )


def _version(each: Contract, current: Contract, guide: Guide) -> Row:
    state = guide.status(each) if each is current else guide.say(mark("earlier version"))
    criteria = [criterion for item in (*each.deliverables, *each.expectations) for criterion in item.criteria]
    said = (guide.text(one.objective.text.read(guide.words.language)) for one in criteria if one.objective)
    return Row(
        cells=(
            line(each.version or "–"),
            line(state),
            line(guide.day(each.start)),
            line(guide.day(last_day(each.end))),
            line(guide.naming.listed(said)),
        )
    )
