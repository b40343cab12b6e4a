"""``svcgraph promises``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "promises",
    cls=rich_click.RichCommand,
    help=mark("List what external clients were promised, who answers for it, and whether it is and can be kept."),
)
@click.option("--inputs", is_flag=True, help=mark("What external parties are expected to bring, instead."))
@FORMAT
@click.pass_obj
def command(session: Session, shape: str, *, inputs: bool) -> int:
    from svcgraph import pipeline
    from svcgraph.views.promises import inputs_table, promises_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    if inputs:
        table = inputs_table(story.organisation, story.graph, session.words)
    else:
        table = promises_table(story.organisation, story.graph, story.attainment, story.chains, session.words)
    show(table, shape, session)
    return finish(story, session.words)
