"""``svcgraph contracts show``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import put
from svcgraph.cli._session import Session, finish
from svcgraph.errors import UsageError
from svcgraph.i18n import mark


@click.command("show", cls=rich_click.RichCommand, help=mark("Show one contract, with what the map adds to it."))
@click.argument("contract_id", metavar="ID")
@click.pass_obj
def command(session: Session, contract_id: str) -> int:
    from svcgraph import pipeline
    from svcgraph.renderers.contract_yaml import contract_yaml

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found = [one for one in story.contracts if contract_id in (one.id, one.reference)]
    if not found:
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=contract_id)
    names = {service.id: service.name.read(session.language) for service in story.graph.services}
    for contract in found:
        supplier, client = (names.get(party.service, "") for party in (contract.supplier, contract.client))
        put([contract_yaml(contract, session.words, supplier_name=supplier, client_name=client)])
    return finish(story, session.words)
