"""``svcgraph contracts draft|list|show``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import FORMAT, put, show
from svcgraph.cli._session import Session, finish, report_kept
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

command = rich_click.RichGroup(
    name="contracts", help=mark("Draft contracts from the maps, list them, show one. Drafts go to outputs/contracts/.")
)


@command.command(
    "draft",
    cls=rich_click.RichCommand,
    help=mark("Write the portfolio and one draft per supplier and client pair into outputs/."),
)
@FORMAT
@click.pass_obj
def draft(session: Session, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.portfolio import dossiers_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    words = session.file_words(story)
    outcome = pipeline.build(story, words, only=("portfolio", "drafts"))
    report_kept(outcome, session.words)
    show(dossiers_table(story.dossiers, story.graph, story.organisation, words), shape, session)
    if shape == "table":
        click.echo(words(mark("{n} contracts in {folder}"), n=len(story.contracts), folder="outputs/contracts/"))
    return finish(story, session.words)


@command.command(
    "list",
    cls=rich_click.RichCommand,
    help=mark(
        "List contracts and drafts: state, what was negotiated, proposed or has vanished, what is to be completed."
    ),
)
@FORMAT
@click.pass_obj
def list_(session: Session, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.contracts import contracts_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    show(contracts_table(story.contracts, story.graph, session.words), shape, session)
    return finish(story, session.words)


@command.command("show", cls=rich_click.RichCommand, help=mark("Show one contract, with what the map adds to it."))
@click.argument("contract_id", metavar="ID")
@click.pass_obj
def show_(session: Session, contract_id: str) -> int:
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
