"""What was found in a file that somebody imports, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    NEW = "new"
    THERE = "already there"  # the same content under the same name
    TWIN = "already there under another name"
    TAKEN = "name taken"  # the same name with other content
    RESERVED = "name reserved"
    LOG = "event log"
    UNREADABLE = "unreadable"

    @property
    def refused(self) -> bool:
        """Whether a person has to do something before it can be copied."""
        return self in (Outcome.TAKEN, Outcome.TWIN, Outcome.RESERVED, Outcome.LOG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file. ``target`` is its place in the workspace, with ``/``; "" when it has none.

    ``strangers`` are those of its ``services`` that the workspace does not know; ``beside``: the file in the way.
    """

    file: str
    outcome: Outcome
    target: str = ""
    format: str = ""
    processes: tuple[str, ...] = ()
    activities: int = 0
    services: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    handoffs: int = 0
    beside: str = ""
