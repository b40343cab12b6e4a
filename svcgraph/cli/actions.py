"""``svcgraph actions``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "actions",
    cls=rich_click.RichCommand,
    help=mark("List the actions that review meetings decided, overdue ones first."),
)
@click.option(
    "--by",
    type=click.Choice(["owner", "service", "contract"]),
    help=mark("Those of one owner, service or contract together; who has most overdue ones comes first."),
)
@FORMAT
@click.pass_obj
def command(session: Session, by: str | None, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.domain.actions import listed
    from svcgraph.views.actions import actions_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found = listed(story.contracts, story.as_of)
    show(actions_table(found, story.organisation, session.words, story.as_of, by=by or ""), shape, session)
    return finish(story, session.words)
