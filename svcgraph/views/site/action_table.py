"""Actions as the site shows them: without their owners, unless somebody asked for names of people."""

from __future__ import annotations

from collections.abc import Sequence

from svcgraph.domain.actions import ActionState, Listed
from svcgraph.i18n import mark
from svcgraph.views.actions import STATES, STEPS
from svcgraph.views.shapes import State
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Grid, Head, Mark, Row, line


def action_grid(actions: Sequence[Listed], guide: Guide, caption: str) -> Grid:
    """One line an action, in the order given."""
    words, people = guide.words, guide.known.people
    titles = (
        mark("Action"),
        mark("State"),
        mark("Due"),
        mark("Contract"),
        mark("Objective"),
        mark("Cause"),
        mark("Effect"),
        *((mark("Person responsible"),) if people else ()),
    )
    return Grid(
        caption=caption,
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_row(one, guide) for one in actions),
        empty=words(mark("No action.")),
    )


def _row(one: Listed, guide: Guide) -> Row:
    language, action = guide.words.language, one.action
    people = (line(guide.directory.name(action.owner)),) if guide.known.people else ()
    return Row(
        cells=(
            line(guide.text(action.action.read(language)) or "–"),
            line(_state(one, guide)),
            line(guide.day(action.due)),
            line(guide.contract(one.contract.id)),
            line(guide.contract(one.contract.id, action.objective, action.objective) if action.objective else ""),
            line(guide.text(action.cause.read(language))),
            line(guide.text(action.effect.read(language))),
            *people,
        ),
        id=f"{one.contract.id}/{action.id}",
    )


def _state(one: Listed, guide: Guide) -> Mark | str:
    words = guide.words
    said = words(STATES[one.state])
    if one.state is ActionState.OVERDUE:
        late = words.plural("{n} day late", "{n} days late", one.late, n=one.late)
        return Mark(f"{said} ({late})", State.MISSED)
    return words(STEPS[one.action.status]) if one.state is ActionState.OPEN and one.action.status in STEPS else said
