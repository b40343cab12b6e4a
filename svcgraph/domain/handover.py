"""Handovers: work that passed from one service to another, as an event log shows it (`docs/logs.md`).

Within a case, ordered by time (of equal times as the file has them), each event follows another directly. Where the
services of the two differ, that is a handover; where they are the same, work stayed; where one is missing, nobody
knows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How often, in how many cases, and the time from one event to the next, in seconds.

    ``median`` and ``p95`` (linear interpolation) are None where no event of the pair has a time; ``p95`` is the time
    that 95 of 100 do not exceed.
    """

    count: int
    cases: int
    median: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A handover between two activities. ``source`` and ``target`` are the activities."""

    source: str
    target: str
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """All handovers from one service to another, or, both being one, the steps inside a service.

    Services are as the log names them, or their ids where the organisation knows them. ``steps``: most frequent first.
    ``evidence``: a few cases, by their ids.
    """

    supplier: str
    client: str
    waiting: Waiting
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def within(self) -> bool:
        return self.supplier == self.client


@dataclass(frozen=True, slots=True, kw_only=True)
class Handovers:
    """What a log shows. ``between``, ``within``: most frequent first, then by name.

    ``unknown``: steps of which at least one end has no service; ``events``, ``cases``: how much was looked at.
    """

    between: tuple[Handover, ...] = ()
    within: tuple[Handover, ...] = ()
    unknown: int = 0
    events: int = 0
    cases: int = 0
