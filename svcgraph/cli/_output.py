"""Where a listing goes: the terminal, or a file written whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svcgraph.cli._session import Session
from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.views.tables import Table

PIECES = 64  # written together: standard output may be without a buffer of its own

FORMAT = click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=mark("How to print the listing."),
)


def show(table: Table, shape: str, session: Session) -> None:
    """Prints ``table`` in one of the three forms, in the reader's language."""
    from svcgraph.renderers.listing import render

    text = render(table, shape, session.language, colour=shape == "table" and sys.stdout.isatty())
    put([text])


def put_text(pieces: Iterable[str]) -> None:
    """Sentences with names from files: without what would steer a terminal."""
    from svcgraph.renderers.cells import safe

    put(map(safe, pieces))


def put(pieces: Iterable[str]) -> None:
    """Text to standard output as UTF-8, whatever the terminal says, as it comes, some pieces at a time."""
    out = sys.stdout.buffer
    rest = iter(pieces)
    while batch := list(islice(rest, PIECES)):
        out.write("".join(batch).encode("utf-8"))
    out.flush()


def save(path: Path, data: bytes) -> None:
    """A file that a person asked for by name: written whole or not at all. Raises ``SvcgraphError`` if it cannot be."""
    from svcgraph.store.outputs import write_atomic

    try:
        write_atomic(path, data)
    except OSError as error:
        problem = error.strerror or str(error)
        raise SvcgraphError(mark("{path} cannot be written: {problem}"), path=path, problem=problem) from error
