"""``svcgraph drift``."""

from __future__ import annotations

from pathlib import Path

import click
import rich_click

from svcgraph.cli._output import FORMAT, put_text, show
from svcgraph.cli._session import Session, finish, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, any_error
from svcgraph.i18n import mark


@click.command(
    "drift",
    cls=rich_click.RichCommand,
    help=mark(
        "Tell what became of each deliverable after the maps were imported again, by identity rather than by element "
        "id: unchanged, renamed, re-routed, split, merged, new or gone; and which contracts are to be signed again."
    ),
)
@click.option(
    "--from",
    "since",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help=mark("The maps as they were, for drafts and for contracts that keep no evidence; otherwise the contracts'."),
)
@FORMAT
@click.pass_obj
def command(session: Session, since: Path | None, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.drift import drifted
    from svcgraph.views.drift import drift_table, drift_text
    from svcgraph.views.wording import Wording

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    found, faults = drifted(story, since)
    wording = Wording(story.graph, story.organisation, session.words)
    if shape == "table":
        put_text(f"{line}\n" for line in drift_text(found, wording, contracts_only=since is None))
    else:
        show(drift_table(found, wording), shape, session)
    report(faults, session.words, quiet_notes=True)
    return max(EXIT_UNREADABLE if any_error(faults) else EXIT_DONE, finish(story, session.words))
