"""What is wrong with a command line, in the reader's language: click would say it in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.exceptions import NoArgsIsHelpError

from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.i18n import Words


def usage_lines(error: click.ClickException, words: Words) -> tuple[str, ...]:
    """The reason, and which help to read; nothing but the help where no command was named."""
    if isinstance(error, NoArgsIsHelpError):
        return (error.message,)
    reason = words(mark("svcgraph: {reason}"), reason=_reason(error, words))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return (reason,)
    return reason, words(mark("What there is: {command} --help"), command=context.command_path)


def _reason(error: click.ClickException, words: Words) -> str:
    if isinstance(error, click.NoSuchOption):
        return words(mark("no option {name}"), name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return words(mark("{name} is missing"), name=_name(error))
    if isinstance(error, click.BadOptionUsage):
        return words(mark("{name}: a value is missing, or one too many is given"), name=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad(error, words)
    return _unplaced(error, words)


def _unplaced(error: click.ClickException, words: Words) -> str:
    """Words that belong to no option: click has one class for these, and only its sentence tells them apart."""
    if unknown := re.match(r"No such command ['\"](.*?)['\"]", error.message):
        return words(mark("no command {name}"), name=unknown[1])
    if more := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message):
        return words(mark("too many words: {words}"), words=more[1])
    return error.message


def _bad(error: click.BadParameter, words: Words) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return words(mark("{name}: choose one of {choices}"), name=_name(error), choices=", ".join(kind.choices))
    if isinstance(kind, click.Path):
        return words(_not_there(kind, error), name=_name(error))
    if kind is not None and kind.name == "date":
        return words(mark("{name}: a date is written 2026-11-16"), name=_name(error))
    return error.format_message()


def _not_there(kind: click.Path, error: click.BadParameter) -> str:
    """click has one class for what is absent and for what is a folder, and only its sentence tells them apart."""
    if not kind.file_okay:
        return mark("{name}: there is no such folder")
    absent = "does not exist" in error.message
    return mark("{name}: there is no such file") if absent else mark("{name}: that is a folder, not a file")


def _name(error: click.BadParameter) -> str:
    """The option as it is written, or the argument's place holder."""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx or click.Context(click.Command(""))) if error.param else ""
