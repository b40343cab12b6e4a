"""``svcgraph contracts suspend``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._contracts._steps import take_steps
from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "suspend",
    cls=rich_click.RichCommand,
    help=mark("Take contracts out of force for a time; the reason stands in their history. 'activate' ends it."),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.option("--reason", required=True, help=mark("Why."))
@click.pass_obj
def command(session: Session, contract_ids: tuple[str, ...], reason: str) -> int:
    from svcgraph.desk.suspend import suspend

    return take_steps(session, contract_ids, lambda story, one: suspend(story, one, reason))
