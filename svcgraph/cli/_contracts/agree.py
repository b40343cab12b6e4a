"""``svcgraph contracts agree``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._contracts._steps import take_steps
from svcgraph.cli._session import Day, Session
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.desk.step import Taken
    from svcgraph.story import Story


@click.command(
    "agree",
    cls=rich_click.RichCommand,
    help=mark(
        "Note that one side agrees to what a contract says now, by its fingerprint; when both have, it is agreed. Any "
        "later change makes it void. Nobody can agree while an objective or its keeper is missing."
    ),
)
@click.argument("contract_ids", metavar="ID…", nargs=-1, required=True)
@click.option(
    "--for", "side", type=click.Choice(["supplier", "client"]), required=True, help=mark("The side that agrees.")
)
@click.option("--name", required=True, help=mark("Who agrees: the id of a person, or a name."))
@click.option("--role", default="", help=mark("As what: head of Sales."))
@click.option("--date", "day", type=Day(), metavar="DATE", help=mark("When; otherwise the workspace's day."))
@click.option(
    "--as-is",
    "as_is",
    default="",
    metavar="REASON",
    help=mark("Agree although something is missing; the reason stands in the contract."),
)
@click.pass_obj
def command(  # noqa: PLR0917 - the command's options, in the order of its help
    session: Session, contract_ids: tuple[str, ...], side: str, name: str, role: str, day: date | None, as_is: str
) -> int:
    from svcgraph.desk.agree import Signature, agree

    def step(story: Story, contract_id: str) -> Taken:
        signature = Signature(side=side, name=name, role=role, date=day or story.as_of, as_is=as_is)
        return agree(story, contract_id, signature)

    return take_steps(session, contract_ids, step)
