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
    type=click.Choice(["objective", "contract", "service", "owner", "process"]),
    default="objective",
    show_default=True,
    help=mark("One line per objective, contract, service, person who keeps the indicators, or process."),
)
@click.option(
    "--history",
    "number",
    type=click.IntRange(1, 60),
    metavar="NUMBER",
    help=mark("So many months (or quarters, years, if one is asked for), each judged by itself, and the trend."),
)
@FORMAT
@click.pass_obj
def command(session: Session, asked: str | None, by: str, number: int | None, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk import history
    from svcgraph.views.attainment_listing import attainment_listing

    story = pipeline.tell(session.workspace(), as_of=session.as_of, period=asked)
    table = attainment_listing(
        story.attainment,
        story.contracts,
        story.organisation,
        story.graph,
        session.words,
        by=by,
        history=history.told(story, number) if number else None,
        long=shape != "table",
    )
    show(table, shape, session)
    return finish(story, session.words)
