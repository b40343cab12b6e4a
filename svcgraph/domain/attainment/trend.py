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

Share = tuple[int, int]  # met, of how many


class Trend(StrEnum):
    IMPROVING = "improving"
    FALLING = "falling"
    STEADY = "steady"
    NONE = "none"  # too few comparable periods


def halves(periods: Sequence[Counts], *, cases: bool) -> tuple[Share, Share] | None:
    """Met and of how many in the earlier and in the later half of the comparable ``periods``, oldest first; those
    without a reading are left out, of an odd number the middle one belongs to neither. None: too few."""
    known = [_met_of(one, cases) for one in periods if one.known]
    known = [one for one in known if one[1]]
    if len(known) < FEWEST:
        return None
    half = len(known) // 2
    return _added(known[:half]), _added(known[-half:])


def trend(periods: Sequence[Counts], *, cases: bool) -> Trend:
    """Of the comparable ``periods``: the later half against the earlier one. It is no trend while the two shares
    differ by no more than 5 points, or by no more than one occurrence or case would make."""
    found = halves(periods, cases=cases)
    if found is None:
        return Trend.NONE
    before, after = found
    difference = Fraction(*after) - Fraction(*before)
    if abs(difference) <= max(ENOUGH, Fraction(1, min(before[1], after[1]))):
        return Trend.STEADY
    return Trend.IMPROVING if difference > 0 else Trend.FALLING


def _met_of(counts: Counts, cases: bool) -> Share:
    return (counts.k, counts.n) if cases else (counts.met, counts.known)


def _added(pairs: Sequence[Share]) -> Share:
    return sum(met for met, _ in pairs), sum(of for _, of in pairs)
