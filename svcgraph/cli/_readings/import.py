# ruff: noqa: N999 - the command's name is a word of Python
"""``svcgraph readings import``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, any_error
from svcgraph.i18n import mark


@click.command(
    "import",
    cls=rich_click.RichCommand,
    help=mark(
        "Read a file of readings (CSV, Excel, OpenDocument, Parquet): say in words what can be taken and what is wrong "
        "with the rest, and add the good ones to their files with --yes."
    ),
)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help=mark("Add them to processes/readings/."))
@click.option("--by", metavar="NAME", default="", help=mark("Who enters them, where a line does not say."))
@click.pass_obj
def command(session: Session, path: Path, yes: bool, by: str) -> int:
    from svcgraph.desk.readings.bring import bring
    from svcgraph.views.readings import import_text

    found = bring(session.workspace(), path, yes=yes, by=by, as_of=session.as_of)
    report(found.faults, session.words)
    text = import_text(
        found.file,
        found.lines,
        found.good,
        found.targets,
        session.words,
        called=found.called,
        written=found.written,
    )
    put_text(text)
    return EXIT_UNREADABLE if any_error(found.faults) or not found.lines else EXIT_DONE
