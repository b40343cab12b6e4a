"""What became of one occurrence, and the sums of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from svcgraph.domain.attainment import Counts
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.occurrence import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One occurrence and its reading. Not ``known``: nothing was noted; ``open``: it is not due yet either."""

    occurrence: Occurrence
    target: Fraction = Fraction(1)
    known: bool = False
    met: bool = False
    excused: bool = False
    client_fault: bool = False
    not_delivered: bool = False
    late: int | None = None  # seconds, of what came late
    k: int = 0
    n: int = 0
    value: Fraction | None = None
    beyond_alert: bool = False
    open: bool = False
    readings: tuple[Reading, ...] = ()  # those that were put to it, those that do not count too

    @property
    def is_missing(self) -> bool:
        """Due by now, not excused, and nothing was noted."""
        return not (self.known or self.excused or self.open)


NONE = Fraction(0)


def count(outcomes: Iterable[Outcome], *, cases: bool = False) -> Counts:
    """The counts of one indicator over one period; the excused leave both sides of the count."""
    all_of_them = tuple(outcomes)  # lists below, not generators: this runs for every indicator and month
    due = [one for one in all_of_them if not one.excused]
    known = [one for one in due if one.known]
    n = sum([one.n for one in known])
    unknown = len(due) - len(known)
    estimated = Fraction(n, len(known)) * unknown if known and cases and unknown else NONE
    return Counts(
        due=len(due),
        known=len(known),
        met=sum([one.met for one in known]),
        excused=len(all_of_them) - len(due),
        k=sum([one.k for one in known]),
        n=n,
        not_delivered=sum([one.not_delivered for one in known]),
        lateness=tuple([one.late for one in known if one.late is not None]),
        beyond_alert=sum([one.beyond_alert for one in known]),
        client_fault=sum([one.client_fault for one in all_of_them]),
        estimated=estimated,
        open=sum([one.open and not one.known for one in due]) if unknown else 0,
        provisional=sum([one.open and one.occurrence.span is not None and (cases or one.met) for one in known]),
    )


def target(outcomes: Iterable[Outcome], default: Fraction, *, cases: bool) -> Fraction:
    """T over a period; where versions differ, the mean weighted by what each was counted on, exactly."""
    counted = [(one.n if cases else 1, one.target) for one in outcomes if not one.excused]
    weight = sum(n for n, _ in counted)
    if not weight or len({share for _, share in counted}) < 2:
        return counted[0][1] if counted else default
    return Fraction(sum((n * share for n, share in counted), Fraction(0)), weight)
