"""Attainment told to people: verdicts in words, counts as "8 of 11 (1 without a reading)", lateness beside.

Counts come first, always k of n; a percentage only from 5 occurrences on (`4-attainment`, `7-rulings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import floor
from statistics import median

from svcgraph.domain.attainment import ContractResult, Counts, IndicatorResult, Period, ServiceCounts, Verdict
from svcgraph.domain.attainment.verdict import ENOUGH_COVERAGE, attained
from svcgraph.domain.objective.calendar import month_length
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import NARROW, NO_BREAK
from svcgraph.sentences.words import MONTHS

OBJECTIVE_WORDS = {
    Verdict.MET: mark("met"),
    Verdict.AT_RISK: mark("at risk"),
    Verdict.MISSED: mark("missed"),
    Verdict.UNDETERMINED: mark("not enough readings"),
    Verdict.NO_DATA: mark("not measured"),
    Verdict.NOT_DUE: mark("nothing due in the period"),
    Verdict.NOT_MEASURABLE: mark("not measurable"),
    Verdict.ON_TRACK: mark("on track"),
    Verdict.SECURED: mark("secured"),
    Verdict.OPEN: mark("open"),
}
# A contract is kept or not (*tenu*); its objectives are met or missed (*atteint*).
CONTRACT_WORDS = {**OBJECTIVE_WORDS, Verdict.MET: mark("kept"), Verdict.MISSED: mark("not kept")}
AGAINST = mark("{share} for {target}")  # how often it was kept, and is to be kept at least


def verdict_words(result: IndicatorResult, words: Words) -> str:
    """An objective's verdict: *atteint*, *à surveiller*, … with what it is subject to."""
    verdict = words(OBJECTIVE_WORDS[result.verdict])
    if not result.subject_to:
        return verdict
    return words.plural(
        "{verdict}, subject to {n} missing reading",
        "{verdict}, subject to {n} missing readings",
        result.subject_to,
        verdict=verdict,
        n=result.subject_to,
    )


def contract_verdict_words(result: ContractResult, words: Words) -> str:
    """A contract's verdict: *tenu*, *à surveiller*, *non tenu*, …; incomplete while an objective has none."""
    verdict = words(CONTRACT_WORDS[result.verdict])
    told = (Verdict.MET, Verdict.AT_RISK, Verdict.MISSED)
    return words("{verdict} (incomplete)", verdict=verdict) if result.incomplete and result.verdict in told else verdict


def objectives_words(result: ContractResult, words: Words) -> str:
    """ "3 objectives of 4", never a blended score; empty when none was due."""
    if not result.judged:
        return ""
    return words.plural(
        "{met} objective of {n}", "{met} objectives of {n}", result.met, met=result.met, n=result.judged
    )


def count_words(result: IndicatorResult, words: Words) -> str:
    """ "8 of 11 (1 without a reading)", "11 of 12, 1 excused", "1,825 of 1,846"; empty when nothing is known."""
    counts = result.counts
    met, of = (counts.k, counts.n) if result.cases else (counts.met, counts.known)
    if not of and not counts.excused:
        return ""
    said = words("{met} of {n}", met=grouped(met, words.language), n=grouped(of, words.language))
    unknown = counts.due - counts.known - counts.open
    if unknown > 0:
        told = words.plural("{n} without a reading", "{n} without a reading", unknown, n=unknown)
        said = words("{said} ({more})", said=said, more=told)
    return said + _excused(counts, words)


def _excused(counts: Counts, words: Words) -> str:
    client, others = counts.client_fault, counts.excused - counts.client_fault
    said = ""
    if others:
        said += ", " + words.plural("{n} excused", "{n} excused", others, n=others)
    if client:
        said += ", " + words.plural(
            "{n} excused (because of the client)", "{n} excused (because of the client)", client, n=client
        )
    return said


def planned_words(result: IndicatorResult, words: Words) -> str:
    """Of a running period: "3 of 3 known, 5 planned"."""
    counts = result.counts
    if result.cases:
        return count_words(result, words)
    return words("{met} of {known} known, {due} planned", met=counts.met, known=counts.known, due=counts.due)


def lateness_words(result: IndicatorResult, words: Words) -> str:
    """ "8 on time, 2 late (median 3 h 28), 1 not delivered"; empty when nothing came late or not at all."""
    counts = result.counts
    if result.cases or not (counts.lateness or counts.not_delivered):
        return ""
    said = [words.plural("{n} on time", "{n} on time", counts.met, n=counts.met)]
    if counts.lateness:
        late = len(counts.lateness)
        middle = duration(round_half_up(Fraction(median(counts.lateness)) / 60), words)
        said.append(
            words.plural("{n} late (median {middle})", "{n} late (median {middle})", late, n=late, middle=middle)
        )
    if counts.not_delivered:
        n = counts.not_delivered
        said.append(words.plural("{n} not delivered", "{n} not delivered", n, n=n))
    return ", ".join(said)


