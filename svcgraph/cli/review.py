"""``svcgraph review``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import put_text, save
from svcgraph.cli._session import Session, finish
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

FORMATS = ("docx", "pdf", "html")


@click.command(
    "review",
    cls=rich_click.RichCommand,
    help=mark(
        "Make the sheet for a contract's next review meeting: results since the last one, actions, what to decide. ID "
        "is a contract's id or reference."
    ),
)
@click.argument("contract_id", metavar="ID")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), help=mark("The form, otherwise by the file's suffix, else Word.")
)
@click.option(
    "--period",
    "asked",
    metavar="PERIOD",
    help=mark("2026-10, 2026-Q3, 2026-08..2026-10 or last-month; otherwise the last three closed months."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=mark("The file to write; its suffix chooses the form."),
)
@click.pass_obj
def command(session: Session, contract_id: str, kind: str | None, asked: str | None, output: Path | None) -> int:
    from svcgraph import pipeline
    from svcgraph.outputs._forms import chosen
    from svcgraph.outputs._reviews import sheets

    kind = _form(kind, output)
    story = pipeline.tell(session.workspace(), as_of=session.as_of, period=asked)
    contracts, unknown = chosen(story, [contract_id])
    if unknown:
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=contract_id)
    if output and len(contracts) > 1:
        said = mark("several contracts are called {id}: give the id of one: {ids}")
        raise UsageError(said, id=contract_id, ids=", ".join(one.id for one in contracts))
    words = session.file_words(story)
    for contract, file in zip(contracts, sheets(story, contracts, words, [kind]), strict=True):
        path = output or Path(f"{contract.id}.review.{words.language}.{kind}")
        save(path, file.content)
        put_text([f"{path.as_posix()}\n"])
    return finish(story, session.words)


def _form(kind: str | None, output: Path | None) -> str:
    """The form asked for, else the suffix's, else Word. Raises ``UsageError`` for a suffix that is none."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if kind or not suffix:
        return kind or FORMATS[0]
    if suffix not in FORMATS:
        said = mark("{file}: choose the form with --format, or one of these suffixes: docx, pdf, html")
        raise UsageError(said, file=output)
    return suffix
