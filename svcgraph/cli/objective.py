"""``svcgraph objective SENTENCE``."""

from __future__ import annotations

from datetime import date

import click
import rich_click

from svcgraph.cli._output import put, put_text
from svcgraph.cli._session import Day, Session, complain
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS
from svcgraph.i18n import mark


@click.command(
    "objective",
    cls=rich_click.RichCommand,
    help=mark("Say how an objective is understood, in both languages, and when it is due next."),
)
@click.argument("sentence")
@click.option(
    "--from",
    "first",
    type=Day(),
    help=mark("The first day that counts, also for “every other week”; otherwise the day of --as-of."),
)
@click.option(
    "--count",
    type=click.IntRange(0, 1000),
    default=5,
    show_default=True,
    help=mark("How many occurrences to show."),
)
@click.option(
    "--calendar",
    help=mark(
        "Public holidays of a country and region: FR, FR-Alsace-Moselle; otherwise the workspace's, else France's."
    ),
)
@click.option("--timezone", help=mark("Otherwise the workspace's, else Europe/Paris."))
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=mark("How to print it."),
)
@click.pass_obj
def command(  # noqa: PLR0917 - the command's options, in the order of its help
    session: Session,
    sentence: str,
    first: date | None,
    count: int,
    calendar: str | None,
    timezone: str | None,
    shape: str,
) -> int:
    from svcgraph.sentences.parse import parse
    from svcgraph.sentences.refusal import Refused
    from svcgraph.store.situation import situation
    from svcgraph.views.objective import refusal_lines, understood, understood_json, understood_lines

    where = situation(session.root, first=first, as_of=session.as_of, place=calendar, timezone=timezone)
    try:
        statement = parse(sentence, reader=session.language)
    except Refused as refused:
        for line in refusal_lines(refused, session.words):
            complain(line)
        return EXIT_FINDINGS
    one = understood(statement, where.calendar, where.first, count=count, place=where.place)
    if shape == "json":
        put([understood_json(one)])
    else:
        put_text(understood_lines(one, session.words))
    return EXIT_DONE
