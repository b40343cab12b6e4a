"""The way an indicator goes over several closed periods: improving, falling, steady, or no trend (`4-attainment`).

The definition says "no trend under 6 comparable periods"; `docs/attainment.md` says what a trend then is: the earlier
half of them against the later half, on counts, never on means of percentages.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from svcgraph.domain.attainment import Counts

FEWEST = 6  # comparable periods: known, and judged by the same objective
ENOUGH = Fraction(5, 100)  # what the definition counts as a step, of cases and of occurrences alike


class Trend(StrEnum):
    IMPROVING = "improving"
    FALLING = "falling"
    STEADY = "steady"
    NONE = "none"  # too few comparable periods


def trend(periods: Sequence[Counts], *, cases: bool) -> Trend:
    """Of the comparable ``periods``, oldest first; those without a reading are left out.

    The later half against the earlier one (of an odd number the middle one belongs to neither). It is no trend while
    the two shares differ by no more than 5 points, or by no more than one occurrence or case would make.
    """
    known = [_met_of(one, cases) for one in periods if one.known]
    known = [one for one in known if one[1]]
    if len(known) < FEWEST:
        return Trend.NONE
    half = len(known) // 2
    before, after = _added(known[:half]), _added(known[-half:])
    difference = Fraction(*after) - Fraction(*before)
    if abs(difference) <= max(ENOUGH, Fraction(1, min(before[1], after[1]))):
        return Trend.STEADY
    return Trend.IMPROVING if difference > 0 else Trend.FALLING


def _met_of(counts: Counts, cases: bool) -> tuple[int, int]:
    return (counts.k, counts.n) if cases else (counts.met, counts.known)


def _added(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(met for met, _ in pairs), sum(of for _, of in pairs)
