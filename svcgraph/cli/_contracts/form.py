"""``svcgraph contracts form``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import put_text, save
from svcgraph.cli._session import Session, finish, report_kept
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
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    default=("docx",),
    show_default=True,
    help=mark("The kind of file; may be given several times."),
)
@click.option("--clean", is_flag=True, help=mark("The copy to sign: no blanks, no answers, frames for the signatures."))
@click.option("--legal", is_flag=True, help=mark("With the annex of optional clauses."))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=mark(
        "The folder to write into; otherwise outputs/forms/, where what somebody filled in is never overwritten."
    ),
)
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
    from svcgraph.outputs._forms import chosen, files, put

    if clean and "xlsx" in formats:
        raise UsageError(NOT_CLEAN)
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    contracts, unknown = chosen(story, contract_ids)
    if unknown:
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=", ".join(unknown))
    words = session.file_words(story)
    made = (file for one in contracts for file in files(story, one, words, formats, clean=clean, legal=legal))
    if folder is None:
        outcome = put(story, made)
        report_kept(outcome, session.words)
        put_text(f"outputs/{path}\n" for path in (*outcome.written, *outcome.unchanged))
        return finish(story, session.words)
    for file in made:
        save(folder / file.path, file.content)
        put_text([f"{(folder / file.path).as_posix()}\n"])
    return finish(story, session.words)
