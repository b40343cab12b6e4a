"""``svcgraph contracts log``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, put_text, show
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "log",
    cls=rich_click.RichCommand,
    help=mark(
        "Tell what became of a contract: each change with its day, the state after it, who had agreed to what it said, "
        "and what changed in words. 'contracts diff' and 'contracts show' take the numbers."
    ),
)
@click.argument("contract_id", metavar="ID")
@FORMAT
@click.pass_obj
def command(session: Session, contract_id: str, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.log import log
    from svcgraph.views.steps import log_table, log_text

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found = log(story, contract_id)
    if shape == "table":
        put_text(f"{line}\n" for line in log_text(found[0].contract.id, found, session.words))
    else:
        show(log_table(found, session.words), shape, session)
    return finish(story, session.words)
