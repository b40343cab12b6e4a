"""``svcgraph contracts propose``."""

from __future__ import annotations

from datetime import date

import click
import rich_click

from svcgraph.cli._contracts._steps import take_steps
from svcgraph.cli._session import Day, Session
from svcgraph.i18n import mark


@click.command(
    "propose",
    cls=rich_click.RichCommand,
    help=mark(
        "Propose contracts to the other side. One that was agreed is opened again: its version is kept, and stays in "
        "force until both sides have agreed to the next one and that starts."
    ),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.option("--start", type=Day(), metavar="DATE", help=mark("The first day in force that is proposed."))
@click.option("--end", type=Day(), metavar="DATE", help=mark("The first day on which it is no longer in force."))
@click.pass_obj
def command(session: Session, contract_ids: tuple[str, ...], start: date | None, end: date | None) -> int:
    from svcgraph.desk.propose import propose

    return take_steps(session, contract_ids, lambda story, one: propose(story, one, start=start, end=end))
