"""``svcgraph diagram atlas``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._diagram._draw import PAPERS, told
from svcgraph.cli._output import save
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "atlas",
    cls=rich_click.RichCommand,
    help=mark("All pictures as one PDF book, with contents and an index of services and deliverables."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("atlas.pdf"),
    show_default=True,
    help=mark("The file to write."),
)
@click.option(
    "--paper",
    type=click.Choice(PAPERS, case_sensitive=False),
    default="a3",
    show_default=True,
    help=mark("The sheet of every page; each is turned as its picture is."),
)
@click.pass_obj
def command(session: Session, output: Path, paper: str) -> int:
    from svcgraph.outputs._atlas import made
    from svcgraph.renderers.picture.legibility import NOTHING_LARGER
    from svcgraph.renderers.picture.paper import Paper

    story = told(session)
    found = made(story, session.file_words(story), Paper(paper))
    save(output, found.pdf)
    if found.small:
        said = mark("On {paper} the smallest type is under 6 pt in: {names}.")
        click.echo(session.words(said, paper=Paper(paper).label, names=", ".join(found.small)), err=True)
        larger = session.words(mark("All is readable with --paper {option}."), option=found.larger)
        click.echo(larger if found.larger else session.words(NOTHING_LARGER), err=True)
    click.echo(output.as_posix())
    return finish(story, session.words)
