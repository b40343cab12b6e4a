"""``svcgraph handoffs [FILE…]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click
import rich_click

from svcgraph.cli._logs import NO_LOGS, SERVICE_ATTRIBUTE
from svcgraph.cli._output import FORMAT, put, show
from svcgraph.cli._session import Session, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, Fault, UsageError, any_error
from svcgraph.i18n import mark

Shown = TypeVar("Shown")
VIAS = ["sequence", "message", "data", "call", "signal"]


@click.command(
    "handoffs",
    cls=rich_click.RichCommand,
    help=mark(
        "List where work passes from one service to another: in the workspace, or in single files, each by itself."
    ),
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option(
    "--via",
    "vias",
    multiple=True,
    type=click.Choice(VIAS),
    help=mark("Only handoffs of this kind; may be given several times."),
)
@SERVICE_ATTRIBUTE
@click.option("--no-limit", is_flag=True, help=mark("Go on beyond 100,000 handoffs in one file."))
@FORMAT
@click.pass_obj
def command(  # noqa: PLR0917 - options
    session: Session, files: tuple[str, ...], vias: tuple[str, ...], service: str, no_limit: bool, shape: str
) -> int:
    wanted = frozenset(vias or VIAS)
    if files:
        return _bare(session, files, wanted, service, no_limit=no_limit, shape=shape)
    if service:
        raise UsageError(NO_LOGS)
    return _workspace(session, wanted, shape)


def _bare(
    session: Session, files: tuple[str, ...], wanted: frozenset[str], service: str, *, no_limit: bool, shape: str
) -> int:
    """Rows are written as they are found: no more than one map is in memory."""
    import gc

    from svcgraph import bare
    from svcgraph.views.handoffs import HandoffRow, bare_rows, json_list, json_objects

    gc.freeze()  # what is loaded by now stays; the collector need not look at it again and again
    faults: list[Fault] = []
    unread = 0

    def rows(one: bare.BareMap) -> Iterator[HandoffRow]:
        if one.map is not None:
            yield from (row for row in bare_rows(one.map, one.handoffs) if row.via in wanted)

    def listed(make: Callable[[bare.BareMap], list[Shown]]) -> Iterator[Shown]:
        nonlocal unread
        limit = None if no_limit else bare.LIMIT
        read = bare.told(
            map(Path, files), lambda one: (make(one), one.faults, one.map is None), limit=limit, service=service
        )
        for shown, told, is_unread in read:
            faults.extend(told)
            unread += is_unread
            yield from shown

    if shape == "json":
        put(json_list(listed(lambda one: list(json_objects(rows(one))))))
    else:
        from svcgraph.views.handoff_tables import bare_table

        show(bare_table(listed(lambda one: list(rows(one))), session.words), shape, session)
    report(faults, session.words)
    return EXIT_UNREADABLE if unread else EXIT_DONE


def _workspace(session: Session, wanted: frozenset[str], shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.handoff_tables import workspace_json, workspace_table

    workspace = pipeline.read_workspace(session.workspace())
    graph, faults = pipeline.services_and_handoffs(workspace)
    found = [one for one in graph.handoffs if one.via in wanted]
    if shape == "json":
        put([workspace_json(graph, found, session.language)])
    else:
        show(workspace_table(graph, found, session.words), shape, session)
    report((*workspace.faults, *faults), session.words, quiet_notes=True)
    return EXIT_UNREADABLE if any_error((*workspace.faults, *faults)) else EXIT_DONE
