"""``svcgraph build``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._again import said_again
from svcgraph.cli._session import Session, fault_line, kept_lines
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, Severity
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from svcgraph.story import Story

_SHOWN = (
    "site/index.html",
    "diagrams/organisation.svg",
    "portfolio.xlsx",
    "forms/",
    "contracts/",
    "attainment/",
    "reviews/",
    "calendar/",
)


@click.command(
    "build",
    cls=rich_click.RichCommand,
    help=mark(
        "Read processes/ and write everything into outputs/: portfolio, contracts, forms, attainment, diagrams, site."
    ),
)
@click.option("--notes", is_flag=True, help=mark("Show the notes too, not only errors and warnings."))
@click.option("--png", is_flag=True, help=mark("Write each picture as PNG too, beside SVG and PDF."))
@click.option(
    "--only",
    multiple=True,
    metavar="PART",
    help=mark("Write only this part of outputs/: diagrams, site, contracts … May be given several times."),
)
@click.pass_obj
def command(session: Session, notes: bool, png: bool, only: tuple[str, ...]) -> int:
    return said_again(session, lambda: _built(session, notes=notes, png=png, only=only), "build", notes, png, *only)


def _built(session: Session, *, notes: bool, png: bool, only: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Builds; then the exit code, and each line for people with where it goes ("err", "out")."""
    from svcgraph import pipeline
    from svcgraph.views.summary import summary

    words = session.words
    wanted = pipeline.outputs_in(only) if only else None
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    outcome = pipeline.build(story, session.file_words(story), only=wanted, png=png, told=_progress(words))
    yield "code", str(EXIT_UNREADABLE if story.unreadable else EXIT_DONE)
    yield from (("err", line) for line in (*_faults(story, words, notes=notes), *kept_lines(outcome, words)))
    told = summary(story.graph, story.contracts, story.attainment, story.organisation, words, chains=story.chains)
    yield from (("out", line) for line in (*told, *_where_to_look(story, words)))


def _faults(story: Story, words: Words, *, notes: bool) -> Iterator[str]:
    hidden = 0
    for fault in story.faults:
        if fault.severity is Severity.NOTE and not notes:
            hidden += 1
        else:
            yield fault_line(fault, words)
    if hidden:
        yield words.plural("{n} note: --notes shows it", "{n} notes: --notes shows them", hidden, n=hidden)


def _progress(words: Words) -> Callable[[str], None]:
    """One line that is rewritten, on a terminal only."""

    def told(name: str) -> None:
        if sys.stderr.isatty():
            said = words(mark("writing {name} …"), name=name) if name else ""
            click.echo("\r\x1b[K" + said, err=True, nl=False)

    return told


def _where_to_look(story: Story, words: Words) -> Iterator[str]:
    outputs = story.workspace.root / "outputs"
    if not story.workspace.maps:
        folder = (story.workspace.root / "processes").as_posix()
        yield words(mark("No process map yet: put BPMN, YAML, Excel, CSV or DOT files into {folder}"), folder=folder)
        return
    yield words(mark("Look at:"))
    for name in _SHOWN:
        if (outputs / name).exists():
            yield f"  {(outputs / name).as_posix()}{'/' if name.endswith('/') else ''}"
