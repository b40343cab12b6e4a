"""``svcgraph contracts show``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import put
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "show",
    cls=rich_click.RichCommand,
    help=mark(
        "Show one contract, with what the map adds to it; or one of its versions: one of history/, the number of a "
        "change ('contracts log'), current or draft."
    ),
)
@click.argument("contract_id", metavar="ID")
@click.argument("version", metavar="[VERSION]", default="")
@click.pass_obj
def command(session: Session, contract_id: str, version: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.show import versions_shown
    from svcgraph.renderers.contract_yaml import contract_yaml
    from svcgraph.renderers.yaml_scalars import comment
    from svcgraph.views.steps import remarks

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    names = {service.id: service.name.read(session.language) for service in story.graph.services}
    for one in versions_shown(story, contract_id, version):
        supplier, client = (names.get(party.service, "") for party in (one.contract.supplier, one.contract.client))
        put(f"{comment(line)}\n" for line in remarks(one.contract, one.in_force, session.words, one.suspended))
        put([contract_yaml(one.contract, session.words, supplier_name=supplier, client_name=client)])
    return finish(story, session.words)
