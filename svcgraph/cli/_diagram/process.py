"""``svcgraph diagram process``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, bare, draw, drawn, told
from svcgraph.cli._diagram._find import is_bare, process_of
from svcgraph.cli._logs import NO_LOGS, SERVICE_ATTRIBUTE
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.process import ProcessMap
    from svcgraph.views.shapes import Diagram


@click.command(
    "process",
    cls=rich_click.RichCommand,
    help=mark(
        "One process: activities in the lanes of their services, every handoff numbered. NAME is its id, name or file."
    ),
)
@click.argument("name", metavar="NAME")
@SERVICE_ATTRIBUTE
@drawn()
@click.pass_obj
def command(session: Session, name: str, service: str, target: Target) -> int:
    from svcgraph.views.diagram import process as view

    if session.root is None or is_bare(session.root, name):
        return bare(session, Path(name), _whole_file, target, service=service)
    if service:
        raise UsageError(NO_LOGS)
    story = told(session)
    index = process_of(story, name)
    mapped = story.graph.processes[index]
    made = view.forms(
        story.graph, index, story.contracts, story.attainment, story.organisation, session.file_words(story),
        process_map=story.map_of(mapped.file), as_of=story.as_of,
    )  # fmt: skip
    return draw(session, story, made, mapped.id, target)


def _whole_file(graph: ServiceGraph, process_map: ProcessMap, words: Words) -> Iterator[Diagram]:
    from svcgraph.views.diagram import process as view
    from svcgraph.views.diagram.process_strips import strips

    whole = view.process(graph, 0, words=words, process_map=process_map, bare=True)
    yield whole
    yield from strips(whole, words)
