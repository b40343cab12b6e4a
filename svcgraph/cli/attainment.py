"""``svcgraph attainment``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "attainment",
    cls=rich_click.RichCommand,
    help=mark("Judge contracts and external promises by their readings: met, at risk, missed, not measured."),
)
@click.option(
    "--period",
    "asked",
    metavar="PERIOD",
    help=mark("2026-10, 2026-Q3, 2026-08..2026-10 or last-month; otherwise the last three closed months."),
)
@click.option(
    "--by",
    type=click.Choice(["objective", "contract", "service"]),
    default="objective",
    show_default=True,
    help=mark("One line per objective, contract or service."),
)
@FORMAT
@click.pass_obj
def command(session: Session, asked: str | None, by: str, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.attainment import attainment_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of, period=asked)
    show(attainment_table(story.attainment, story.contracts, story.organisation, session.words, by=by), shape, session)
    return finish(story, session.words)
