"""``svcgraph new DIR``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._session import Session
from svcgraph.i18n import mark


@click.command(
    "new", cls=rich_click.RichCommand, help=mark("Make a new workspace, with comments that say what goes where.")
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(session: Session, folder: Path) -> None:
    from svcgraph.desk.new import create

    for path in create(folder, session.language):
        click.echo(path.as_posix())
    click.echo(
        session.words(
            mark("Put your process maps into {folder}, then: svcgraph -C {root} build"),
            folder=(folder / "processes").as_posix(),
            root=folder.as_posix(),
        )
    )
