"""``svcgraph explain``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import put, put_text
from svcgraph.cli._session import Session, finish
from svcgraph.i18n import mark


@click.command(
    "explain",
    cls=rich_click.RichCommand,
    help=mark(
        "Tell how a verdict came about, down to the readings: of a contract (CS-01), a clause (CS-01/d1.c1), a promise "
        "(E1), or of the contracts of a service."
    ),
)
@click.argument("name", metavar="ID")
@click.option(
    "--period",
    "asked",
    metavar="PERIOD",
    help=mark("2026-10, 2026-Q3, 2026-08..2026-10 or last-month; otherwise the last three closed months."),
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=mark("How to print it."),
)
@click.pass_obj
def command(session: Session, name: str, asked: str | None, shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.desk.explain import explain
    from svcgraph.views.explain import explainer
    from svcgraph.views.explain_document import explained_json

    story = pipeline.tell(session.workspace(), as_of=session.as_of, period=asked)
    told = explain(story, name, asked=bool(asked))
    speaker = explainer(story.graph, story.organisation, story.contracts, session.words)
    if shape == "json":
        put([explained_json(told, speaker, story.as_of)])
    else:
        put_text(f"{line}\n" for line in speaker.lines(told))
    return finish(story, session.words)
