"""Why a verdict is what it is: the figures it was made of and the rule that gave it (`4-attainment`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from svcgraph.domain.attainment import Counts, IndicatorResult, Verdict
from svcgraph.domain.attainment.verdict import (
    Case,
    Judgement,
    allowance,
    counted_of,
    graded,
    judge_closed,
    judge_running,
    missed_of,
    tolerated,
)


class Rule(StrEnum):
    """The line of the definition that gave a verdict."""

    NOT_MEASURABLE = "not measurable"
    NOTHING_DUE = "nothing due"
    NOTHING_KNOWN = "nothing known"
    NOT_YET = "nothing due yet"
    WITHIN = "within the allowance"  # m ≤ B
    ALERT = "beyond the allowance, within the alert level"  # B < m ≤ B + M
    BEYOND = "beyond the alert level"  # m > B + M
    WORSE_SHOWN = "the worse of two is shown"  # unknown ones change it by one step, coverage ≥ 90 %
    COULD_CHANGE = "missing readings could change it"
    SECURED = "it cannot fail any more"
    TOO_FAST = "the allowance is used faster than the period passes"
    ON_TRACK = "on track"
    SO_FAR_WITHIN = "within the allowance so far"  # cases of a month that is not over
    SO_FAR_BEYOND = "beyond the allowance so far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The figures of one verdict.

    ``missed`` (m) of ``counted`` cases or known occurrences; ``missing`` more have no reading, which makes ``total``.
    ``allowed`` (B) and ``tolerated`` (B + M) are of ``total``. ``best`` and ``worst`` are the verdicts if all missing
    ones were met, or missed; ``elapsed`` is the share of a running period that has passed, None of a closed one.
    """

    rule: Rule
    verdict: Verdict
    missed: Fraction = Fraction(0)
    counted: Fraction = Fraction(0)
    missing: Fraction = Fraction(0)
    allowed: int = 0
    tolerated: int = 0
    best: Verdict | None = None
    worst: Verdict | None = None
    elapsed: Fraction | None = None

    @property
    def total(self) -> Fraction:
        return self.counted + self.missing


_CLOSED = {Verdict.MET: Rule.WITHIN, Verdict.AT_RISK: Rule.ALERT, Verdict.MISSED: Rule.BEYOND}
_OTHERS = {
    Verdict.NOT_DUE: Rule.NOTHING_DUE,
    Verdict.NO_DATA: Rule.NOTHING_KNOWN,
    Verdict.OPEN: Rule.NOT_YET,
    Verdict.UNDETERMINED: Rule.COULD_CHANGE,
    Verdict.SECURED: Rule.SECURED,
    Verdict.ON_TRACK: Rule.ON_TRACK,
    Verdict.MISSED: Rule.BEYOND,
}


def reckon(counts: Counts, case: Case, *, elapsed: Fraction | None = None) -> Reckoning:
    """How the verdict of a closed period came about; of a running one with the share ``elapsed`` of it."""
    judged = judge_closed(counts, case) if elapsed is None else judge_running(counts, case, elapsed)
    so_far = elapsed is not None and case.cases and counts.provisional > 0
    missed, counted = missed_of(counts, case), counted_of(counts, case)
    missing = _missing(counts, case) if counts.known and not so_far else Fraction(0)
    total = counted + missing
    allowed = allowance(total, case.target)
    unknown = counts.due - counts.known
    return Reckoning(
        rule=_rule_closed(judged) if elapsed is None else _rule_running(judged, missed > allowed, so_far=so_far),
        verdict=judged.verdict,
        missed=missed,
        counted=counted,
        missing=missing,
        allowed=allowed,
        tolerated=tolerated(total, allowed, case),
        best=graded(missed, total, counts.beyond_alert, case) if counts.known else None,
        worst=graded(missed + missing, total, counts.beyond_alert + unknown, case) if counts.known else None,
        elapsed=elapsed,
    )


def _missing(counts: Counts, case: Case) -> Fraction:
    return counts.estimated if case.cases else Fraction(counts.due - counts.known)


def _rule_closed(judged: Judgement) -> Rule:
    if judged.subject_to:
        return Rule.WORSE_SHOWN
    return _CLOSED.get(judged.verdict) or _OTHERS[judged.verdict]


def _rule_running(judged: Judgement, beyond: bool, *, so_far: bool) -> Rule:
    if so_far:
        return Rule.SO_FAR_BEYOND if judged.verdict is Verdict.AT_RISK else Rule.SO_FAR_WITHIN
    if judged.verdict is Verdict.AT_RISK:
        return Rule.ALERT if beyond else Rule.TOO_FAST
    return _OTHERS[judged.verdict]


# --- contracts ------------------------------------------------------------------------------------------------


class ContractRule(StrEnum):
    """The line of the definition that gave a contract's verdict (`4-attainment`, "Contract, service, organisation")."""

    NOTHING_MEASURABLE = "nothing measurable"
    NOTHING_DUE = "nothing due"
    NOT_YET = "nothing due yet"
    KEY_MISSED = "the key objective is missed"
    TWO_MISSED = "two objectives are missed"
    KEY_UNKNOWN = "the key objective has no verdict"
    HALF_UNKNOWN = "half of them have no verdict"
    ONE_MISSED = "one other objective is missed"
    ONE_AT_RISK = "one objective is at risk"
    KEPT = "all kept"


_UNKNOWN = (Verdict.NO_DATA, Verdict.UNDETERMINED)
_ASIDE = (Verdict.NOT_DUE, Verdict.NOT_MEASURABLE, Verdict.OPEN)
Results = tuple[IndicatorResult, ...]


def contract_rule(objectives: Results) -> tuple[ContractRule, Results]:
    """The rule that decides over ``objectives``, and those that made it so; in the order in which rules are tried."""
    if objectives and all(one.verdict is Verdict.NOT_MEASURABLE for one in objectives):
        return ContractRule.NOTHING_MEASURABLE, objectives
    due = tuple(one for one in objectives if one.verdict not in _ASIDE)
    if not due:
        open_ = tuple(one for one in objectives if one.verdict is Verdict.OPEN)
        return (ContractRule.NOT_YET, open_) if open_ else (ContractRule.NOTHING_DUE, ())
    return _missed(due) or _unknown(due) or _weak(due) or (ContractRule.KEPT, due)


def _missed(due: Results) -> tuple[ContractRule, Results] | None:
    missed = tuple(one for one in due if one.verdict is Verdict.MISSED)
    if key := tuple(one for one in missed if one.key):
        return ContractRule.KEY_MISSED, key
    return (ContractRule.TWO_MISSED, missed) if len(missed) > 1 else None


def _unknown(due: Results) -> tuple[ContractRule, Results] | None:
    unknown = tuple(one for one in due if one.verdict in _UNKNOWN)
    if key := tuple(one for one in due if one.key):
        return (ContractRule.KEY_UNKNOWN, key) if key[0].verdict in _UNKNOWN else None
    return (ContractRule.HALF_UNKNOWN, unknown) if 2 * len(unknown) >= len(due) else None


def _weak(due: Results) -> tuple[ContractRule, Results] | None:
    for verdict, rule in ((Verdict.MISSED, ContractRule.ONE_MISSED), (Verdict.AT_RISK, ContractRule.ONE_AT_RISK)):
        if found := tuple(one for one in due if one.verdict is verdict):
            return rule, found
    return None
