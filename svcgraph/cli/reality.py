"""``svcgraph reality LOG``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, written
from svcgraph.cli._output import FORMAT, save, show
from svcgraph.cli._session import Session, complain, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, any_error
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from svcgraph.desk.reality import Look
    from svcgraph.intake.log import Asked
    from svcgraph.views.reality import Told


def _options(function: Callable[..., int]) -> Callable[..., int]:
    """What a person may say of the log, in the order of the help."""
    for option in reversed(
        (
            click.option("--service-attribute", "service", default="", metavar="NAME",
                         help=mark("The attribute or column that means service; otherwise a guess, which is said.")),
            click.option("--case-column", "case", default="", metavar="NAME",
                         help=mark("The column that names the case; otherwise a guess.")),
            click.option("--activity-column", "activity", default="", metavar="NAME",
                         help=mark("The column that names the activity; otherwise a guess.")),
            click.option("--time-column", "time", default="", metavar="NAME",
                         help=mark("The column that tells when; otherwise a guess.")),
            click.option("--lifecycle", default="", metavar="VALUE",
                         help=mark("Which lifecycle counts, or all; otherwise complete, else start.")),
            click.option("--dates", type=click.Choice(["dmy", "mdy"]), default=None,
                         help=mark("Day or month first, in dates with slashes; otherwise as the dates tell.")),
            click.option("--timezone", default="", metavar="ZONE",
                         help=mark("Of moments without one: Europe/Paris; otherwise the workspace's.")),
            click.option("--with-people", "people", is_flag=True,
                         help=mark("Read columns that name people too; they are dropped otherwise.")),
            click.option("--engine", type=click.Choice(["python", "duckdb", "spark"]), default=None,
                         help=mark("What counts; otherwise Python, and DuckDB for large Parquet files.")),
        )
    ):  # fmt: skip
        function = option(function)
    return function


@click.command(
    "reality",
    cls=rich_click.RichCommand,
    help=mark(
        "Find the handovers in an event log (XES, CSV, Parquet), how long they wait, and which of them no map shows."
    ),
)
@click.argument("log", metavar="LOG", type=click.Path(path_type=Path))
@_options
@click.option(
    "--process",
    "processes",
    multiple=True,
    metavar="NAME",
    help=mark("The process that the log is about: only its handoffs can be never seen. May be given several times."),
)
@click.option(
    "--by",
    type=click.Choice(["service", "activity"]),
    default="service",
    show_default=True,
    help=mark("One line per pair of services, or per pair of activities."),
)
@click.option(
    "--propose-readings",
    "proposals",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=mark("Write readings for lead times and deadlines of contracts, as the log shows them, for you to confirm."),
)
@click.option("--diagram", is_flag=True, help=mark("Draw the handovers, to the file of -o."))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("reality.svg"),
    show_default=True,
    help=mark("The picture's file: .svg, .pdf, .png."),
)
@FORMAT
@click.pass_obj
def command(session: Session, /, log: Path, **said: Any) -> int:
    from svcgraph.desk.reality import confirmable, look
    from svcgraph.views.reality import Told, activities_seen, candidates_told, services_seen

    if said["proposals"]:
        confirmable(session.workspace(), said["proposals"])
    target = Target(said["output"], None, "a3", ("svg", "pdf", "png", "dot"))
    seen = look(session.root, log, _asked(said), engine=said["engine"] or "", processes=said["processes"])
    told = Told(seen.graph, seen.organisation, session.words)
    if not said["service"]:
        complain(candidates_told(seen.found, session.words))
    listing = services_seen if said["by"] == "service" else activities_seen
    show(listing(seen.reality, seen.found, told), said["shape"], session)
    if said["diagram"]:
        _draw(session, seen, told, target)
    if said["proposals"]:
        _propose(session, log, _asked(said), said["proposals"])
    report(seen.found.faults, session.words)
    report(seen.faults, session.words, quiet_notes=True)
    return EXIT_UNREADABLE if any_error(seen.faults) else EXIT_DONE


def _asked(said: dict[str, Any]) -> Asked:
    from svcgraph.intake.log import Asked

    names = ("service", "case", "activity", "time", "lifecycle", "dates", "timezone")
    return Asked(**{name: said[name] or "" for name in names}, people=said["people"])


def _draw(session: Session, seen: Look, told: Told, target: Target) -> None:
    from svcgraph.views.diagram.reality import reality

    path = written(session, reality(seen.reality, seen.found, seen.graph, told), target, "reality")
    complain(session.words(mark("The picture: {path}"), path=path.as_posix()))


def _propose(session: Session, log: Path, asked: Asked, file: Path) -> None:
    from svcgraph.desk.reality import propose
    from svcgraph.renderers.listing import render
    from svcgraph.views.proposals import proposals_told, readings_file

    made = propose(session.workspace(), log, asked, as_of=session.as_of)
    table = readings_file(made, log.name, session.words)
    save(file, render(table, "csv", session.language).encode())
    for line in proposals_told(made, file.as_posix(), session.words):
        complain(line)
