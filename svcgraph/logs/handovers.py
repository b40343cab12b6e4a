"""Handovers of a log in plain Python: the yardstick of the other engines, and quick enough up to a million events."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.event_log import MICROSECONDS, MISSING, NO_TIME, EventLog, directly_follows
from svcgraph.domain.handover import Handover, Handovers, Step, Waiting

EVIDENCE = 5  # cases named per handover
HALF, MOST = 0.5, 0.95
DIGITS = 3  # of a second


def find_handovers(log: EventLog) -> Handovers:
    """Every handover between two services, and what passes within one; see `domain.handover`."""
    found: dict[tuple[int, int], dict[tuple[int, int], _Passages]] = defaultdict(lambda: defaultdict(_Passages))
    unknown = 0
    services, activities, cases = log.services.codes, log.activities.codes, log.cases.codes
    times = log.times
    for before, after in directly_follows(log):
        source, target = services[before], services[after]
        if MISSING in (source, target):
            unknown += 1
            continue
        passages = found[source, target][activities[before], activities[after]]
        passages.cases.append(cases[after])
        if NO_TIME not in (times[before], times[after]):
            passages.waits.append(times[after] - times[before])
    handovers = [_handover(log, ends, steps) for ends, steps in found.items()]
    return Handovers(
        between=in_order(one for one in handovers if not one.within),
        within=in_order(one for one in handovers if one.within),
        unknown=unknown,
        events=len(log),
        cases=len(set(cases)),
    )


def in_order(handovers: Iterable[Handover]) -> tuple[Handover, ...]:
    """Most frequent first, then by the names of supplier and client."""
    return tuple(sorted(handovers, key=lambda one: (-one.waiting.count, one.supplier, one.client)))


def steps_in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Most frequent first, then by the names of the activities."""
    return tuple(sorted(steps, key=lambda one: (-one.waiting.count, one.source, one.target)))


def rounded(microseconds: float | None) -> float | None:
    """Seconds, to the thousandth."""
    return None if microseconds is None else round(microseconds / MICROSECONDS, DIGITS)


@dataclass(slots=True)
class _Passages:
    """Of one pair of activities: the case of every time, and the waiting times that are known."""

    cases: array[int] = field(default_factory=lambda: array("i"))
    waits: array[int] = field(default_factory=lambda: array("q"))


def _handover(log: EventLog, ends: tuple[int, int], steps: dict[tuple[int, int], _Passages]) -> Handover:
    names, activities = log.services.names, log.activities.names
    listed = [
        Step(source=activities[before], target=activities[after], waiting=_waiting([one]))
        for (before, after), one in steps.items()
    ]
    cases = {case for one in steps.values() for case in one.cases}
    return Handover(
        supplier=names[ends[0]],
        client=names[ends[1]],
        waiting=_waiting(list(steps.values())),
        steps=steps_in_order(listed),
        evidence=tuple(sorted(log.cases.names[case] for case in cases)[:EVIDENCE]),
    )


def _waiting(passages: Sequence[_Passages]) -> Waiting:
    waits = sorted(wait for one in passages for wait in one.waits)
    return Waiting(
        count=sum(len(one.cases) for one in passages),
        cases=len({case for one in passages for case in one.cases}),
        median=rounded(quantile(waits, HALF)),
        p95=rounded(quantile(waits, MOST)),
    )


def quantile(ordered: Sequence[int], share: float) -> float | None:
    """By linear interpolation between the two nearest values; None of nothing."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
