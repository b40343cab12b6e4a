"""A reading that a log suggests: to be looked at by the indicator's keeper, never taken by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedReading:
    """One line of a readings file. ``span`` is a date or a month, ``k`` of ``n`` cases, or a case's two moments.

    ``evidence``: the case, or how many cases, of the log.
    """

    indicator: str
    span: str = ""
    k: int | None = None
    n: int | None = None
    requested_at: datetime | None = None
    delivered_at: datetime | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a log suggests for the contracts.

    ``silent``: indicators of times that it tells nothing of; ``known``: how many are left out, for somebody noted a
    reading of the same date or month already.
    """

    readings: tuple[ProposedReading, ...] = ()
    silent: tuple[str, ...] = ()
    known: int = 0
