"""``svcgraph readings excuse``."""

from __future__ import annotations

from typing import Any

import click
import rich_click

from svcgraph.cli._readings._options import cells, tell
from svcgraph.cli._session import Session
from svcgraph.errors import EXIT_DONE
from svcgraph.i18n import mark


@click.command(
    "excuse",
    cls=rich_click.RichCommand,
    help=mark("Take an occurrence out of the count, with the reason. Only the other party accepts an excuse."),
)
@click.argument("name", metavar="INDICATOR")
@click.option(
    "--for",
    "occasion",
    metavar="DATE",
    required=True,
    help=mark("The occurrence's date before any shift, or its period: 2026-08-10, 2026-08, 2026-Q3."),
)
@click.option("--reason", metavar="TEXT", required=True, help=mark("Why it is not counted."))
@click.option("--accepted-by", "accepted", metavar="NAME", required=True, help=mark("Who of the other party accepted."))
@click.option("--by", metavar="NAME", help=mark("Who enters it; otherwise who accepted."))
@click.pass_obj
def command(session: Session, /, name: str, **typed: Any) -> int:
    from svcgraph.desk.readings.entry import Entry, excuse

    typed["by"] = typed["by"] or typed["accepted"]
    tell(excuse(session.workspace(), Entry(name=name, cells=cells(typed)), as_of=session.as_of), session)
    return EXIT_DONE
