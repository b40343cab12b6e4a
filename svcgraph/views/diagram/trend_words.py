"""What a row of months amounts to, in words: the last figure beside the first, and which fell and which rose most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.attainment.trend import Share, Trend, halves, trend
from svcgraph.domain.attainment.verdict import attained
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import NO_BREAK
from svcgraph.sentences.words import MONTHS
from svcgraph.views.attainment_words import count_words, grouped, percent, period_words, share_words
from svcgraph.views.shapes import Multiple, Panel, State

TRENDS = {
    Trend.IMPROVING: mark("improving"),
    Trend.FALLING: mark("falling"),
    Trend.STEADY: mark("steady"),
    Trend.NONE: mark("no trend: too few periods"),
}
TITLES = {
    Trend.FALLING: (mark("Falling: {k} of {n}"), mark("Falling: {k} of {n}, most of all")),
    Trend.IMPROVING: (mark("Improving: {k} of {n}"), mark("Improving: {k} of {n}, most of all")),
}
LONGEST_YEAR = 366  # days
MOST = 3  # named as those that fell, or rose, most
KEPT = mark("kept in {after} of the last {n} months judged, in {before} of the {n} first")
NOT_MISSED = mark("kept or at risk in {after} of the last {n} months judged, in {before} of the {n} first")
JUDGED = (Verdict.MET, Verdict.AT_RISK, Verdict.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A little picture, and how it went: ``change`` from the earlier to the later half of the months, told in ``way``
    as "10 of 12, then 7 of 12"."""

    picture: Multiple
    trend: Trend = Trend.NONE
    change: Fraction = Fraction(0)
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How it went, without a picture yet."""

    trend: Trend
    said: str
    change: Fraction = Fraction(0)
    way: str = ""


def of_shares(months: Sequence[tuple[Period, IndicatorResult | None]], words: Words) -> Told:
    """Of one objective or promise: "92.0 % · 11 of 12 in October, was 78.0 % · 7 of 9 in November"."""
    results = [one for _, one in months if one]
    cases = any(one.cases for one in results)
    counts = [one.counts for one in results if one.comparable]
    way = trend(counts, cases=cases)
    known = [(period, figure) for period, one in months if one and (figure := _figure(one, words))]
    said = f"{words(TRENDS[way])}{_colon(words)}{_from_to(known, words)}" if known else words(TRENDS[way])
    parted = halves(counts, cases=cases)
    if parted is None:
        return Told(trend=way, said=said)
    least = results[-1].minimum_sample
    told = words(
        "{before}, then {after}", before=_share(parted[0], least, words), after=_share(parted[1], least, words)
    )
    if _reads_otherwise(way, results):
        said = words("{said}; half against half: {way}", said=said, way=told)
    return Told(trend=way, said=said, change=_change(parted), way=told)


def _reads_otherwise(way: Trend, results: Sequence[IndicatorResult]) -> bool:
    """Whether the first and the last month alone would deny the trend: "falling" beside 4 of 4."""
    ends = [share for one in results if (share := attained(one)) is not None]
    return (way is Trend.FALLING and ends[-1] >= ends[0]) or (way is Trend.IMPROVING and ends[-1] <= ends[0])


def _figure(one: IndicatorResult, words: Words) -> str:
    """The share only where there are enough occurrences for one, the count always."""
    return " · ".join(filter(None, (share_words(one, words), count_words(one, words))))


def _from_to(known: Sequence[tuple[Period, str]], words: Words) -> str:
    """The months without their year, which stands below the chart, unless one of them comes twice."""
    (first, before), (last, now) = known[0], known[-1]
    name = period_words if _years(first, last) else _month
    if first == last:
        return words("{figure} in {month}", figure=now, month=name(last, words))
    return words(
        "{figure} in {month}, was {before} in {first}",
        figure=now, month=name(last, words), before=before, first=name(first, words),
    )  # fmt: skip


def _years(first: Period, last: Period) -> bool:
    return (last.first - first.first).days > LONGEST_YEAR - 31


def _month(period: Period, words: Words) -> str:
    return MONTHS[words.language][period.first.month - 1]


def _share(share: Share, least: int, words: Words) -> str:
    met, of = share
    count = words("{met} of {n}", met=grouped(met, words.language), n=grouped(of, words.language))
    return f"{percent(Fraction(met, of), words.language)} · {count}" if of >= least else count


def of_verdicts(course: Sequence[Attainment], months: Sequence[ContractResult | None], words: Words) -> Told:
    """Of a contract, which is judged as a whole: in how many months it was kept, and its objectives last."""
    judged = [one for one in months if one and one.verdict in JUDGED]
    ways = [(KEPT, _as_counts(judged, (Verdict.MET,))), (NOT_MISSED, _as_counts(judged, JUDGED[:2]))]
    found = [(text, counts, trend(counts, cases=False)) for text, counts in ways]
    text, counts, way = next((one for one in found if one[2] in TITLES), found[0])
    parted = halves(counts, cases=False)
    last = _last(course, months, words)
    if parted is None:
        return Told(trend=way, said=" · ".join(filter(None, (words(TRENDS[way]), last))))
    (before, of), (after, _) = parted
    told = words(text, before=before, after=after, n=of)
    return Told(trend=way, said=f"{words(TRENDS[way])}{_colon(words)}{told} · {last}", change=_change(parted), way=told)


def _as_counts(judged: Sequence[ContractResult], good: Sequence[Verdict]) -> list[Counts]:
    return [Counts(due=1, known=1, met=int(one.verdict in good)) for one in judged]


def _last(course: Sequence[Attainment], months: Sequence[ContractResult | None], words: Words) -> str:
    """ "in October, objectives met: 2 of 3"."""
    found = [
        (month.period, one) for month, one in zip(course, months, strict=True)
        if one and one.judged and one.verdict in JUDGED
    ]  # fmt: skip
    if not found:
        return words("never measured in these months")
    period, one = found[-1]
    return words("in {month}, objectives met: {k} of {n}", month=_month(period, words), k=one.met, n=one.judged)


def of_counts(periods: Sequence[Period], one: Multiple, words: Words) -> str:
    """Of a service, which has no verdict: how many of its contracts were missed last, and how many first."""
    counts = [(period, _counted(tick.cells)) for period, tick in zip(periods, one.ticks, strict=True)]
    known = [(period, words("{k} of {n}", k=missed, n=of)) for period, (missed, of) in counts if of]
    return words("contracts missed: {figures}", figures=_from_to(known, words))


def _counted(cells: Sequence[tuple[State, int]]) -> tuple[int, int]:
    """Missed, and of how many."""
    return sum(count for state, count in cells if state is State.MISSED), sum(count for _, count in cells)


def _change(parted: tuple[Share, Share]) -> Fraction:
    return Fraction(*parted[1]) - Fraction(*parted[0])


def _colon(words: Words) -> str:
    return f"{NO_BREAK}: " if words.language == "fr" else ": "


# --- the whole sheet --------------------------------------------------------------------------------------------


def panels(rows: Sequence[Row], words: Words) -> Iterator[Panel]:
    """How many fall and how many rise, and the few that do so most."""
    for way, title in TITLES.items():
        found = sorted((row for row in rows if row.trend is way), key=lambda row: (-abs(row.change), row.picture.id))
        lines = tuple(f"{row.picture.name}{_colon(words)}{row.way}" for row in found[:MOST])
        yield Panel(title=words(title[len(found) > MOST], k=len(found), n=len(rows)), lines=lines)


MORE = mark("More contracts missed in {last} than in {first}: {n} services")
FEWER = mark("Fewer contracts missed in {last} than in {first}: {n} services")
MOST_SERVICES = 12


def service_panels(rows: Sequence[Row], periods: Sequence[Period], words: Words) -> Iterator[Panel]:
    """Which services have more contracts missed than in the first month, and which fewer: counts in the order of the
    services, since a service has neither rate nor rank (`4-attainment`)."""
    counts = [(row.picture.name, _missed(row.picture, 0), _missed(row.picture, -1)) for row in rows]
    first, last = period_words(periods[0], words), period_words(periods[-1], words)
    for title, sign in ((MORE, 1), (FEWER, -1)):
        changed = [f"{name} ({was}{NO_BREAK}→{NO_BREAK}{now})" for name, was, now in counts if (now - was) * sign > 0]
        rest = len(changed) - MOST_SERVICES
        more = (words("and {n} more", n=rest),) if rest > 0 else ()
        line = ", ".join((*changed[:MOST_SERVICES], *more))
        yield Panel(title=words(title, first=first, last=last, n=len(changed)), lines=(line,) if line else ())


def _missed(one: Multiple, month: int) -> int:
    return _counted(one.ticks[month].cells)[0]
