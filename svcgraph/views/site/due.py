"""What is due: readings that are missing, review meetings and actions, late ones first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from svcgraph.domain.actions import open_on
from svcgraph.domain.meetings import late
from svcgraph.i18n import mark
from svcgraph.views.shapes import State
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Grid, Head, Mark, Piece, Row, line

AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """``day``: when it is or was due. ``contract``: its id."""

    day: date
    what: str
    contract: str
    more: Piece = ""


def due(guide: Guide) -> Grid:
    """Late, and due within the coming month; by day."""
    words = guide.words
    titles = (mark("Due"), mark("What"), mark("Contract"), mark("About"))
    found = sorted(_found(guide), key=lambda one: (one.day, one.contract, one.what))
    return Grid(
        caption=words(mark("Late, or due within a month")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_row(one, guide) for one in found),
        empty=words(mark("Nothing is late or due within a month.")),
    )


def _row(one: Due, guide: Guide) -> Row:
    passed = one.day < guide.facts.as_of
    day = guide.day(one.day)
    when = Mark(guide.say(mark("{day}, late"), day=day), State.MISSED) if passed else day
    return Row(cells=(line(when), line(one.what), line(guide.contract(one.contract)), line(one.more)))


def _found(guide: Guide) -> Iterator[Due]:
    yield from _readings(guide)
    yield from _meetings(guide)
    yield from _actions(guide)


def _readings(guide: Guide) -> Iterator[Due]:
    """The first missing reading of each objective stands for all of them."""
    words = guide.words
    for result in guide.facts.attainment.contracts:
        for one in (*result.objectives, *result.expectations):
            if one.missing:
                n = len(one.missing)
                what = words.plural("{n} reading missing", "{n} readings missing", n, n=n)
                link = guide.contract(one.contract, guide.objective(one.contract, one.clause), one.clause)
                yield Due(day=min(one.missing), what=what, contract=one.contract, more=link)


def _meetings(guide: Guide) -> Iterator[Due]:
    today = guide.facts.as_of
    for one in guide.known.negotiated:
        if not one.in_force(today):
            continue
        overdue = late(one.review, today)
        if overdue:
            yield Due(day=overdue.day, what=guide.say(mark("review meeting not held")), contract=one.id)
        elif one.review.next and today <= one.review.next.date() <= today + AHEAD:
            yield Due(day=one.review.next.date(), what=guide.say(mark("review meeting")), contract=one.id)


def _actions(guide: Guide) -> Iterator[Due]:
    today = guide.facts.as_of
    for contract in guide.facts.contracts:
        for one in contract.actions:
            if one.due and one.due <= today + AHEAD and open_on(one, today):
                about = guide.text(one.action.read(guide.words.language))
                yield Due(day=one.due, what=guide.say(mark("action")), contract=contract.id, more=about)
