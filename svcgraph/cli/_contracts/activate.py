"""``svcgraph contracts activate``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._contracts._steps import take_steps
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "activate",
    cls=rich_click.RichCommand,
    help=mark(
        "Put contracts in force that both sides have agreed to and whose start has come, or that were suspended."
    ),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.pass_obj
def command(session: Session, contract_ids: tuple[str, ...]) -> int:
    from svcgraph.desk.activate import activate

    return take_steps(session, contract_ids, activate)
