"""``svcgraph site``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import rich_click

from svcgraph.cli._again import Lines, said_again, say
from svcgraph.cli._session import Session, fault_line, kept_lines
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, Severity
from svcgraph.i18n import LANGUAGES, Words, mark


class Languages(click.ParamType[tuple[str, ...]]):
    """``fr``, ``en`` or both, the main one first: ``fr,en``."""

    name = "languages"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        asked = tuple(dict.fromkeys(one.strip() for one in value.split(",")))
        if not set(asked) <= set(LANGUAGES):
            self.fail(f"{value!r}: {', '.join((*LANGUAGES, ','.join(LANGUAGES)))}", param, ctx)
        return asked


@click.command(
    "site",
    cls=rich_click.RichCommand,
    help=mark("Write the workspace as a web site that needs neither server nor network."),
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=mark("Write into this folder; otherwise outputs/site/."),
)
@click.option(
    "--languages",
    metavar="LANGUAGES",
    type=Languages(),
    help=mark("fr, en, or both with a switch, the main one first: fr,en; otherwise as the settings say."),
)
@click.option("--people", is_flag=True, help=mark("Name people too; otherwise the site names services only."))
@click.option(
    "--period",
    "asked",
    metavar="PERIOD",
    help=mark("2026-10, 2026-Q3, 2026-08..2026-10 or last-month; otherwise the last three closed months."),
)
@click.pass_obj
def command(
    session: Session, folder: Path | None, languages: tuple[str, ...] | None, people: bool, asked: str | None
) -> int:
    def made() -> Lines:
        return _made(session, folder=folder, languages=languages, people=people, period=asked)

    if folder is not None:  # the tool keeps no account of what lies elsewhere
        return say(made())
    return said_again(session, made, "site", languages, people, asked)


def _made(
    session: Session, *, folder: Path | None, languages: tuple[str, ...] | None, people: bool, period: str | None
) -> Lines:
    from svcgraph import pipeline
    from svcgraph.outputs import _site

    story = pipeline.tell(session.workspace(), as_of=session.as_of, period=period)
    words = [Words(one) for one in languages or ()] or _site.spoken(story, session.file_words(story))
    outcome = _site.put(story, words, people=people, folder=folder)
    yield "code", str(EXIT_UNREADABLE if story.unreadable else EXIT_DONE)
    yield from (("err", line) for line in kept_lines(outcome, session.words))
    place = folder or story.workspace.root / "outputs" / _site.FOLDER
    yield "out", (place / "index.html").as_posix()
    yield from (("err", fault_line(one, session.words)) for one in story.faults if one.severity is not Severity.NOTE)
