"""``svcgraph build``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._session import Session, complain, fault_line, report_kept
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, Severity
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from svcgraph.story import Story


@click.command(
    "build",
    cls=rich_click.RichCommand,
    help=mark("Read processes/ and write everything into outputs/: portfolio, contracts, attainment, diagrams."),
)
@click.option("--notes", is_flag=True, help=mark("Show the notes too, not only errors and warnings."))
@click.option("--png", is_flag=True, help=mark("Write each picture as PNG too, beside SVG and PDF."))
@click.pass_obj
def command(session: Session, notes: bool, png: bool) -> int:
    from svcgraph import pipeline

    words = session.words
    root = session.workspace()
    story = pipeline.tell(root, as_of=session.as_of)
    _faults(story, words, notes=notes)
    outcome = pipeline.build(story, session.file_words(story), png=png, told=_progress(words))
    report_kept(outcome, words)
    _where_to_look(story, words)
    return EXIT_UNREADABLE if story.unreadable else EXIT_DONE


def _faults(story: Story, words: Words, *, notes: bool) -> None:
    hidden = 0
    for fault in story.faults:
        if fault.severity is Severity.NOTE and not notes:
            hidden += 1
        else:
            complain(fault_line(fault, words))
    if hidden:
        click.echo(
            words.plural("{n} note: --notes shows it", "{n} notes: --notes shows them", hidden, n=hidden), err=True
        )


def _progress(words: Words) -> Callable[[str], None]:
    """One line that is rewritten, on a terminal only."""

    def told(name: str) -> None:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K" + words(mark("writing {name} …"), name=name), err=True, nl=False)

    return told


def _where_to_look(story: Story, words: Words) -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    from svcgraph.views.summary import summary

    outputs = story.workspace.root / "outputs"
    for line in summary(story.graph, story.contracts, story.attainment, story.organisation, words, chains=story.chains):
        click.echo(line)
    if not story.workspace.maps:
        folder = (story.workspace.root / "processes").as_posix()
        click.echo(
            words(mark("No process map yet: put BPMN, YAML, Excel, CSV or DOT files into {folder}"), folder=folder)
        )
        return
    click.echo(words(mark("Look at:")))
    for name in ("diagrams/organisation.svg", "portfolio.xlsx", "contracts/", "attainment/"):
        if (outputs / name).exists():
            click.echo(f"  {(outputs / name).as_posix()}{'/' if name.endswith('/') else ''}")
