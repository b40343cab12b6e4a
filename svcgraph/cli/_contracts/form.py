"""``svcgraph contracts form``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._contracts._printed import FOLDER, format_option, meant, write
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

FORMATS = ("docx", "xlsx", "pdf")
NOT_CLEAN = mark("the copy to sign is a document: --clean goes with docx and pdf, not with xlsx")


@click.command(
    "form",
    cls=rich_click.RichCommand,
    help=mark(
        "Print contracts as forms that two services fill in round a table, in Word, Excel or PDF; 'contracts receive' "
        "reads Word and Excel forms back. ID is a contract's id or reference."
    ),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@format_option(FORMATS)
@click.option("--clean", is_flag=True, help=mark("The copy to sign: no blanks, no answers, frames for the signatures."))
@click.option("--legal", is_flag=True, help=mark("With the annex of optional clauses."))
@FOLDER
@click.pass_obj
def command(  # noqa: PLR0917 - the command's options, in the order of its help
    session: Session,
    contract_ids: tuple[str, ...],
    formats: tuple[str, ...],
    clean: bool,
    legal: bool,
    folder: Path | None,
) -> int:
    from svcgraph import pipeline
    from svcgraph.outputs._forms import files

    if clean and "xlsx" in formats:
        raise UsageError(NOT_CLEAN)
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    contracts = meant(story, contract_ids)
    words = session.file_words(story)
    made = (file for one in contracts for file in files(story, one, words, formats, clean=clean, legal=legal))
    return write(made, folder, story, session)
