"""``svcgraph portfolio``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import FORMAT, show
from svcgraph.cli._session import Session, finish, report
from svcgraph.errors import EXIT_FINDINGS
from svcgraph.i18n import mark


@click.command(
    "portfolio",
    cls=rich_click.RichCommand,
    help=mark(
        "List every two services that have something to negotiate, classed, in the order of negotiation, with what "
        "people decided."
    ),
)
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=mark(
        "A portfolio in Excel or CSV in which people noted their decisions; they are shown, and nothing is written."
    ),
)
@FORMAT
@click.pass_obj
def command(session: Session, decisions: Path | None, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.errors import FaultList
    from svcgraph.store.decisions import read_decisions
    from svcgraph.views.portfolio import dossiers_table

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    faults = FaultList()
    services = ((one.id, one.name) for one in story.graph.services)
    read = (decisions.read_bytes(), decisions.as_posix()) if decisions else None
    decided = read_decisions(*read, story.dossiers, services, faults) if read else ()
    table = dossiers_table(story.dossiers, story.graph, story.organisation, session.words, decided=decided)
    show(table, shape, session)
    report(faults.faults, session.words)
    return max(finish(story, session.words), EXIT_FINDINGS if faults.faults else 0)
