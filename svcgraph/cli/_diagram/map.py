"""``svcgraph diagram map``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "map",
    cls=rich_click.RichCommand,
    help=mark("The map of processes: management above, operational in the middle, support below, and what flows."),
)
@drawn()
@click.pass_obj
def command(session: Session, target: Target) -> int:
    from svcgraph.views.diagram.process_board import forms

    story = told(session)
    return draw(session, story, forms(story.facts, session.file_words(story)), "map", target)
