"""``svcgraph contracts adopt``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._contracts._steps import say_lacks
from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session, finish
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS
from svcgraph.i18n import mark


@click.command(
    "adopt",
    cls=rich_click.RichCommand,
    help=mark(
        "Make drafts of the tool contracts of yours: they go to processes/contracts/, where people work on them. What "
        "somebody filled in in outputs/contracts/ is taken as it stands."
    ),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.pass_obj
def command(session: Session, contract_ids: tuple[str, ...]) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.adopt import adopt
    from svcgraph.desk.step import NotYet
    from svcgraph.views.steps import adopted_text

    story, code = pipeline.tell(session.workspace(), as_of=session.as_of), EXIT_DONE
    for contract_id in contract_ids:
        try:
            done = adopt(story, contract_id, session.file_words(story))
            put_text(f"{line}\n" for line in adopted_text(done.contract_id, done.by_hand, done.written, session.words))
        except NotYet as refused:
            code = EXIT_FINDINGS
            say_lacks(refused, session)
    return max(code, finish(story, session.words))
