"""``svcgraph services [FILE…]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._logs import NO_LOGS, SERVICE_ATTRIBUTE
from svcgraph.cli._output import FORMAT, put_text, show
from svcgraph.cli._session import Session, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, UsageError, any_error
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.organisation import Organisation


@click.command(
    "services",
    cls=rich_click.RichCommand,
    help=mark("List the services of the workspace, or of single files, each by itself."),
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--suggest", is_flag=True, help=mark("List likely duplicate names, with the lines to paste into organisation.yaml.")
)
@SERVICE_ATTRIBUTE
@FORMAT
@click.pass_obj
def command(session: Session, files: tuple[Path, ...], suggest: bool, service: str, shape: str) -> int:
    if files and suggest:
        raise UsageError(mark("--suggest looks at a whole workspace: leave out the files"))
    if files:
        return _bare(session, files, service, shape)
    if service:
        raise UsageError(NO_LOGS)
    from svcgraph import pipeline
    from svcgraph.views.services import services_table

    workspace = pipeline.read_workspace(session.workspace())
    graph, faults = pipeline.services_and_handoffs(workspace)
    if suggest:
        _suggest(session, graph, workspace.organisation, shape)
    else:
        show(services_table(graph, workspace.organisation, session.words), shape, session)
    report((*workspace.faults, *faults), session.words, quiet_notes=True)
    return EXIT_UNREADABLE if any_error((*workspace.faults, *faults)) else EXIT_DONE


def _bare(session: Session, files: tuple[Path, ...], service: str, shape: str) -> int:
    from svcgraph import bare
    from svcgraph.views.services import performers_table

    maps = list(bare.read(files, service=service))
    show(performers_table([(one.map, one.handoffs) for one in maps if one.map], session.words), shape, session)
    report([fault for one in maps for fault in one.faults], session.words, quiet_notes=True)
    return EXIT_DONE if all(one.map for one in maps) else EXIT_UNREADABLE


def _suggest(session: Session, graph: ServiceGraph, organisation: Organisation, shape: str) -> None:
    from svcgraph.domain.identity.suggest import suggest
    from svcgraph.views.services import suggestions_table, suggestions_text

    found = suggest(graph, organisation)
    if shape == "table":
        put_text(suggestions_text(found, session.words))
    else:
        show(suggestions_table(found, session.words), shape, session)