def share_words(result: IndicatorResult, words: Words) -> str:
    """The attainment in per cent, from 5 occurrences (or the contract's minimum sample) on; else empty."""
    share = attained(result)
    known = result.counts.n if result.cases else result.counts.known
    return percent(share, words.language) if share is not None and known >= result.minimum_sample else ""


def measured_words(result: IndicatorResult, words: Words) -> str:
    """ "89.0 % for 95 % · 178 of 200": beside its target, or 89 % missed and 52 % at risk look odd together."""
    share = share_words(result, words)
    against = share and words(AGAINST, share=share, target=stated(result.target, words.language))
    return " · ".join(filter(None, (against, count_words(result, words))))


def coverage_words(result: IndicatorResult, words: Words) -> str:
    """The share of what was due that has a reading (*taux de renseignement*); empty when nothing was due."""
    due = result.counts.due - result.counts.open  # what is not due yet misses no reading
    return percent(Fraction(result.counts.known, due), words.language) if due >= result.minimum_sample else ""


def reason_words(result: IndicatorResult, words: Words) -> str:
    """Why there is no verdict, or over which longer period it was looked at; empty without a remark."""
    if result.reason:
        return words(result.reason)
    if result.grown and result.period:
        return words("looked at over {period}: too few occurrences", period=period_words(result.period, words))
    if result.estimated:
        return words("numbers of cases estimated for months without a reading")
    return words("fewer than nine in ten have a reading") if is_thin(result) else ""


def is_thin(result: IndicatorResult) -> bool:
    """Coverage under 90 %, to be flagged; of what is due already, when something is known."""
    due = result.counts.due - result.counts.open
    return 0 < result.counts.known < due * ENOUGH_COVERAGE


def service_words(counts: ServiceCounts, words: Words) -> tuple[str, str]:
    """As supplier and as client: "kept 2 · at risk 1"; counts only, a service has no verdict."""
    return counted_words(counts.as_supplier, CONTRACT_WORDS, words), counted_words(
        counts.as_client, CONTRACT_WORDS, words
    )


def counted_words(counted: Iterable[tuple[Verdict, int]], said: Mapping[Verdict, str], words: Words) -> str:
    """ "kept 4 · at risk 1": the verdict first, so that it needs no plural."""
    return " · ".join(f"{words(said[verdict])} {number}" for verdict, number in counted)


# --- figures ---------------------------------------------------------------------------------------------------


def grouped(number: int, language: str) -> str:
    """1 846 with a narrow no-break space in French, 1,846 in English."""
    return f"{number:,}".replace(",", NARROW) if language == "fr" else f"{number:,}"


def percent(share: Fraction, language: str) -> str:
    """98,6 % and 92,0 % in French, 98.6 % in English, wherever a figure is printed: in sentences, tables and pictures.

    Always one decimal; all and nothing have none, for nothing is rounded to them: what was missed once is not always
    kept.
    """
    if share in (0, 1):
        return f"{int(share) * 100}{NARROW}%"
    tenths = round_half_up(share * 1000)
    tenths = max(tenths, 1001) if share > 1 else min(max(tenths, 1), 999)
    return f"{tenths // 10}{'.' if language == 'en' else ','}{tenths % 10}{NARROW}%"


def stated(share: Fraction, language: str) -> str:
    """A share that people set, as they write it: 95 %, 99,5 %."""
    return percent(share, language).replace(",0", "").replace(".0", "")


def duration(minutes: int, words: Words) -> str:
    """3 h 28, 25 min, 2 d 11 h: elapsed time in the two largest units."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return words("{days} d {hours} h", days=days, hours=hours)
    return f"{hours}{NO_BREAK}h{NO_BREAK}{left:02}" if hours else f"{left}{NO_BREAK}min"


def round_half_up(value: Fraction) -> int:
    """To the nearest whole number; exactly between two, up."""
    return floor(value + Fraction(1, 2))


def period_words(period: Period, words: Words) -> str:
    """ "August to October 2026", "October 2026", "5 October 2026", "1 March to 15 April 2026"."""
    whole = period.first.day == 1 and period.last.day == month_length(period.last.year, period.last.month)
    if not whole:
        return _between(day_words(period.first, words), day_words(period.last, words), words)
    first, last = _month(period.first, words), _month(period.last, words)
    if period.first.year == period.last.year and first != last:
        first = MONTHS[words.language][period.first.month - 1]
    return _between(first, last, words)


def _between(first: str, last: str, words: Words) -> str:
    return first if first == last else words("{first} to {last}", first=first, last=last)


def _month(day: date, words: Words) -> str:
    return f"{MONTHS[words.language][day.month - 1]} {day.year}"


def day_words(day: date, words: Words) -> str:
    """16 November 2026, 1er novembre 2026."""
    number = "1er" if day.day == 1 and words.language == "fr" else str(day.day)
    return f"{number} {_month(day, words)}"
