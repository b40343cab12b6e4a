"""``svcgraph contracts diff``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, put_text, show
from svcgraph.cli._session import Session, finish
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

BOTH = 2  # versions to compare


@click.command(
    "diff",
    cls=rich_click.RichCommand,
    help=mark(
        "Say in words what changed between two versions of a contract, and whether it strengthens or weakens the "
        "promise, and whose. A VERSION is one of history/, the number of a change ('contracts log'), current or draft."
    ),
)
@click.argument("contract_id", metavar="ID")
@click.argument("versions", metavar="[VERSION [VERSION]]", nargs=-1)
@FORMAT
@click.pass_obj
def command(session: Session, contract_id: str, versions: tuple[str, ...], shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.diff import differences
    from svcgraph.views.changes import changes_table, changes_text

    if len(versions) > BOTH:
        raise UsageError(mark("two versions at most: 'svcgraph contracts diff ID VERSION VERSION'"))
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found = differences(story, contract_id, versions)
    if shape == "table":
        put_text(changes_text(found, session.words))
    else:
        show(changes_table(found.changes, session.words), shape, session)
    return finish(story, session.words)
