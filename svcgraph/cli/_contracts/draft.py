"""``svcgraph contracts draft``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish, report_kept
from svcgraph.i18n import mark


@click.command(
    "draft",
    cls=rich_click.RichCommand,
    help=mark("Write the portfolio and one draft per supplier and client pair into outputs/."),
)
@FORMAT
@click.pass_obj
def command(session: Session, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.portfolio import dossiers_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    words = session.file_words(story)
    outcome = pipeline.build(story, words, only=("portfolio", "drafts"))
    report_kept(outcome, session.words)
    show(dossiers_table(story.dossiers, story.graph, story.organisation, words), shape, session)
    if shape == "table":
        click.echo(words(mark("{n} contracts in {folder}"), n=len(story.on_the_table), folder="outputs/contracts/"))
    return finish(story, session.words)
