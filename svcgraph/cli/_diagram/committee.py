"""``svcgraph diagram committee``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "committee",
    cls=rich_click.RichCommand,
    help=mark("One page for the management committee: promises outside, what leads to them, three decisions asked."),
)
@drawn()
@click.pass_obj
def command(session: Session, target: Target) -> int:
    from svcgraph.outputs._course import before
    from svcgraph.views.diagram.committee import forms

    story = told(session)
    made = forms(story.facts, session.file_words(story), before=before(story))
    return draw(session, story, made, "committee", target)
