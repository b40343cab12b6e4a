"""``svcgraph calendar``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._output import put_text, save
from svcgraph.cli._session import Session, finish, report_kept
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.story import Story

FOLDER = "outputs/calendar/"


@click.command(
    "calendar",
    cls=rich_click.RichCommand,
    help=mark("Write review meetings, due days of actions and readings to note as calendars that update themselves."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=mark("One file with everything; otherwise outputs/calendar/, with one more for each person and service."),
)
@click.pass_obj
def command(session: Session, output: Path | None) -> int:
    from svcgraph import pipeline
    from svcgraph.outputs._calendars import everything
    from svcgraph.renderers.ics import ics

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    words = session.file_words(story)
    if output:
        save(output, ics(everything(story, words)))
        put_text([f"{output.as_posix()}\n", *_remarks(story, session)])
        return finish(story, session.words)
    outcome = pipeline.build(story, words, only=("calendar",))
    report_kept(outcome, session.words)
    n = len(outcome.written) + len(outcome.unchanged)
    said = session.words.plural("{n} calendar in {folder}", "{n} calendars in {folder}", n, n=n, folder=FOLDER)
    put_text([f"{said}\n", *_remarks(story, session)])
    return finish(story, session.words)


def _remarks(story: Story, session: Session) -> Iterator[str]:
    """What the calendars cannot know, one line each."""
    from svcgraph.outputs._calendars import desk
    from svcgraph.views.agenda.meetings import remarks

    return (f"{remark}\n" for remark in remarks(desk(story, session.words)))
