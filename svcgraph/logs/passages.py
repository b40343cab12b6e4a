"""Each single time that work passed from one service to another: when it came in, and when it was handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

from svcgraph.domain.event_log import MISSING, NO_TIME, EventLog, in_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``came`` is when the event before the supplier's own ones ended, or at the start of a case its own first event.

    ``handed`` is the supplier's last event before the client's first; ``activity`` is that one's.
    """

    supplier: str
    client: str
    case: str
    activity: str
    came: datetime
    handed: datetime


def passages(log: EventLog) -> Iterator[Passage]:
    """Every handover whose two moments are known, case by case; services as the log's columns name them."""
    cases = log.cases.codes
    for _, places in groupby(in_time(log), key=cases.__getitem__):
        yield from _of_case(log, list(places))


def _of_case(log: EventLog, places: list[int]) -> Iterator[Passage]:
    services, start = log.services.codes, 0
    for position, (here, following) in enumerate(pairwise(places)):
        if services[here] == services[following]:
            continue
        came = log.times[places[max(start - 1, 0)]]
        handed = log.times[here]
        start = position + 1
        if MISSING in (services[here], services[following]) or NO_TIME in (came, handed):
            continue
        yield Passage(
            supplier=log.services.names[services[here]],
            client=log.services.names[services[following]],
            case=log.cases.names[log.cases.codes[here]],
            activity=log.activities.names[log.activities.codes[here]],
            came=_moment(came),
            handed=_moment(handed),
        )


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
