"""``svcgraph contracts list``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "list",
    cls=rich_click.RichCommand,
    help=mark(
        "List contracts and drafts: state, what was negotiated, proposed or has vanished, what is to be completed."
    ),
)
@FORMAT
@click.pass_obj
def command(session: Session, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.suspend import suspended_since
    from svcgraph.views.contracts import contracts_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    valid = [one for one in story.contracts if one.in_force(story.as_of)]
    since = {one.id: day for one in story.on_the_table if (day := suspended_since(story, one)) is not None}
    table = contracts_table(story.on_the_table, story.graph, session.words, standing=valid, suspended=since)
    show(table, shape, session)
    return finish(story, session.words)
