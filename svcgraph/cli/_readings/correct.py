"""``svcgraph readings correct``."""

from __future__ import annotations

from typing import Any

import click
import rich_click

from svcgraph.cli._readings._options import cells, tell, with_values
from svcgraph.cli._session import Session
from svcgraph.errors import EXIT_DONE
from svcgraph.i18n import mark


@click.command(
    "correct",
    cls=rich_click.RichCommand,
    help=mark("Correct a reading: a new line that replaces it. What was written before stays in its file."),
)
@click.argument("name", metavar="INDICATOR")
@with_values
@click.pass_obj
def command(session: Session, /, name: str, **typed: Any) -> int:
    from svcgraph.desk.readings.entry import Entry, correct

    tell(correct(session.workspace(), Entry(name=name, cells=cells(typed)), as_of=session.as_of), session)
    return EXIT_DONE
