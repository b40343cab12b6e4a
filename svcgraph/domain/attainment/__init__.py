"""From counts to verdicts (`4-attainment`). Knows no engine, no file: counts in, verdicts out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from svcgraph.errors import Fault


class Verdict(StrEnum):
    MET = "met"
    AT_RISK = "at risk"
    MISSED = "missed"
    UNDETERMINED = "undetermined"
    NO_DATA = "no data"
    NOT_DUE = "not due"
    NOT_MEASURABLE = "not measurable"
    # running periods
    ON_TRACK = "on track"
    SECURED = "secured"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``, both included, in workspace time."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Readings × occurrences of one indicator over one period, from any engine.

    ``due`` excludes the excused; for shares of cases ``k`` of ``n`` cases are summed over the known months.
    """

    due: int = 0
    known: int = 0
    met: int = 0
    excused: int = 0
    k: int = 0
    n: int = 0
    not_delivered: int = 0
    lateness: tuple[int, ...] = ()  # seconds late, of what came late
    beyond_alert: int = 0  # values past the alert level in the indicator's own unit
    client_fault: int = 0  # of the excused: because what the client owed was itself missed
    estimated: Fraction = Fraction(0)  # cases of months without a reading: mean n of the known ones
    open: int = 0  # of the due: not due yet at the end of the day that is looked at, and not known
    provisional: int = (
        0  # of the met, or of all months of cases: measured over a period that is not over, may still change
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert level (*seuil d'alerte*) that the parties wrote: where being at risk ends and missed begins.

    ``misses`` per ``months`` (0: per period, whatever its length; 0 misses: no margin), or a ``level`` in ``unit``:
    a share of cases in %, or the value of a measure in the indicator's own unit (or its ``noun``).
    """

    misses: int | None = None
    months: int = 0
    level: Fraction | None = None
    unit: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """The verdict on one objective over one period, with the count that made it."""

    contract: str  # contract id, or "" for a promise
    clause: str  # criterion id; the promise's id
    indicator: str  # full id as in the readings: "contract/d1.c1.i1", "promises/e1"
    verdict: Verdict
    counts: Counts = Counts()
    target: Fraction = Fraction(1)
    target_stated: bool = True
    cases: bool = False  # a share of cases: count k of n, not occurrences
    low: Fraction | None = None  # a_min
    high: Fraction | None = None  # a_max
    subject_to: int = 0  # "subject to 1 missing reading"
    period: Period | None = None
    key: bool = False
    reason: str = ""  # why it is not measurable
    estimated: bool = False  # the bounds use estimated numbers of cases
    grown: bool = False  # under 3 occurrences: the period grew by whole months
    months: tuple[tuple[Period, Counts], ...] = ()  # month by month, over the same period
    minimum_sample: int = 5  # below it no percentage is printed
    missing: tuple[date, ...] = ()  # nominal dates (first days of periods) of what is due and has no reading
    comparable: bool = True  # counts for a trend: closed, judged by the objective as it is now, nine in ten readings


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractResult:
    """The verdict on a contract: the supplier's side, and apart from it what is expected of the client."""

    contract: str
    verdict: Verdict
    met: int = 0  # "3 objectives of 4"
    judged: int = 0  # objectives with something due
    incomplete: bool = False
    excused_flag: bool = False
    objectives: tuple[IndicatorResult, ...] = ()
    expectations: tuple[IndicatorResult, ...] = ()
    expectations_verdict: Verdict = Verdict.NOT_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCounts:
    """How a service's contracts stand, as supplier and as client: counts, never a rate or a rank."""

    service: str
    as_supplier: tuple[tuple[Verdict, int], ...] = ()
    as_client: tuple[tuple[Verdict, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment:
    """Everything judged over one period, as of one day."""

    as_of: date
    period: Period
    contracts: tuple[ContractResult, ...] = ()
    promises: tuple[IndicatorResult, ...] = ()
    services: tuple[ServiceCounts, ...] = ()
    running: Attainment | None = None  # the month that is not over, beside
    faults: tuple[Fault, ...] = ()
