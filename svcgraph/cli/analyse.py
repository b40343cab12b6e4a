"""``svcgraph analyse``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import FORMAT, put, save
from svcgraph.cli._session import Session, finish
from svcgraph.errors import EXIT_DONE
from svcgraph.i18n import mark


@click.command(
    "analyse",
    cls=rich_click.RichCommand,
    help=mark(
        "What the maps say about the work: handoffs per process and case, services that most depends on, single points "
        "of failure, work that goes to and fro, groups that work together, contracts to negotiate first."
    ),
)
@click.argument(
    "section",
    metavar="[SECTION]",
    required=False,
    type=click.Choice(["processes", "services", "points", "mutual", "communities", "negotiate"]),
)
@FORMAT
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help=mark("Write an Excel workbook instead, a sheet a section."),
)
@click.pass_obj
def command(session: Session, section: str | None, shape: str, path: Path | None) -> int:
    import sys

    from svcgraph import pipeline
    from svcgraph.engine.analysed import analysed
    from svcgraph.renderers import xlsx
    from svcgraph.renderers.listing import render_all
    from svcgraph.views.analysis import MOST_ROWS, AnalysisTables

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found = analysed(
        story.graph,
        story.contracts,
        story.organisation,
        story.attainment,
        history=story.workspace.history,
        chains=story.chains,
    )
    tables = AnalysisTables(found, story.graph, story.organisation, session.words)
    if path:
        words = session.file_words(story)
        whole = AnalysisTables(found, story.graph, story.organisation, words)
        save(path, xlsx.write(whole.wanted(section), words, story.as_of))
        click.echo(path)
        return EXIT_DONE
    shown = tables.wanted(section, MOST_ROWS if shape == "table" and not section else None)
    colour = shape == "table" and sys.stdout.isatty()
    put([render_all(shown, tables.names(section), shape, session.language, colour=colour)])
    return finish(story, session.words)
