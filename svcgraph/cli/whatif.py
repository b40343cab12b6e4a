"""``svcgraph whatif``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._output import FORMAT, put_text, show
from svcgraph.cli._session import Session, finish, report
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.story import Story
    from svcgraph.views.whatif import Side


@click.command(
    "whatif",
    cls=rich_click.RichCommand,
    help=mark(
        "Show the organisation with some changes beside today's, differences first. Nothing is written. FILE is YAML: "
        "a title, and changes, a list of objective, promise, merge, move and remove; docs/commands.md shows one."
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@FORMAT
@click.pass_obj
def command(session: Session, file: Path, shape: str) -> int:
    from svcgraph.desk.whatif import compare
    from svcgraph.views.whatif import whatif_table, whatif_text

    found = compare(session.workspace(), file, as_of=session.as_of)
    today, then = _side(found.today, session), _side(found.then, session)
    table = whatif_table(found.title, today, then, session.words, only_differences=shape == "table")
    show(table, shape, session)
    if shape == "table":
        put_text(whatif_text(today, then))
    report(found.notes, session.words)
    return finish(found.today, session.words)


def _side(story: Story, session: Session) -> Side:
    from svcgraph.views.chain_words import ChainWords
    from svcgraph.views.whatif import Side

    return Side(
        graph=story.graph,
        contracts=story.contracts,
        attainment=story.attainment,
        dossiers=story.dossiers,
        chains=story.chains,
        told=ChainWords(story.graph, story.organisation, story.contracts, session.words),
    )
