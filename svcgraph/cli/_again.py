"""A command that writes `outputs/` and nothing else: where nothing has changed since, it says again what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import click

from svcgraph.cli._session import Session, complain

Lines = Iterable[tuple[str, str]]  # first ("code", the exit code), then ("out" or "err", a line for people)


def said_again(session: Session, make: Callable[[], Lines], *options: object) -> int:
    """The exit code. ``options``: all that the command was asked beside what the session knows."""
    from svcgraph.store import rebuilt

    root = session.workspace()
    day = session.as_of or date.today()
    place = rebuilt.place_of(root, session.words.language, str(session.lang), str(day), *map(str, options))
    lines = rebuilt.recalled(root, place)
    if lines is None:
        lines = tuple(make())
        rebuilt.remember(root, place, lines)
    return say(lines)


def say(lines: Lines) -> int:
    """Writes the lines; the exit code."""
    (_, code), *said = lines
    for stream, line in said:
        complain(line) if stream == "err" else click.echo(line)
    return int(code)
