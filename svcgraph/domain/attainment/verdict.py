"""The rules from counts to verdicts (`4-attainment`), in exact arithmetic: counts in, verdicts out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from svcgraph.domain.attainment import Alert, ContractResult, Counts, IndicatorResult, Period, Verdict

SHARE_MARGIN = Fraction(5, 100)  # of a share of cases, where no alert level was written
OCCURRENCE_MARGIN = 1  # of deadlines, yes or no and thresholds, from so many known ones on:
MARGIN_FROM = 3
ENOUGH_COVERAGE = Fraction(90, 100)
MOST_EXCUSED = Fraction(10, 100)
PACE_FROM = 5  # known occurrences from which a running period's pace is judged

MET, AT_RISK, MISSED = Verdict.MET, Verdict.AT_RISK, Verdict.MISSED
_STEPS = (MET, AT_RISK, MISSED)


def allowance(n: int | Fraction, target: Fraction) -> int:
    """B = ⌊n(1 − T)⌋: how many of ``n`` may be missed; exact, so that 10 at 90 % allow 1."""
    return floor(n * (1 - target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a verdict needs beside the counts. ``months``: the period's length, for "1 miss in 3 months"."""

    target: Fraction = Fraction(1)
    alert: Alert | None = None
    cases: bool = False  # k of n cases, not occurrences
    months: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    verdict: Verdict
    subject_to: int = 0
    low: Fraction | None = None
    high: Fraction | None = None


def judge_closed(counts: Counts, case: Case) -> Judgement:
    """The verdict of a closed period (`4-attainment`, table "Verdict of a closed period")."""
    if counts.due == 0:
        return Judgement(verdict=Verdict.NOT_DUE)
    if counts.known == 0:
        return Judgement(verdict=Verdict.NO_DATA, low=Fraction(0), high=Fraction(1))
    low, high = _bounds(counts, case)
    unknown = counts.due - counts.known
    missed, known = missed_of(counts, case), counted_of(counts, case)
    if unknown == 0:
        return Judgement(verdict=graded(missed, known, counts.beyond_alert, case), low=low, high=high)
    weight = counts.estimated if case.cases else Fraction(unknown)
    best = graded(missed, known + weight, counts.beyond_alert, case)
    worst = graded(missed + weight, known + weight, counts.beyond_alert + unknown, case)
    steps = _STEPS.index(worst) - _STEPS.index(best)
    covered = Fraction(counts.known, counts.due) >= ENOUGH_COVERAGE
    if steps > 1 or (steps and not covered):
        return Judgement(verdict=Verdict.UNDETERMINED, low=low, high=high)
    return Judgement(verdict=worst, subject_to=unknown if steps else 0, low=low, high=high)


def judge_running(counts: Counts, case: Case, elapsed: Fraction) -> Judgement:
    """The verdict of a period that is not over; ``elapsed`` is the share of it that has passed.

    The number planned (``counts.due``) is known in advance, so the allowance is exact.
    """
    if counts.due == 0:
        return Judgement(verdict=Verdict.NOT_DUE)
    if counts.known == 0:
        return Judgement(verdict=Verdict.OPEN if counts.open == counts.due else Verdict.NO_DATA)
    low, high = _bounds(counts, case)
    return Judgement(verdict=_running(counts, case, elapsed), low=low, high=high)


def _running(counts: Counts, case: Case, elapsed: Fraction) -> Verdict:
    missed = missed_of(counts, case)
    if case.cases and counts.provisional:
        return _so_far(counts, case)
    unknown = Fraction(counts.due - counts.known)
    planned = counted_of(counts, case) + (counts.estimated if case.cases else unknown)
    left = counts.estimated if case.cases else unknown + counts.provisional
    allowed = allowance(planned, case.target)
    if graded(missed, planned, counts.beyond_alert, case) is MISSED:
        return MISSED
    if missed + left <= allowed:
        return Verdict.SECURED
    too_fast = allowed > 0 and counts.known >= PACE_FROM and missed / allowed > elapsed
    return AT_RISK if missed > allowed or too_fast else Verdict.ON_TRACK


def _so_far(counts: Counts, case: Case) -> Verdict:
    """Cases still come in: nothing is lost or won before the month is over."""
    missed, known = missed_of(counts, case), counted_of(counts, case)
    return AT_RISK if missed > allowance(known, case.target) else Verdict.ON_TRACK


def graded(missed: Fraction, n: Fraction, beyond_alert: int, case: Case) -> Verdict:
    """Met, at risk or missed, by so many misses of ``n``."""
    allowed = allowance(n, case.target)
    if missed <= allowed:
        return MET
    if has_value_level(case):
        return AT_RISK if beyond_alert <= allowed else MISSED
    return AT_RISK if missed <= tolerated(n, allowed, case) else MISSED


