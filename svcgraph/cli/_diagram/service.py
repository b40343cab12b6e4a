"""``svcgraph diagram service``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._diagram._find import service_of
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "service",
    cls=rich_click.RichCommand,
    help=mark("One service: its suppliers left, its clients right, with what passes. NAME is its id or name."),
)
@click.argument("name", metavar="NAME")
@drawn()
@click.pass_obj
def command(session: Session, name: str, target: Target) -> int:
    from svcgraph.views.diagram import service as view

    story = told(session)
    found = service_of(story, name)
    diagram = view.service(
        story.graph,
        found,
        story.contracts,
        story.attainment,
        story.organisation,
        session.file_words(story),
        as_of=story.as_of,
    )
    return draw(session, story, diagram, found, target)
