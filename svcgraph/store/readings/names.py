"""Readings without an id are named by what they are for, so that a correction can say which one it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.naming import period_name


def name_of(reading: Reading) -> str:
    """Its id, else the date or period it is for, or when the case was requested: ``2026-08-10``, ``2026-08``."""
    if reading.id:
        return reading.id
    if reading.span is not None:
        return period_name(reading.span)
    return reading.requested_at.isoformat(timespec="minutes") if reading.requested_at else ""


def with_names(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """``readings``, those without an id that a correction replaces by name with that name as their id.

    People write lines without ids; what they wrote is never changed on the disk to be corrected (append only).
    """
    known = tuple(readings)
    ids = {(one.indicator, one.id) for one in known if one.id}
    wanted = {(one.indicator, one.replaces) for one in known if one.replaces} - ids
    return tuple(_named(one, wanted) for one in known) if wanted else known


def _named(one: Reading, wanted: set[tuple[str, str]]) -> Reading:
    name = name_of(one)
    is_reading = one.says_something or one.requested_at is not None  # not an excuse alone
    is_meant = is_reading and not one.id and one.replaces != name and (one.indicator, name) in wanted
    return replace(one, id=name) if is_meant else one
