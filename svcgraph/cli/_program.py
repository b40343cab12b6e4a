"""The command group: lists this folder, loads a command when asked, says its help in the reader's language."""

from __future__ import annotations

import copy
import gc
import importlib
import pkgutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import rich_click

from svcgraph import __version__
from svcgraph.cli._session import AS_OF, DIRECTORY, LANG, Session, complain, report
from svcgraph.cli._usage import usage_lines
from svcgraph.errors import SvcgraphError, Unreadable
from svcgraph.i18n import LANGUAGES, Words, mark

SELDOM = (50_000, 20, 50)  # frozen records hold no cycles: the collector was a sixth of a build's time
SHARED = (DIRECTORY, LANG, AS_OF)  # before the command's name or after


class Program(rich_click.RichGroup):
    """``svcgraph``, or a command that has commands: they are the files of ``package`` not beginning with ``_``."""

    def __init__(self, *, package: str = "svcgraph.cli", **settings: Any) -> None:
        super().__init__(**settings)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        found = pkgutil.iter_modules(importlib.import_module(self.package).__path__)
        return sorted(info.name.replace("_", "-") for info in found if not info.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return localised(command, Words(_help_language(ctx)))


def localised(command: click.Command, words: Words) -> click.Command:
    """A copy of ``command`` whose help is in the reader's language, with the options all commands share."""
    twin = copy.copy(command)
    twin.help = words(command.help or "")
    twin.params = [_localised_option(parameter, words) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(twin, click.Group):
        twin.commands = {name: localised(child, words) for name, child in command.commands.items()}
    twin.params += [_localised_option(option, words) for option in SHARED]
    twin.context_settings = {**command.context_settings, **_settings(words)}
    _with_help(twin, words)
    return twin


def _with_help(command: click.Command, words: Words) -> None:
    """The help option in the reader's language; click would say it in English."""
    command.add_help_option = False
    command.params.append(
        click.Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_help,
            help=words(mark("Show this message and exit.")),
        )
    )


def _print_help(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
    if value:
        click.echo(context.get_help(), color=context.color)
        context.exit()


def _settings(words: Words) -> dict[str, Any]:
    """How rich-click titles the parts of a help page."""
    titles = rich_click.RichHelpConfiguration(
        options_panel_title=words(mark("Options")),
        commands_panel_title=words(mark("Commands")),
        arguments_panel_title=words(mark("Arguments")),
        max_width=110,
    )
    return {"rich_help_config": titles}


def _localised_option(parameter: click.Parameter, words: Words) -> click.Parameter:
    twin = copy.copy(parameter)
    if isinstance(twin, click.Option) and twin.help:
        twin.help = words(twin.help)
    return twin


def _help_language(context: click.Context) -> str:
    return context.ensure_object(Session).language


def _asked_language(arguments: Sequence[str]) -> str | None:
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def _asked_directory(arguments: Sequence[str]) -> Path | None:
    """The folder of ``-C DIR``, ``-CDIR``, ``--directory DIR`` or ``--directory=DIR``, before click has looked."""
    for option, value in pairwise([*arguments, ""]):
        if option in ("-C", "--directory"):
            return Path(value)
        for joined in ("--directory=", "-C"):
            if option.startswith(joined):
                return Path(option.removeprefix(joined))
    return None


def group(words: Words) -> Program:
    """The group itself, with the options that may stand before the command's name."""
    program = Program(
        name="svcgraph",
        help=words(
            mark(
                "From process maps to internal service contracts: finds every handoff between services, drafts the "
                "contracts, judges them by their readings, and draws who supplies whom."
            )
        ),
        params=[
            *(_localised_option(option, words) for option in SHARED),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help=words(mark("Show the version and exit.")),
            ),
        ],
        context_settings=_settings(words),
        add_help_option=False,
    )
    _with_help(program, words)
    return program


def _print_version(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
    if value:
        click.echo(__version__)
        context.exit()


def program(arguments: Sequence[str]) -> int:
    """Runs one command line; returns the exit code. Errors meant for people are printed, not raised."""
    gc.set_threshold(*SELDOM)
    asked = _asked_language(arguments)
    session = Session(directory=_asked_directory(arguments), lang=asked if asked in LANGUAGES else None)
    words = Words(session.language)
    try:
        code = group(words).main(
            args=list(arguments),
            prog_name="svcgraph",
            standalone_mode=False,
            obj=session,
        )
    except click.exceptions.Abort:
        return 1
    except click.ClickException as error:
        for line in usage_lines(error, words):
            click.echo(line, err=True)
        return error.exit_code
    except Unreadable as error:
        report(error.faults, words)
        return error.exit_code
    except SvcgraphError as error:
        complain(words(mark("svcgraph: {reason}"), reason=words(error.message, **dict(error.parameters))))
        return error.exit_code
    return code if isinstance(code, int) else 0
