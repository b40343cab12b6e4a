"""``svcgraph diagram organisation``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, bare, draw, drawn, told
from svcgraph.cli._diagram._find import process_of, service_of
from svcgraph.cli._logs import NO_LOGS, SERVICE_ATTRIBUTE
from svcgraph.cli._session import Session
from svcgraph.errors import UsageError
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.process import ProcessMap
    from svcgraph.story import Story
    from svcgraph.views.diagram.question import Question
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
@click.option(
    "--level",
    type=click.Choice(["service", "department", "group"]),
    help=mark("Boxes: services, departments or groups of them; otherwise what is readable on the paper."),
)
@click.option(
    "--only",
    type=click.Choice(["missed", "at-risk", "unmeasured", "draft"]),
    help=mark("Only arrows in this state; at-risk has the missed ones too."),
)
@click.option("--top", type=click.IntRange(1), metavar="N", help=mark("Only the N arrows with the most deliverables."))
@click.option("--around", metavar="SERVICE", help=mark("Only what lies near this service, by id or name."))
@click.option(
    "--depth",
    type=click.IntRange(1, 20),
    default=1,
    show_default=True,
    help=mark("With --around: within so many arrows."),
)
@click.option("--process", metavar="NAME", help=mark("Only what is handed over in this process, by id, name or file."))
@SERVICE_ATTRIBUTE
@drawn()
@click.pass_obj
def command(
    session: Session,
    /,
    file: Path | None,
    target: Target,
    *,
    keep_layout: bool,
    level: str | None,
    depth: int,
    service: str,
    **asked: Any,
) -> int:
    from svcgraph.views.diagram import organisation as view
    from svcgraph.views.diagram.grouping import Level

    if file and keep_layout:
        raise UsageError(mark("--keep-layout keeps the places of a workspace's picture: do not name a file"))
    if file and (level or any(asked.values())):
        raise UsageError(mark("a single file is drawn whole: the options that choose are for a workspace's picture"))
    if file:
        return bare(session, file, _flows, target, service=service)
    if service:
        raise UsageError(NO_LOGS)
    if keep_layout and any(asked.values()):
        raise UsageError(mark("--keep-layout keeps the places of the whole picture: do not choose a part of it"))
    story = told(session)
    words = session.file_words(story)
    forms = view.forms(
        story.graph, story.contracts, story.attainment, story.organisation, words, as_of=story.as_of,
        level=Level(level) if level else None, question=_question(story, depth=depth, **asked),
        kept=keep_layout or bool(story.workspace.places),
    )  # fmt: skip
    return draw(session, story, forms, "organisation", target, kept=story.workspace.places, keep=keep_layout)


def _question(
    story: Story, *, only: str | None, top: int | None, around: str | None, depth: int, process: str | None
) -> Question:
    from svcgraph.views.diagram.question import Only, Question

    return Question(
        only=Only(only) if only else None,
        top=top or 0,
        around=service_of(story, around) if around else "",
        depth=depth if around else 1,
        process=process_of(story, process) if process else None,
    )


def _flows(graph: ServiceGraph, _process_map: ProcessMap, words: Words) -> Diagram:
    from svcgraph.views.diagram import organisation as view

    return view.flows(graph, words)
