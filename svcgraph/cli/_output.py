"""Where a listing goes: the terminal, or a file written whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import rich_click

from svcgraph.cli._session import Session
from svcgraph.i18n import mark
from svcgraph.views.tables import Table

FORMAT = click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=mark("How to print the listing."),
)


def command(name: str, help_text: str) -> click.decorators.Callable[..., click.Command]:  # type: ignore[name-defined]
    """A command of this program, drawn by rich-click."""
    return click.command(name, cls=rich_click.RichCommand, help=help_text)


def show(table: Table, shape: str, session: Session) -> None:
    """Prints ``table`` in one of the three forms, in the reader's language; bytes are UTF-8 whatever the terminal says."""
    from svcgraph.renderers.listing import render

    text = render(table, shape, session.language, colour=shape == "table" and sys.stdout.isatty())
    put(text)


def put(text: str) -> None:
    """Text to standard output as UTF-8."""
    click.get_binary_stream("stdout").write(text.encode("utf-8"))


def save(path: Path, data: bytes) -> None:
    """A file that a person asked for by name: written whole or not at all."""
    from svcgraph.store.outputs import write_atomic

    write_atomic(path, data)
