"""Several values of one period made one, as the indicator declares (`7-rulings`); exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from statistics import median

AGGREGATES: dict[str, Callable[[tuple[Fraction, ...]], Fraction]] = {
    "last": lambda values: values[-1],
    "mean": lambda values: Fraction(sum(values, Fraction(0)), len(values)),
    "median": lambda values: Fraction(median(values)),
    "sum": lambda values: sum(values, Fraction(0)),
    "min": min,
    "max": max,
    "p95": lambda values: percentile(values, Fraction(95, 100)),
}


def aggregate(values: tuple[Fraction, ...], how: str) -> Fraction:
    """One value of several; raises ValueError for an aggregate that does not exist."""
    if how not in AGGREGATES:
        raise ValueError(f"{how} is not one of {', '.join(AGGREGATES)}")
    return AGGREGATES[how](values)


def percentile(values: tuple[Fraction, ...], share: Fraction) -> Fraction:
    """By linear interpolation between the two nearest ranks (`7-rulings`, Libraries: engines)."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
