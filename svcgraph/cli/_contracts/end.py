"""``svcgraph contracts end``."""

from __future__ import annotations

from datetime import date

import click
import rich_click

from svcgraph.cli._contracts._steps import take_steps
from svcgraph.cli._session import Day, Session
from svcgraph.i18n import mark


@click.command(
    "end",
    cls=rich_click.RichCommand,
    help=mark("End contracts: from that day on they are no longer in force; the reason stands in their history."),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.option("--reason", required=True, help=mark("Why."))
@click.option(
    "--on", "day", type=Day(), metavar="DATE", help=mark("First day no longer in force; otherwise the workspace's day.")
)
@click.pass_obj
def command(session: Session, contract_ids: tuple[str, ...], reason: str, day: date | None) -> int:
    from svcgraph.desk.end import end

    return take_steps(session, contract_ids, lambda story, one: end(story, one, reason, day=day))
