"""From counts to verdicts: the table and the worked figures of the definition."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Alert, Counts, IndicatorResult, Verdict
from svcgraph.domain.attainment.verdict import (
    Case,
    allowance,
    contract_result,
    judge_closed,
    judge_contract,
    judge_running,
)

ALL, T95, T90 = Fraction(1), Fraction(95, 100), Fraction(90, 100)
IN_THREE_MONTHS = Alert(misses=1, months=3)


@pytest.mark.parametrize(
    ("target", "n", "allowed"), [(T90, 10, 1), (T95, 4, 0), (T95, 52, 2), (ALL, 100, 0), (T95, 20, 1)]
)
def test_allowance_is_exact(target, n, allowed):
    assert allowance(n, target) == allowed


def closed(met, known, due=None, *, excused=0, beyond=0, **case):
    counts = Counts(due=known if due is None else due, known=known, met=met, excused=excused, beyond_alert=beyond)
    return judge_closed(counts, Case(**case))


@pytest.mark.parametrize(
    ("met", "known", "due", "case", "verdict", "subject_to"),
    [
        (0, 0, 0, {}, Verdict.NOT_DUE, 0),
        (0, 0, 3, {}, Verdict.NO_DATA, 0),
        (13, 13, 13, {}, Verdict.MET, 0),
        (12, 13, 13, {}, Verdict.AT_RISK, 0),
        (11, 13, 13, {}, Verdict.MISSED, 0),
        (1, 2, 2, {}, Verdict.MISSED, 0),  # under 3 occurrences there is no margin
        (2, 3, 3, {"alert": IN_THREE_MONTHS}, Verdict.AT_RISK, 0),
        (8, 11, 12, {"alert": IN_THREE_MONTHS}, Verdict.MISSED, 0),  # the unknown one changes nothing
        (10, 10, 13, {"alert": IN_THREE_MONTHS}, Verdict.UNDETERMINED, 0),
        (12, 12, 13, {}, Verdict.AT_RISK, 1),  # one step only, 92 % known: the worse, subject to it
        (11, 11, 13, {}, Verdict.UNDETERMINED, 0),  # two steps
        (2, 2, 3, {}, Verdict.UNDETERMINED, 0),  # one step, but 67 % known
        (2, 3, 3, {"alert": Alert(misses=0)}, Verdict.MISSED, 0),  # "aucune": no margin
        (4, 6, 6, {"alert": IN_THREE_MONTHS, "months": 6}, Verdict.AT_RISK, 0),
        (3, 4, 4, {"alert": IN_THREE_MONTHS, "months": 1}, Verdict.AT_RISK, 0),
        (9, 10, 10, {"target": T90}, Verdict.MET, 0),
        (8, 10, 10, {"target": T90}, Verdict.AT_RISK, 0),
        (8, 10, 10, {"alert": Alert(level=Fraction(80), unit="share")}, Verdict.AT_RISK, 0),
        (7, 10, 10, {"alert": Alert(level=Fraction(80), unit="share")}, Verdict.MISSED, 0),
    ],
)
def test_closed_period(met, known, due, case, *, verdict, subject_to):
    judged = closed(met, known, due, **case)
    assert (judged.verdict, judged.subject_to) == (verdict, subject_to)


def test_an_alert_level_in_the_indicator_s_own_unit_decides():
    three_errors = {"alert": Alert(level=Fraction(3), unit="error")}
    assert closed(2, 3, beyond=0, **three_errors).verdict is Verdict.AT_RISK
    assert closed(2, 3, beyond=1, **three_errors).verdict is Verdict.MISSED
    assert closed(1, 3, beyond=0, **three_errors).verdict is Verdict.AT_RISK


def share(k, n, *, due=3, known=3, estimated=0, target=T90, alert=None):
    counts = Counts(due=due, known=known, k=k, n=n, estimated=Fraction(estimated))
    return judge_closed(counts, Case(target=target, alert=alert, cases=True))


@pytest.mark.parametrize(
    ("k", "n", "target", "alert", "verdict"),
    [
        (215, 248, T90, None, Verdict.AT_RISK),
        (432, 618, T95, None, Verdict.MISSED),
        (226, 248, T95, None, Verdict.AT_RISK),
        (216, 248, T90, 85, Verdict.AT_RISK),
        (210, 248, T90, 85, Verdict.MISSED),
        (1825, 1846, Fraction(98, 100), 95, Verdict.MET),
    ],
)
def test_shares_of_cases(k, n, target, alert, verdict):
    level = Alert(level=Fraction(alert), unit="%") if alert else None
    assert share(k, n, target=target, alert=level).verdict is verdict


def test_a_missing_month_is_estimated_and_coverage_counts_months():
    judged = share(400, 400, known=2, estimated=200, target=T95)
    assert judged.verdict is Verdict.UNDETERMINED
    assert (judged.low, judged.high) == (Fraction(2, 3), 1)
    assert share(0, 400, known=2, estimated=200, target=T95).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("met", "known", "due", "target", "elapsed", "verdict"),
    [
        (3, 3, 5, ALL, Fraction(16, 30), Verdict.ON_TRACK),
        (1, 1, 1, ALL, Fraction(16, 30), Verdict.SECURED),
        (0, 0, 1, ALL, Fraction(16, 30), Verdict.OPEN),
        (2, 3, 5, ALL, Fraction(16, 30), Verdict.AT_RISK),
        (1, 3, 5, ALL, Fraction(16, 30), Verdict.MISSED),
        (19, 19, 20, T95, Fraction(9, 10), Verdict.SECURED),
        (9, 10, 20, T95, Fraction(1, 2), Verdict.AT_RISK),  # all the allowance used at half time
        (3, 4, 20, T95, Fraction(1, 5), Verdict.ON_TRACK),  # under 5 known the pace is not judged
        (0, 0, 0, ALL, Fraction(0), Verdict.NOT_DUE),
    ],
)
def test_running_period(met, known, due, target, *, elapsed, verdict):
    counts = Counts(due=due, known=known, met=met, open=due - known)
    assert judge_running(counts, Case(target=target), elapsed).verdict is verdict


def test_past_and_unknown_is_no_data():
    assert judge_running(Counts(due=2, open=1), Case(), Fraction(1, 2)).verdict is Verdict.NO_DATA


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.sampled_from([ALL, T95, T90, Fraction(1, 2)]))
def test_a_verdict_told_holds_whatever_the_unknown_ones_were(met, missed, unknown, target):
    known = met + missed
    told = closed(met, known, known + unknown, target=target)
    if known == 0 or told.verdict is Verdict.UNDETERMINED:
        return
    order = [Verdict.MET, Verdict.AT_RISK, Verdict.MISSED]
    ends = [closed(met + more, known + unknown, target=target).verdict for more in range(unknown + 1)]
    worst = max(ends, key=order.index)
    assert told.verdict is worst
    assert bool(told.subject_to) == (len(set(ends)) > 1)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([ALL, T95, T90]))
def test_one_miss_more_is_never_better(met, missed, target):
    order = [Verdict.MET, Verdict.AT_RISK, Verdict.MISSED]
    n = met + missed
    assert order.index(closed(met - 1, n, target=target).verdict) >= order.index(closed(met, n, target=target).verdict)


def one(verdict, key=False, due=3, excused=0):
    counts = Counts(due=due, excused=excused)
    return IndicatorResult(
        contract="a--b", clause="d1.c1", indicator="a--b/d1.c1.i1", verdict=verdict, key=key, counts=counts
    )


V = Verdict


@pytest.mark.parametrize(
    ("objectives", "verdict"),
    [
        ([one(V.MISSED, key=True), one(V.MET)], V.MISSED),
        ([one(V.MISSED), one(V.MET, key=True)], V.AT_RISK),
        ([one(V.MISSED), one(V.MISSED), one(V.MET, key=True)], V.MISSED),
        ([one(V.NO_DATA, key=True), one(V.MET)], V.NO_DATA),
        ([one(V.UNDETERMINED, key=True), one(V.MISSED)], V.UNDETERMINED),
        ([one(V.NO_DATA), one(V.MET)], V.NO_DATA),
        ([one(V.NO_DATA), one(V.UNDETERMINED), one(V.MET)], V.UNDETERMINED),
        ([one(V.NO_DATA), one(V.MET), one(V.MET)], V.MET),
        ([one(V.NO_DATA), one(V.MET, key=True)], V.MET),
        ([one(V.AT_RISK), one(V.MET, key=True)], V.AT_RISK),
        ([one(V.MET, key=True), one(V.NOT_DUE), one(V.NOT_MEASURABLE)], V.MET),
        ([one(V.NOT_DUE)], V.NOT_DUE),
        ([one(V.NOT_MEASURABLE)], V.NOT_MEASURABLE),
        ([], V.NOT_DUE),
        ([one(V.ON_TRACK), one(V.OPEN)], V.ON_TRACK),
        ([one(V.SECURED)], V.SECURED),
        ([one(V.SECURED), one(V.OPEN)], V.ON_TRACK),
        ([one(V.OPEN)], V.OPEN),
    ],
)
def test_contract(objectives, verdict):
    assert judge_contract(tuple(objectives)) is verdict


def test_a_contract_says_k_of_n_and_what_it_lacks():
    result = contract_result("a--b", (one(V.MET, key=True), one(V.AT_RISK), one(V.NOT_MEASURABLE), one(V.NOT_DUE)), ())
    assert (result.met, result.judged, result.incomplete) == (1, 2, True)
    assert result.expectations_verdict is V.NOT_DUE


@pytest.mark.parametrize(("due", "excused", "flag"), [(9, 1, False), (8, 1, True), (0, 0, False)])
def test_above_ten_per_cent_excused_the_contract_is_flagged(due, excused, flag):
    assert contract_result("a--b", (one(V.MET, due=due, excused=excused),), ()).excused_flag is flag
