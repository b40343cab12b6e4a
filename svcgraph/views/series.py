"""A row of shares over time as a small chart, neutral: ink draws it and knows nothing of contracts."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.views.shapes import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its share from 0 to 1, None where nothing is known; ``tip`` says it in words."""

    label: str
    share: float | None
    state: State
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points of one length of period, oldest first, and the share that they should reach."""

    title: str
    points: tuple[Point, ...]
    target: float | None = None
    description: str = ""  # for those who cannot see it
