"""Why a run stops, and what a person is told of it.

Two kinds of trouble exist. A *fault* is a value: something in one input that could not be read or
does not hold; it travels beside the result and never stops the others. An *error* is an exception
that ends the command, and carries the exit code that the shell sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3

UNKNOWN_FORMAT = "unknown-format"  # the code of "no reader knows this file"


class Severity(StrEnum):
    """How much a finding matters; the workspace may set another one per code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a fact stands: a file, and in it a line, an element's id, or a sheet's cell."""

    file: str
    line: int = 0
    element: str = ""
    cell: str = ""

    def __str__(self) -> str:
        spot = self.cell or self.element
        return self.file + (f":{self.line}" if self.line else "") + (f" ({spot})" if spot else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with one input, as a value.

    ``message`` is an English gettext id with ``{named}`` parameters; the sentence in the reader's
    language is made last, by ``svcgraph.i18n``. ``code`` is stable (``unknown-key``) and may be
    given a severity in ``svcgraph.yaml``.
    """

    code: str
    place: Place
    message: str
    parameters: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR


def any_error(faults: Iterable[Fault]) -> bool:
    """Whether an input, or a part of one, was left out: exit code 3 (`7-rulings`, Workspace)."""
    return any(fault.severity is Severity.ERROR for fault in faults)


class SvcgraphError(Exception):
    """Base of all errors meant for a person. ``exit_code`` is part of the error."""

    exit_code = EXIT_FINDINGS

    def __init__(self, message: str, **parameters: object) -> None:
        super().__init__(message.format(**parameters) if parameters else message)
        self.message = message
        self.parameters = tuple((key, str(value)) for key, value in parameters.items())


class UsageError(SvcgraphError):
    """The command's words are off."""

    exit_code = EXIT_USAGE


class Unreadable(SvcgraphError):
    """An input that no result can be made of; carries every fault found in it."""

    exit_code = EXIT_UNREADABLE

    def __init__(self, *faults: Fault) -> None:
        first = faults[0]
        super().__init__(first.message, **dict(first.parameters))
        self.faults = faults

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Fault, ...]]:
        return type(self), self.faults  # it may come from another process


@dataclass(slots=True)
class FaultList:
    """Collects the faults of one input, so that several are reported together."""

    faults: list[Fault] = field(default_factory=list)

    def add(
        self, code: str, place: Place, message: str, /, *, severity: Severity = Severity.ERROR, **parameters: object
    ) -> None:
        named = tuple((key, str(value)) for key, value in parameters.items())
        self.faults.append(Fault(code=code, place=place, message=message, parameters=named, severity=severity))
