"""What the commands share that print contracts as files: which contracts are meant, in which forms, and where to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcgraph.cli._output import put_text, save
from svcgraph.cli._session import Session, finish, report_kept
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.domain.contract import Contract
    from svcgraph.store.outputs import OutputFile
    from svcgraph.story import Story

FOLDER = click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=mark(
        "The folder to write into; otherwise outputs/forms/, where what somebody filled in is never overwritten."
    ),
)


def format_option(kinds: Sequence[str]) -> Callable[[Any], Any]:
    """The option ``--format``: one or several of ``kinds``, Word where none is named."""
    return click.option(
        "--format",
        "formats",
        type=click.Choice(kinds),
        multiple=True,
        default=("docx",),
        show_default=True,
        help=mark("The kind of file; may be given several times."),
    )


def meant(story: Story, names: Iterable[str]) -> tuple[Contract, ...]:
    """The contracts with these ids or references. Raises UsageError where one is none's."""
    from svcgraph.outputs._forms import chosen

    contracts, unknown = chosen(story, names)
    if unknown:
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=", ".join(unknown))
    return contracts


def write(made: Iterable[OutputFile], folder: Path | None, story: Story, session: Session) -> int:
    """Writes the files into ``folder``, else `outputs/forms/`, and names them; the exit code."""
    from svcgraph.outputs._forms import put

    if folder is None:
        outcome = put(story, made)
        report_kept(outcome, session.words)
        put_text(f"outputs/{path}\n" for path in (*outcome.written, *outcome.unchanged))
        return finish(story, session.words)
    for file in made:
        save(folder / file.path, file.content)
        put_text([f"{(folder / file.path).as_posix()}\n"])
    return finish(story, session.words)
