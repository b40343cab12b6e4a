"""``svcgraph diagram trend``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "trend", cls=rich_click.RichCommand, help=mark("Attainment month by month, one little picture for each contract.")
)
@click.option(
    "--by",
    type=click.Choice(["contract", "objective", "service"]),
    default="contract",
    show_default=True,
    help=mark("What each little picture is about."),
)
@click.option(
    "--months",
    type=click.IntRange(2, 24),
    default=12,
    show_default=True,
    help=mark("How many closed months to look back."),
)
@click.option(
    "--top",
    type=click.IntRange(1, 200),
    metavar="N",
    help=mark("At most N little pictures, the worst ones; otherwise 24, or as many as are readable on the paper."),
)
@drawn()
@click.pass_obj
def command(session: Session, target: Target, *, by: str, months: int, top: int | None) -> int:
    from svcgraph.outputs._course import course
    from svcgraph.views.diagram.trend import By, forms

    story = told(session)
    made = forms(course(story, months), story.facts, session.file_words(story), by=By(by), top=top or 0)
    return draw(session, story, made, "trend", target)
