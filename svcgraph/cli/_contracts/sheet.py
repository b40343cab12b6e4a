"""``svcgraph contracts sheet``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._contracts._printed import FOLDER, format_option, meant, write
from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

FORMATS = ("docx", "pdf", "html")
NO_FRAMEWORK = mark("No framework contract: the map shows nothing that goes to three clients or more.")
NO_SHEET = mark("No interface sheet: the portfolio proposes none that is not under contract already.")


@click.command(
    "sheet",
    cls=rich_click.RichCommand,
    help=mark(
        "Print interface sheets: on one page what two services hand to each other, and by when. ID is a contract's or "
        "draft's id or reference; without one, every pair for which the portfolio proposes a sheet."
    ),
)
@click.argument("contract_ids", metavar="[ID…]", nargs=-1)
@click.option(
    "--framework",
    is_flag=True,
    help=mark("Framework contracts instead: one deliverable for three clients or more, a signature for each."),
)
@format_option(FORMATS)
@FOLDER
@click.pass_obj
def command(
    session: Session, contract_ids: tuple[str, ...], formats: tuple[str, ...], folder: Path | None, *, framework: bool
) -> int:
    from svcgraph import pipeline
    from svcgraph.outputs._sheets import dossiers, frameworks, interfaces, proposed

    if framework and contract_ids:
        raise UsageError(mark("--framework prints every framework contract that the map suggests: do not name any"))
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    contracts = meant(story, contract_ids)
    words = session.file_words(story)
    wanted = dossiers(story, contracts) if contract_ids else proposed(story)
    made = tuple(frameworks(story, words, formats) if framework else interfaces(story, wanted, words, formats))
    if not made:
        put_text([session.words(NO_FRAMEWORK if framework else NO_SHEET) + "\n"])
    return write(made, folder, story, session)
