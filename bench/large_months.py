"""Twelve months of a generated organisation that differ: some contracts rise, some fall, some are hardly measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from bench.organisations import counted
from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.attainment.verdict import Case, contract_result, judge_closed
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Objective
from svcgraph.domain.facts import Facts
from svcgraph.domain.organisation import Promise
from svcgraph.domain.text import Text

MONTHS = 12
TARGET = Fraction(90, 100)
CASE = Case(target=TARGET, months=1)
OBJECTIVES = 3  # of each contract
OCCURRENCES = (3, 8, 12, 20, 40)  # due in a month; of 3 no percentage is printed
WAYS = ("rises", "falls", "keeps")
GAP = 0.15  # of the months of an objective that is measured by and large
SENTENCE = Text("90 % sous 2 jours ouvrés")
# the share that was met in the first and in the last month
SHARES = {
    Verdict.MET: {"rises": (0.70, 1.0), "falls": (1.0, 0.93), "keeps": (0.97, 0.97)},
    Verdict.AT_RISK: {"rises": (0.60, 0.88), "falls": (1.0, 0.85), "keeps": (0.88, 0.88)},
    Verdict.MISSED: {"rises": (0.30, 0.75), "falls": (1.0, 0.55), "keeps": (0.65, 0.65)},
}
THIN = (0.9, 0.8)  # of what has too few readings


def measured(known: Facts) -> Facts:
    """With three objectives in each contract and a promise to each external party."""
    promises = tuple(
        Promise(id=f"e{at}", party=one.id, deliverable=Text(f"Réponse {at}"), objective=SENTENCE)
        for at, one in enumerate((one for one in known.graph.services if one.external), start=1)
    )
    return replace(
        known,
        contracts=tuple(replace(one, deliverables=(_promised(one),)) for one in known.contracts),
        organisation=replace(known.organisation, promises=promises),
    )


def _promised(contract: Contract) -> Deliverable:
    criteria = tuple(
        Criterion(id=f"d1.c{at}", text=Text(f"Critère {at}"), objective=Objective(text=SENTENCE))
        for at in range(1, OBJECTIVES + 1)
    )
    return Deliverable(id="d1", name=Text(f"Dossier {contract.id.rpartition('-')[2]}"), criteria=criteria)


def months(known: Facts) -> tuple[Attainment, ...]:
    """Twelve months whose last ones stand about as the verdicts of ``known`` say; the same ones each time."""
    periods = [_month(2025 + (at + 10) // 12, (at + 10) % 12 + 1) for at in range(MONTHS)]
    random = Random(len(known.contracts))
    courses = {
        one.contract: [_course(one, f"d1.c{at}", random) for at in range(1, OBJECTIVES + 1)]
        for one in known.attainment.contracts
    }
    ways = (Verdict.MISSED, Verdict.MET, Verdict.AT_RISK)
    promised = [
        _course(ContractResult(contract="", verdict=verdict), one.id, random)
        for one, verdict in zip(known.organisation.promises, ways, strict=False)
    ]
    return tuple(_judged(at, period, known, courses, promised) for at, period in enumerate(periods))


def _month(year: int, month: int) -> Period:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(first=date(year, month, 1), last=after - timedelta(days=1))


def _course(one: ContractResult, clause: str, random: Random) -> list[IndicatorResult]:
    """One objective, month by month."""
    thin = one.verdict not in SHARES
    first, last = SHARES.get(one.verdict, {}).get(random.choice(WAYS), THIN)
    due = random.choice(OCCURRENCES)
    found = []
    for at in range(MONTHS):
        share = first + (last - first) * at / (MONTHS - 1)
        met = sum(random.random() < share for _ in range(due))
        unread = random.random() < (0.8 if thin else GAP)
        counts = Counts(due=due) if unread else Counts(due=due, known=due, met=met)
        told = judge_closed(counts, CASE)
        found.append(
            IndicatorResult(
                contract=one.contract, clause=clause, indicator=f"{one.contract}/{clause}", verdict=told.verdict,
                counts=counts, target=TARGET, low=told.low, high=told.high,
            )
        )  # fmt: skip
    return found


def _judged(
    at: int,
    period: Period,
    known: Facts,
    courses: Mapping[str, list[list[IndicatorResult]]],
    promised: list[list[IndicatorResult]],
) -> Attainment:
    results = tuple(contract_result(name, tuple(one[at] for one in found), ()) for name, found in courses.items())
    return replace(
        known.attainment,
        period=period,
        contracts=results,
        promises=tuple(one[at] for one in promised),
        services=counted(known.contracts, results, (one.service for one in known.attainment.services)),
    )
