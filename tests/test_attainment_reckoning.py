"""Explanations and trends: the rule told is the one that gave the verdict, whatever the counts; figures agree."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Alert, Counts, IndicatorResult, Verdict
from svcgraph.domain.attainment.reckoning import ContractRule, Rule, contract_rule, reckon
from svcgraph.domain.attainment.trend import Trend, trend
from svcgraph.domain.attainment.verdict import Case, judge_closed, judge_contract, judge_running


@st.composite
def counted(draw: st.DrawFn) -> tuple[Counts, Case]:
    due = draw(st.integers(0, 30))
    known = draw(st.integers(0, due))
    met = draw(st.integers(0, known))
    cases = draw(st.booleans())
    n = draw(st.integers(known, 60)) if cases and known else 0
    k = draw(st.integers(0, n)) if cases else 0
    alert = draw(st.sampled_from([None, Alert(misses=1, months=3), Alert(level=Fraction(90), unit="%")]))
    counts = Counts(
        due=due,
        known=known,
        met=met,
        k=k,
        n=n,
        open=draw(st.integers(0, due - known)),
        estimated=Fraction(n, known) * (due - known) if cases and known else Fraction(0),
        provisional=draw(st.integers(0, 1)) if cases and known else 0,
    )
    target = draw(st.sampled_from([Fraction(1), Fraction(95, 100), Fraction(9, 10), Fraction(1, 2)]))
    return counts, Case(target=target, alert=alert, cases=cases, months=draw(st.integers(1, 12)))


VERDICT_OF = {
    Rule.NOTHING_DUE: {Verdict.NOT_DUE},
    Rule.NOTHING_KNOWN: {Verdict.NO_DATA},
    Rule.NOT_YET: {Verdict.OPEN},
    Rule.WITHIN: {Verdict.MET},
    Rule.ALERT: {Verdict.AT_RISK},
    Rule.BEYOND: {Verdict.MISSED},
    Rule.WORSE_SHOWN: {Verdict.AT_RISK, Verdict.MISSED},
    Rule.COULD_CHANGE: {Verdict.UNDETERMINED},
    Rule.SECURED: {Verdict.SECURED},
    Rule.TOO_FAST: {Verdict.AT_RISK},
    Rule.ON_TRACK: {Verdict.ON_TRACK},
    Rule.SO_FAR_WITHIN: {Verdict.ON_TRACK},
    Rule.SO_FAR_BEYOND: {Verdict.AT_RISK},
}


@given(counted())
def test_the_rule_told_of_a_closed_period_is_the_one_that_decides(one: tuple[Counts, Case]) -> None:
    counts, case = one
    told = reckon(counts, case)
    assert told.verdict is judge_closed(counts, case).verdict
    assert told.verdict in VERDICT_OF[told.rule]
    if told.rule is Rule.WITHIN:
        assert told.missed + told.missing <= told.allowed
    if told.rule is Rule.BEYOND:
        assert told.missed + told.missing > told.tolerated
        assert told.best is told.worst or told.best is Verdict.AT_RISK or told.missing
    if told.rule is Rule.COULD_CHANGE:
        assert told.best is not told.worst
    assert told.tolerated >= told.allowed


@given(counted(), st.fractions(0, 1))
def test_the_rule_told_of_a_running_period_is_the_one_that_decides(one: tuple[Counts, Case], elapsed: Fraction) -> None:
    counts, case = one
    told = reckon(counts, case, elapsed=elapsed)
    assert told.verdict is judge_running(counts, case, elapsed).verdict
    assert told.verdict in VERDICT_OF[told.rule]
    if told.rule is Rule.ALERT:
        assert told.missed > told.allowed
    if told.rule is Rule.TOO_FAST:
        assert told.missed <= told.allowed
        assert told.missed / told.allowed > elapsed


CONTRACT_VERDICT = {
    ContractRule.NOTHING_MEASURABLE: {Verdict.NOT_MEASURABLE},
    ContractRule.NOTHING_DUE: {Verdict.NOT_DUE},
    ContractRule.NOT_YET: {Verdict.OPEN},
    ContractRule.KEY_MISSED: {Verdict.MISSED},
    ContractRule.TWO_MISSED: {Verdict.MISSED},
    ContractRule.KEY_UNKNOWN: {Verdict.NO_DATA, Verdict.UNDETERMINED},
    ContractRule.HALF_UNKNOWN: {Verdict.NO_DATA, Verdict.UNDETERMINED},
    ContractRule.ONE_MISSED: {Verdict.AT_RISK},
    ContractRule.ONE_AT_RISK: {Verdict.AT_RISK},
    ContractRule.KEPT: {Verdict.MET, Verdict.ON_TRACK, Verdict.SECURED},
}


@given(st.lists(st.sampled_from(list(Verdict)), max_size=6), st.integers(-1, 5))
def test_the_rule_told_of_a_contract_is_the_one_that_decides(verdicts: list[Verdict], key: int) -> None:
    objectives = tuple(
        IndicatorResult(contract="c", clause=f"d1.c{at}", indicator=f"c/d1.c{at}.i1", verdict=verdict, key=at == key)
        for at, verdict in enumerate(verdicts)
    )
    rule, deciding = contract_rule(objectives)
    assert judge_contract(objectives) in CONTRACT_VERDICT[rule]
    assert set(deciding) <= set(objectives)
    assert deciding or rule is ContractRule.NOTHING_DUE


def months(*met_of_four: int) -> list[Counts]:
    return [Counts(due=4, known=4, met=met) for met in met_of_four]


def test_no_trend_under_six_comparable_periods() -> None:
    assert trend(months(4, 3, 2, 1, 0), cases=False) is Trend.NONE
    assert trend([*months(4, 3, 2, 1, 0), Counts(due=4)], cases=False) is Trend.NONE
    assert trend(months(4, 4, 3, 2, 1, 0), cases=False) is Trend.FALLING
    assert trend(months(0, 1, 2, 3, 4, 4), cases=False) is Trend.IMPROVING


def test_one_miss_more_or_less_is_no_trend() -> None:
    assert trend(months(4, 4, 4, 4, 4, 3), cases=False) is Trend.STEADY
    assert trend(months(4, 4, 4, 4, 3, 3), cases=False) is Trend.FALLING


def test_shares_add_cases_and_need_more_than_five_points() -> None:
    def shares(*pairs: tuple[int, int]) -> list[Counts]:
        return [Counts(due=1, known=1, k=k, n=n) for k, n in pairs]

    small, large = (1, 1), (950, 1000)
    assert trend(shares(large, large, large, large, large, (900, 1000)), cases=True) is Trend.STEADY
    assert trend(shares(large, large, large, large, large, (700, 1000)), cases=True) is Trend.FALLING
    assert trend(shares(small, small, small, large, large, large), cases=True) is Trend.STEADY  # one case more or less


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=14))
def test_seen_the_other_way_round_a_trend_turns(pairs: list[tuple[int, int]]) -> None:
    counts = [Counts(due=met + missed, known=met + missed, met=met) for met, missed in pairs]
    turned = {Trend.IMPROVING: Trend.FALLING, Trend.FALLING: Trend.IMPROVING}
    forward = trend(counts, cases=False)
    assert trend(counts[::-1], cases=False) is turned.get(forward, forward)
