"""``svcgraph diagram matrix``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "matrix",
    cls=rich_click.RichCommand,
    help=mark("Suppliers by clients in a table, in the order in which work runs, so that loops stand out."),
)
@click.option(
    "--level",
    type=click.Choice(["service", "department"]),
    help=mark("Rows and columns: services or departments; otherwise by their number."),
)
@click.option(
    "--order",
    type=click.Choice(["sequence", "cluster", "given"]),
    default="sequence",
    show_default=True,
    help=mark("By the run of the work (loops together), by who works together most, or as in the organisation file."),
)
@drawn("xlsx")
@click.pass_obj
def command(session: Session, target: Target, *, level: str | None, order: str) -> int:
    from svcgraph.views.diagram.matrix import Order, matrix

    story = told(session)
    diagram = matrix(story.facts, session.file_words(story), level=level or "", order=Order(order))
    return draw(session, story, diagram, "matrix", target)
