"""``svcgraph readings due``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "due",
    cls=rich_click.RichCommand,
    help=mark("List who must enter which reading by when: overdue first, by the person who keeps the indicator."),
)
@click.option("--owner", metavar="NAME", default="", help=mark("Only those of this person."))
@click.option(
    "--days",
    "ahead",
    type=click.IntRange(0, 366),
    default=31,
    show_default=True,
    help=mark("How many days to look ahead."),
)
@FORMAT
@click.pass_obj
def command(session: Session, owner: str, ahead: int, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.outputs._laid_out import laid_out
    from svcgraph.store.calendar import work_calendar
    from svcgraph.views.readings_due import due_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    calendar = work_calendar(story.organisation.calendar)
    desk, judged = laid_out(story), story.attainment.period
    table = due_table(desk, story.organisation, calendar, session.words, judged=judged, ahead=ahead, owner=owner)
    show(table, shape, session)
    return finish(story, session.words)
