"""What was not delivered counts once, on its timeliness; its other criteria have nothing due (`4-attainment`)."""

from __future__ import annotations

from svcgraph.domain.objective.occurrence import Occurrence
from svcgraph.engine.outcome import Outcome


def undelivered_aside(made: tuple[Outcome, ...], followed: tuple[Outcome, ...] | None) -> tuple[Outcome, ...]:
    """What was not delivered counts once, on its timeliness; what is not known to be delivered waits for a reading."""
    if followed is None:
        return made
    deliveries = {one.occurrence.nominal: one for one in followed}
    return tuple(one for one in made if _has_object(one, deliveries[one.occurrence.nominal]))


def _has_object(own: Outcome, delivery: Outcome) -> bool:
    if delivery.not_delivered:
        return False
    return delivery.known or own.known or own.excused or delivery.open


def without_undelivered(made: tuple[Outcome, ...], deliveries: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Measures of a rhythm of their own, without the periods whose only delivery was not made."""
    return tuple(one for one in made if not _nothing_delivered(one.occurrence, deliveries))


def _nothing_delivered(occurrence: Occurrence, deliveries: tuple[Outcome, ...]) -> bool:
    span = occurrence.span
    if span is None:
        return False
    inside = [one for one in deliveries if span.first <= one.occurrence.nominal <= span.last]
    return len(inside) == 1 and inside[0].not_delivered