def tolerated(n: Fraction, allowed: int, case: Case) -> int:
    """How many misses still are "at risk". What the parties wrote decides."""
    alert = case.alert
    if alert is not None and alert.misses is not None:
        times = max(1, case.months // alert.months) if alert.months else 1
        return max(allowed, alert.misses * times)
    if alert is not None and alert.level is not None:
        return max(allowed, allowance(n, alert.level / 100))
    if case.cases:
        return max(allowed, floor(n * (1 - case.target + SHARE_MARGIN)))
    return allowed + (OCCURRENCE_MARGIN if n >= MARGIN_FROM else 0)


def has_value_level(case: Case) -> bool:
    """The alert level is one of the measured value ("3 errors"), not a share of the cases or occurrences."""
    return case.alert is not None and case.alert.level is not None and not (case.cases or case.alert.unit == "share")


def missed_of(counts: Counts, case: Case) -> Fraction:
    """m: the cases, or the known occurrences, that were not met."""
    return Fraction(counts.n - counts.k if case.cases else counts.known - counts.met)


def counted_of(counts: Counts, case: Case) -> Fraction:
    """n: the cases, or the known occurrences."""
    return Fraction(counts.n if case.cases else counts.known)


def _bounds(counts: Counts, case: Case) -> tuple[Fraction | None, Fraction | None]:
    """a_min and a_max: if every unknown one was missed, or met."""
    if case.cases:
        n = counts.n + counts.estimated
        return (Fraction(counts.k) / n, (counts.k + counts.estimated) / n) if n else (None, None)
    unknown = counts.due - counts.known
    return Fraction(counts.met, counts.due), Fraction(counts.met + unknown, counts.due)


def attained(result: IndicatorResult) -> Fraction | None:
    """a = met / known, of cases or of occurrences; None when nothing is known."""
    counts = result.counts
    of, met = (counts.n, counts.k) if result.cases else (counts.known, counts.met)
    return Fraction(met, of) if of else None


# --- contracts ------------------------------------------------------------------------------------------------

_UNKNOWN = (Verdict.NO_DATA, Verdict.UNDETERMINED)
_GOOD = (MET, Verdict.ON_TRACK, Verdict.SECURED)
_ASIDE = (Verdict.NOT_DUE, Verdict.NOT_MEASURABLE, Verdict.OPEN)


def judge_contract(objectives: tuple[IndicatorResult, ...]) -> Verdict:
    """The verdict over the objectives with something due (`4-attainment`, "Contract, service, organisation")."""
    if objectives and all(one.verdict is Verdict.NOT_MEASURABLE for one in objectives):
        return Verdict.NOT_MEASURABLE
    due = [one for one in objectives if one.verdict not in _ASIDE]
    if not due:
        return Verdict.OPEN if any(one.verdict is Verdict.OPEN for one in objectives) else Verdict.NOT_DUE
    key = [one for one in due if one.key]
    missed = [one for one in due if one.verdict is MISSED]
    if len(missed) >= 2 or any(one.key for one in missed):
        return MISSED
    unknown = [one.verdict for one in due if one.verdict in _UNKNOWN]
    if key and key[0].verdict in _UNKNOWN:
        return key[0].verdict
    if not key and 2 * len(unknown) >= len(due):
        return Verdict.UNDETERMINED if Verdict.UNDETERMINED in unknown else Verdict.NO_DATA
    if missed or any(one.verdict is AT_RISK for one in due):
        return AT_RISK
    return _good(due, objectives)


def _good(due: list[IndicatorResult], objectives: tuple[IndicatorResult, ...]) -> Verdict:
    """Met; of a running period secured when all of it is, else on track."""
    open_ = any(one.verdict is Verdict.OPEN for one in objectives)
    if not open_ and not any(one.verdict in (Verdict.ON_TRACK, Verdict.SECURED) for one in due):
        return MET
    secured = all(one.verdict is Verdict.SECURED for one in due)
    return Verdict.SECURED if secured and not open_ else Verdict.ON_TRACK


def contract_result(
    contract: str, objectives: tuple[IndicatorResult, ...], expectations: tuple[IndicatorResult, ...]
) -> ContractResult:
    """The supplier's side judged, and apart from it, in the same way, what is expected of the client."""
    judged = [one for one in objectives if one.verdict not in _ASIDE]
    without_verdict = (*_UNKNOWN, Verdict.NOT_MEASURABLE)
    return ContractResult(
        contract=contract,
        verdict=judge_contract(objectives),
        met=sum(one.verdict in _GOOD for one in judged),
        judged=len(judged),
        incomplete=any(one.verdict in without_verdict for one in objectives),
        excused_flag=_much_excused(objectives),
        objectives=objectives,
        expectations=expectations,
        expectations_verdict=judge_contract(expectations),
    )


def _much_excused(objectives: tuple[IndicatorResult, ...]) -> bool:
    excused = sum(one.counts.excused for one in objectives)
    due = sum(one.counts.due for one in objectives)
    return excused > MOST_EXCUSED * (due + excused)


# --- figures beside the verdicts ------------------------------------------------------------------------------


def elapsed_share(period: Period, days_passed: int) -> Fraction:
    """The share of ``period`` that has passed after ``days_passed`` days of it, 0 … 1."""
    days = (period.last - period.first).days + 1
    return Fraction(min(max(days_passed, 0), days), days)
