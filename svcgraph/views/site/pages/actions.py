"""Everything that review meetings decided, what is overdue first."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.actions import ActionState, listed
from svcgraph.i18n import mark
from svcgraph.views.site.action_table import action_grid
from svcgraph.views.site.addresses import ACTIONS
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Entry, Link, Page

ORDER = 80
TITLE = mark("Actions")
PATH = ACTIONS


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    found = listed(guide.facts.contracts, guide.facts.as_of)
    pressing = [one for one in found if one.state in (ActionState.OVERDUE, ActionState.OPEN)]
    closed = [one for one in found if one not in pressing]
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(
            action_grid(pressing, guide, words(mark("To be done, overdue first"))),
            action_grid(closed, guide, words(mark("Done or dropped"))),
        ),
    )


def entries(guide: Guide) -> Iterator[Entry]:
    words = guide.words
    for one in listed(guide.facts.contracts, guide.facts.as_of):
        yield Entry(
            kind=words(mark("Action")),
            name=guide.text(one.action.action.read(words.language)) or "–",
            text=one.action.cause.read(words.language),
            link=Link(guide.parties(one.contract), PATH, f"{one.contract.id}/{one.action.id}"),
        )
