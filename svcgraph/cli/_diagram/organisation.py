"""``svcgraph diagram organisation``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, bare, draw, drawn, told
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.process import ProcessMap
    from svcgraph.views.shapes import Diagram


@click.command(
    "organisation", cls=rich_click.RichCommand, help=mark("Who supplies whom, each arrow coloured by attainment.")
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep-layout",
    is_flag=True,
    help=mark("Write the places of the boxes to processes/layout.yaml: later pictures keep them."),
)
@drawn()
@click.pass_obj
def command(session: Session, file: Path | None, target: Target, *, keep_layout: bool) -> int:
    from svcgraph.views.diagram import organisation as view

    if file and keep_layout:
        raise UsageError(mark("--keep-layout keeps the places of a workspace's picture: do not name a file"))
    if file:
        return bare(session, file, _flows, target)
    story = told(session)
    words = session.file_words(story)
    diagram = view.organisation(
        story.graph, story.contracts, story.attainment, story.organisation, words, as_of=story.as_of
    )
    return draw(session, story, diagram, "organisation", target, kept=story.workspace.places, keep=keep_layout)


def _flows(graph: ServiceGraph, _process_map: ProcessMap, words: Words) -> Diagram:
    from svcgraph.views.diagram import organisation as view

    return view.flows(graph, words)
