"""Handoffs of one process map: rules F, Q, M, D and the names of deliverables (`2-handoffs`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.process import ProcessMap


class Via(StrEnum):
    """How work passes. ``CALL`` and ``SIGNAL`` exist in a workspace only (rule O6)."""

    SEQUENCE = "sequence"
    MESSAGE = "message"
    DATA = "data"
    CALL = "call"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Work passing from one performer's activity to another's, within one file.

    ``supplier`` and ``client`` index ``ProcessMap.performers``; ``source`` and ``target`` index the
    nodes, NONE when the end is a pool (its id and name then stand in the four fields below).
    ``named``: the deliverable is the name of a thing handed over; False: it was taken from an
    activity or a pool for want of better, and prints as "deliverable to be named".
    ``flows``, ``through``, ``data`` are element ids in document order, ``None`` where there is none.
    """

    supplier: int
    client: int
    source: int
    target: int
    source_id: str | None
    target_id: str | None
    source_name: str
    target_name: str
    process: int
    via: Via
    deliverable: str
    named: bool
    flows: tuple[str | None, ...] = ()
    through: tuple[str | None, ...] = ()
    data: tuple[str | None, ...] = ()


def find(process_map: ProcessMap) -> tuple[Handoff, ...]:
    """Every handoff of ``process_map``, sorted as `7-rulings` orders them."""
    raise NotImplementedError
