"""``svcgraph contracts receive``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session, complain, finish, report
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS, EXIT_UNREADABLE, SvcgraphError, Unreadable, UsageError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.desk.receive import Received
    from svcgraph.domain.negotiation.threeway import Settling


@click.command(
    "receive",
    cls=rich_click.RichCommand,
    help=mark(
        "Read filled-in forms back: say in words what changed, and write it with --yes. What both sides changed "
        "differently is a conflict: it is named, and nothing of that form is written until it is settled."
    ),
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=mark("Write the changes into processes/contracts/."))
@click.option("--ours", is_flag=True, help=mark("In a conflict, what the contract says now stands."))
@click.option("--theirs", is_flag=True, help=mark("In a conflict, what the form says stands."))
@click.option(
    "--settle",
    "settled",
    metavar="KEY=ours|theirs",
    multiple=True,
    help=mark("Settle one conflict by its key, such as d1.c2.objective.text=theirs; may be given several times."),
)
@click.pass_obj
def command(  # noqa: PLR0917 - the command's options, in the order of its help
    session: Session, paths: tuple[Path, ...], yes: bool, ours: bool, theirs: bool, settled: tuple[str, ...]
) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.receive import examine, write
    from svcgraph.views.received import received_text

    settle = _settling(settled, ours=ours, theirs=theirs)
    code, waiting = EXIT_DONE, False
    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    for path in paths:
        try:
            received = examine(story, path, settle=settle, words=session.file_words(story))
            put_text(received_text(received.facts, session.words))
            if received.merged.unsettled:
                code = max(code, EXIT_FINDINGS)
            elif yes and (written := write(story, received)):
                put_text(f"  → {file}\n" for file in written)
                story = pipeline.tell(session.workspace(), as_of=session.as_of)  # the next form may be of it too
            waiting = waiting or _waits(received, yes)
        except Unreadable as error:
            report(error.faults, session.words)
            code = EXIT_UNREADABLE
        except SvcgraphError as error:
            complain(f"{path.name}: {session.words(error.message, **dict(error.parameters))}")
            code = max(code, error.exit_code)
    if waiting:
        put_text([session.words(mark("Nothing was written: add --yes to write.")) + "\n"])
    return max(code, finish(story, session.words))


def _waits(received: Received, yes: bool) -> bool:
    return not yes and not received.unchanged and not received.merged.unsettled


def _settling(settled: tuple[str, ...], *, ours: bool, theirs: bool) -> Settling:
    from svcgraph.domain.negotiation.threeway import Settling, Side

    if ours and theirs:
        raise UsageError(mark("--ours or --theirs, not both; --settle KEY=ours|theirs settles one by one"))
    clauses = []
    for one in settled:
        key, _, side = one.rpartition("=")
        if not key or side not in ("ours", "theirs"):
            raise UsageError(mark("--settle {text}: write KEY=ours or KEY=theirs"), text=one)
        clauses.append((key, Side(side)))
    both = Side.OURS if ours else Side.THEIRS if theirs else None
    return Settling(all=both, clauses=tuple(clauses))
