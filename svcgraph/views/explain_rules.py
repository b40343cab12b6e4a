"""The sentences about counts, allowances and rules: how many, how many may be missed, which rule decides."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from svcgraph.domain.attainment import Alert, IndicatorResult, Verdict
from svcgraph.domain.attainment.reckoning import ContractRule, Reckoning, Rule
from svcgraph.domain.attainment.verdict import attained, has_value_level
from svcgraph.engine.account import Account, Looked
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import (
    count_words,
    coverage_words,
    grouped,
    is_thin,
    lateness_words,
    percent,
    round_half_up,
    stated,
    verdict_words,
)
from svcgraph.views.explain_words import amount_words

RULES = {
    Rule.NOTHING_DUE: mark("nothing was due in the period"),
    Rule.NOTHING_KNOWN: mark("something was due, and nothing of it has a reading"),
    Rule.NOT_YET: mark("nothing is due yet"),
    Rule.WITHIN: mark("{missed}: no more than the {allowed} allowed"),
    Rule.ALERT: mark("{missed}: more than the {allowed} allowed, no more than the {tolerated} of the alert level"),
    Rule.BEYOND: mark("{missed}: more than the {allowed} allowed, and more than the {tolerated} of the alert level"),
    Rule.WORSE_SHOWN: mark(
        "{missed}: by itself “{best}”, and “{worst}” if what has no reading was missed; with nine in ten known "
        "the worse of the two is shown"
    ),
    Rule.COULD_CHANGE: mark(
        "what has no reading could change it: “{best}” if all of it was met, “{worst}” if all of it was missed"
    ),
    Rule.SECURED: mark("{missed} so far: even if all that is open were missed, no more than the {allowed} allowed"),
    Rule.TOO_FAST: mark(
        "{missed} so far of the {allowed} allowed, and {elapsed} of the period passed: the allowance is used "
        "faster than the period passes"
    ),
    Rule.ON_TRACK: mark("{missed} so far, no more than the {allowed} allowed over the whole period"),
    Rule.SO_FAR_WITHIN: mark("{missed} so far, no more than the {allowed} allowed; cases still come in"),
    Rule.SO_FAR_BEYOND: mark("{missed} so far, more than the {allowed} allowed; cases still come in"),
}
VALUE_ALERT = mark("{missed}: more than the {allowed} allowed, but no more than that beyond the alert level of {level}")
VALUE_BEYOND = mark("{missed}: more than the {allowed} allowed, and {beyond} beyond the alert level of {level}")
CONTRACT_RULES = {
    ContractRule.NOTHING_MEASURABLE: mark("none of its objectives can be measured"),
    ContractRule.NOTHING_DUE: mark("nothing was due"),
    ContractRule.NOT_YET: mark("nothing is due yet"),
    ContractRule.KEY_MISSED: mark("its key objective is missed ({which})"),
    ContractRule.TWO_MISSED: mark("two objectives or more are missed ({which})"),
    ContractRule.KEY_UNKNOWN: mark("its key objective has no verdict ({which})"),
    ContractRule.HALF_UNKNOWN: mark("half of its objectives or more have no verdict ({which}); none is key"),
    ContractRule.ONE_MISSED: mark("one objective that is not key is missed ({which})"),
    ContractRule.ONE_AT_RISK: mark("an objective is at risk ({which}), none is missed"),
    ContractRule.KEPT: mark("every objective with something due is kept"),
}


class RuleWords:
    """What the figures of one objective come to, in one language."""

    def __init__(self, account: Account, words: Words) -> None:
        self._account, self.words = account, words

    def counts(self, looked: Looked) -> Iterator[str]:
        """The count with what left it, lateness, attainment, bounds, coverage."""
        words, result = self.words, looked.result
        counts = result.counts
        if not (counts.due or counts.excused) or counts.open == counts.due > 0:
            return
        yield words(mark("Count: {count}"), count=count_words(result, words) or self._nothing(result))
        if late := lateness_words(result, words):
            yield words(mark("Lateness: {lateness}"), lateness=late)
        yield from self._share(result)
        if looked.reckoning.elapsed is None:
            yield from self._bounds(looked)
        yield from self._covered(result)

    def _nothing(self, result: IndicatorResult) -> str:
        return self.words(mark("nothing known of {n} due"), n=result.counts.due)

    def _share(self, result: IndicatorResult) -> Iterator[str]:
        share = attained(result)
        known = result.counts.n if result.cases else result.counts.known
        if share is None:
            return
        if known < result.minimum_sample:
            said = mark("Attainment: no percentage below {n}; the verdict stands")
            yield self.words(said, n=result.minimum_sample)
        else:
            yield self.words(mark("Attainment: {share}"), share=percent(share, self.words.language))

    def _bounds(self, looked: Looked) -> Iterator[str]:
        result, missing = looked.result, looked.reckoning.missing
        if result.low is None or result.high is None or not missing or result.low == result.high:
            return
        low, high = (percent(share, self.words.language) for share in (result.low, result.high))
        said = mark("Bounds: {low} if all without a reading were missed, {high} if they were met")
        more = mark("{bounds} (numbers of cases estimated from the known months)")
        bounds = self.words(said, low=low, high=high)
        yield self.words(more, bounds=bounds) if result.estimated else bounds

    def _covered(self, result: IndicatorResult) -> Iterator[str]:
        counts, words = result.counts, self.words
        due = counts.due - counts.open
        if not due:
            return
        told = words(mark("{known} of {due} have a reading"), known=counts.known, due=due)
        share = coverage_words(result, words) if not counts.open else ""
        said = words(mark("Coverage: {told}"), told=f"{told} ({share})" if share else told)
        flagged = mark("{said}: fewer than nine in ten, the keeper has to fill them in")
        yield words(flagged, said=said) if is_thin(result) else said

    def allowance(self, looked: Looked) -> Iterator[str]:
        """B and the alert level, with how they are worked out."""
        figures, words = looked.reckoning, self.words
        if figures.rule in (Rule.NOT_MEASURABLE, Rule.NOTHING_DUE, Rule.NOTHING_KNOWN, Rule.NOT_YET):
            return
        total, allowed = grouped(round_half_up(figures.total), words.language), str(figures.allowed)
        target = stated(looked.result.target, words.language)
        said = mark("Allowance: {target} of {total} must be met, so {allowed} may be missed")
        yield words(said, target=target, total=total, allowed=grouped(int(allowed), words.language))
        yield words(mark("Alert level: {alert}"), alert=self._alert(figures))

    def _alert(self, figures: Reckoning) -> str:
        words, case = self.words, self._account.case
        alert = case.alert
        if alert is not None and has_value_level(case):
            return words(mark("{level}, in the measure's own unit"), level=self._level(alert))
        tolerated = grouped(figures.tolerated, words.language)
        if alert is None:
            return words(self._usual(), tolerated=tolerated)
        if alert.misses is not None and alert.months:
            return words.plural(
                "{n} miss in {months} months, as agreed: at risk up to {tolerated}",
                "{n} misses in {months} months, as agreed: at risk up to {tolerated}",
                alert.misses,
                n=alert.misses,
                months=alert.months,
                tolerated=tolerated,
            )
        if alert.misses is not None:
            return words(mark("{n} misses, as agreed: at risk up to {tolerated}"), n=alert.misses, tolerated=tolerated)
        said = mark("{level}, as agreed: at risk up to {tolerated}")
        return words(said, level=self._level(alert), tolerated=tolerated)

    def _usual(self) -> str:
        if self._account.case.cases:
            return mark("none agreed, so 5 points: at risk up to {tolerated}")
        return mark("none agreed, so one miss from 3 occurrences on: at risk up to {tolerated}")

    def _level(self, alert: Alert) -> str:
        unit = "%" if alert.unit == "share" else alert.unit
        return amount_words(alert.level or Fraction(0), unit, self.words.language)

    def why(self, looked: Looked) -> str:
        """The rule that gave the verdict, with its figures."""
        words, figures = self.words, looked.reckoning
        if figures.rule is Rule.NOT_MEASURABLE:
            return words(looked.result.reason)
        said, level = RULES[figures.rule], ""
        alert = self._account.case.alert
        if alert is not None and has_value_level(self._account.case) and figures.rule in (Rule.ALERT, Rule.BEYOND):
            said, level = (VALUE_ALERT if figures.rule is Rule.ALERT else VALUE_BEYOND), self._level(alert)
        why = words(
            said,
            missed=self._missed(figures),
            allowed=grouped(figures.allowed, words.language),
            tolerated=grouped(figures.tolerated, words.language),
            best=self._verdict(figures.best),
            worst=self._verdict(figures.worst),
            elapsed=percent(figures.elapsed or Fraction(0), words.language),
            beyond=looked.result.counts.beyond_alert,
            level=level,
        )
        return self._whatever(why, figures)

    def _missed(self, figures: Reckoning) -> str:
        missed = round_half_up(figures.missed)
        n = grouped(missed, self.words.language)
        if self._account.case.cases:
            return self.words.plural("{n} case was missed", "{n} cases were missed", missed, n=n)
        return self.words.plural("{n} was missed", "{n} were missed", missed, n=n)

    def _verdict(self, verdict: Verdict | None) -> str:
        if verdict is None:
            return ""
        return verdict_words(IndicatorResult(contract="", clause="", indicator="", verdict=verdict), self.words)

    def _whatever(self, why: str, figures: Reckoning) -> str:
        """What has no reading changes nothing: that is worth saying."""
        settled = figures.elapsed is None and figures.rule in (Rule.WITHIN, Rule.ALERT, Rule.BEYOND)
        if not (settled and figures.missing):
            return why
        return self.words(mark("{why}, whatever is said of what has no reading"), why=why)
