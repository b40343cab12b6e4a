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
    type=click.Choice(["service", "department", "group"]),
    help=mark("Rows and columns: services, departments or groups of them; otherwise what is readable on the paper."),
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
    from svcgraph.views.diagram.grouping import Level
    from svcgraph.views.diagram.matrix import Order, forms, matrix

    story = told(session)
    # a workbook has no sheet to fit
    view = matrix if target.form == "xlsx" else forms
    made = view(story.facts, session.file_words(story), level=Level(level) if level else None, order=Order(order))
    return draw(session, story, made, "matrix", target)
