"""``svcgraph diagram chain``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, draw, drawn, told
from svcgraph.cli._diagram._find import service_of
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import mark


@click.command(
    "chain",
    cls=rich_click.RichCommand,
    help=mark(
        "From a service, or from everything upstream, to what an external client gets: agreed times, weakest link, "
        "stretches that no contract covers."
    ),
)
@click.argument("name", metavar="[SERVICE]", required=False, default="")
@click.option("--party", metavar="NAME", default="", help=mark("Only what this external party gets, by id or name."))
@click.option(
    "--deliverable", metavar="NAME", default="", help=mark("Only this thing delivered, or the promise of that id.")
)
@drawn()
@click.pass_obj
def command(session: Session, name: str, party: str, deliverable: str, target: Target) -> int:
    from svcgraph import pipeline
    from svcgraph.views.chain import wanted
    from svcgraph.views.chain_words import ChainWords
    from svcgraph.views.diagram.chain import forms

    story = told(session)
    words = session.file_words(story)
    known = ChainWords(story.graph, story.organisation, story.contracts, words)
    asked = party or deliverable
    found = wanted(pipeline.chains(story) if asked or not story.chains else story.chains, known, party, deliverable)
    if not found and asked:
        said = mark("nothing of that name is delivered to an external party: 'svcgraph chain' lists what is")
        raise UsageError(said)
    made = forms(found, story.facts, words, service=service_of(story, name) if name else "")
    return draw(session, story, made, "chain", target)
