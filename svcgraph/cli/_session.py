"""What every command is told: where the workspace is, in which language to speak, and as of which day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, Fault, Severity, UsageError
from svcgraph.i18n import LANGUAGES, Words, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from svcgraph.store.outputs import Outcome
    from svcgraph.story import Story


def environment_language(environment: Mapping[str, str]) -> str:
    """The language of messages where neither option nor workspace says one: French if ``LANG`` is."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


@dataclass(kw_only=True)
class Session:
    """Options common to all commands, and what follows from them."""

    directory: Path | None = None
    lang: str | None = None
    as_of: date | None = None

    @property
    def root(self) -> Path | None:
        """The workspace's folder, from ``-C`` or found upward from here; None on bare files."""
        from svcgraph.store.root import find_workspace

        return find_workspace(self.directory or Path.cwd())

    @property
    def language(self) -> str:
        """Of messages: the option, the workspace, then ``LANG``."""
        from svcgraph.store.root import language_of as workspace_language

        if self.lang:
            return self.lang
        return workspace_language(self.root) if self.root else environment_language(os.environ)

    @property
    def words(self) -> Words:
        return Words(self.language)

    def file_words(self, story: Story) -> Words:
        """Of files: the option, else the workspace's language; ``LANG`` decides messages only."""
        return Words(self.lang or story.workspace.settings.language)

    def workspace(self) -> Path:
        """The workspace's folder; raises ``UsageError`` where there is none."""
        if self.root is None:
            raise UsageError(
                mark(
                    "no workspace here: go to a folder that has svcgraph.yaml, give one with -C, "
                    "or make one with 'svcgraph new'"
                )
            )
        return self.root


class Day(click.ParamType[date]):
    """A date as an option's value: 2026-11-16."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        session = context.ensure_object(Session)
        if value is not None:
            setattr(session, name, value)

    return callback


DIRECTORY = click.Option(
    ["-C", "--directory"],
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    expose_value=False,
    callback=_remember("directory"),
    help=mark("The workspace's folder; otherwise found from the current folder upward."),
)
LANG = click.Option(
    ["--lang"],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    callback=_remember("lang"),
    help=mark("French or English; otherwise the workspace's language, then LANG."),
)
AS_OF = click.Option(
    ["--as-of"],
    type=Day(),
    expose_value=False,
    callback=_remember("as_of"),
    help=mark("Judge as of the end of this day; otherwise the workspace's date, then today."),
)


def report(faults: Iterable[Fault], words: Words, *, quiet_notes: bool = False) -> None:
    """Writes faults to standard error, one line each, in the reader's language."""
    for fault in faults:
        if quiet_notes and fault.severity is Severity.NOTE:
            continue
        complain(fault_line(fault, words))


def finish(story: Story, words: Words) -> int:
    """Says what is wrong with the inputs, notes apart; 3 when one could not be read, else 0."""
    report(story.faults, words, quiet_notes=True)
    return EXIT_UNREADABLE if story.unreadable else EXIT_DONE


def report_kept(outcome: Outcome, words: Words) -> None:
    """Says which outputs were left as somebody changed them, and where the new ones are."""
    for line in kept_lines(outcome, words):
        complain(line)


def kept_lines(outcome: Outcome, words: Words) -> Iterator[str]:
    """What `report_kept` says."""
    for kept in outcome.kept:
        said = mark("{path} was changed by somebody and stays; the new one: {instead}")
        yield words(said, path=kept.path, instead=kept.instead or "–")


def complain(line: str) -> None:
    """One line to standard error. Names from files come without what would steer a terminal."""
    from svcgraph.renderers.cells import safe

    click.echo(safe(line).replace("\n", " "), err=True)


def fault_line(fault: Fault, words: Words) -> str:
    """``place: severity: sentence``"""
    return words(
        mark("{place}: {severity}: {sentence}"),
        place=fault.place,
        severity=words(fault.severity.value),
        sentence=words(fault.message, **dict(fault.parameters)),
    )
