# ruff: noqa: N999 - the command's name is a word of Python
"""``svcgraph import FILE…``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._diagram._draw import Target, written
from svcgraph.cli._output import FORMAT, put_text, save, show
from svcgraph.cli._session import Session, complain, report
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS, EXIT_UNREADABLE, UsageError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.desk.bring import Brought


@click.command(
    "import",
    cls=rich_click.RichCommand,
    help=mark("Say what is in files, and copy the maps among them into processes/. Nothing is ever overwritten."),
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    default="",
    metavar="FOLDER",
    help=mark("The folder of processes/ to copy to: support."),
)
@click.option("--preview", is_flag=True, help=mark("Only look: draw each map beside you, and copy nothing."))
@click.option(
    "--table-template", "template", is_flag=True, help=mark("Write an empty Excel sheet for the steps of a process.")
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=mark("The file of --table-template."),
)
@FORMAT
@click.pass_obj
def command(
    session: Session, /, files: tuple[Path, ...], folder: str, output: Path | None, shape: str,
    *, preview: bool, template: bool,
) -> int:  # fmt: skip
    if template:
        return _template(session, files, output)
    if not files or output:
        raise UsageError(mark("name the files to import; -o goes with --table-template"))
    return _import(session, files, folder, shape, preview=preview)


def _import(session: Session, files: tuple[Path, ...], folder: str, shape: str, *, preview: bool) -> int:
    from svcgraph.desk.bring import bring, look
    from svcgraph.views.brought import imported_table, imported_text

    root = session.root if preview else session.workspace()
    found = look(root, files, folder)
    if root and not preview:
        bring(root, found)
    facts = [one.found for one in found]
    if shape == "table":
        put_text(imported_text(facts, session.words, copied=not preview))
    else:
        show(imported_table(facts, session.words), shape, session)
    for one in found:
        if preview:
            _draw(session, one)
        report(one.faults, session.words)
    return _code(found)


def _code(found: tuple[Brought, ...]) -> int:
    outcomes = [one.found.outcome for one in found]
    if any(one.value == "unreadable" for one in outcomes):
        return EXIT_UNREADABLE
    return EXIT_FINDINGS if any(one.refused for one in outcomes) else EXIT_DONE


def _draw(session: Session, one: Brought) -> None:
    if one.map is None:
        return
    from svcgraph import bare
    from svcgraph.views.diagram import process

    graph, process_map = bare.graph(one.map)
    diagram = process.process(graph, 0, words=session.words, process_map=process_map, bare=True)
    path = written(session, diagram, Target(None, "svg", "a3"), f"{Path(one.found.file).stem}.preview")
    complain(session.words(mark("The picture: {path}"), path=path.as_posix()))


def _template(session: Session, files: tuple[Path, ...], output: Path | None) -> int:
    from svcgraph.desk.steps import template

    if files:
        raise UsageError(mark("--table-template writes an empty sheet: do not name files to import with it"))
    usual, content = template(session.root, session.words)
    path = output or usual
    if path.exists():
        raise UsageError(mark("{file} is already there: name another one with -o"), file=path.as_posix())
    save(path, content)
    click.echo(path.as_posix())
    return EXIT_DONE
