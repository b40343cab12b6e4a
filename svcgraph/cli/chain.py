"""``svcgraph chain``."""

from __future__ import annotations

from typing import Any

import click
import rich_click

from svcgraph.cli._output import FORMAT, put, put_text, show
from svcgraph.cli._session import Session, finish
from svcgraph.errors import UsageError
from svcgraph.i18n import mark


class Floor(click.ParamType[tuple[str, int]]):
    """``1``, or ``CS-06/d1.c1=2``: working days below which a clause is not asked to go."""

    name = "floor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        clause, _, days = value.rpartition("=")
        if not (days.isdecimal() and len(days) < 4):
            self.fail(f"{value!r}: 1, CS-06/d1.c1=2", param, ctx)
        return clause, int(days)


@click.command(
    "chain",
    cls=rich_click.RichCommand,
    help=mark("Hold each promise to an external client against the contracts that lead to it."),
)
@click.argument("party", metavar="[EXTERNAL PARTY]", required=False, default="")
@click.option(
    "--deliverable", metavar="NAME", default="", help=mark("Only this thing delivered, or the promise of that id.")
)
@click.option(
    "--floor",
    "floors",
    metavar="DAYS",
    multiple=True,
    type=Floor(),
    help=mark("Working days below which no clause is asked to go, by default 1; CS-06/d1.c1=2 for one clause."),
)
@FORMAT
@click.pass_obj
def command(session: Session, party: str, deliverable: str, floors: tuple[tuple[str, int], ...], shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.chain import chain_table, chain_text, wanted
    from svcgraph.views.chain_document import chain_json
    from svcgraph.views.chain_words import ChainWords

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    told = ChainWords(story.graph, story.organisation, story.contracts, session.words)
    found = wanted(pipeline.chains(story, floors), told, party, deliverable)
    if not found and (party or deliverable):
        said = mark("nothing of that name is delivered to an external party: 'svcgraph chain' lists what is")
        raise UsageError(said)
    if shape == "json":
        put([chain_json(found, told)])
    else:
        show(chain_table(found, told), shape, session)
    if shape == "table":
        put_text(chain_text((one for one in found if one.promise or party or deliverable), told))
    return finish(story, session.words)
