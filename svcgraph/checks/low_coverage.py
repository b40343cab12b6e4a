"""So few readings are there that a contract's verdict cannot be relied on (`4-attainment`: coverage)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, first_few, quoted, title
from svcgraph.domain.attainment import IndicatorResult
from svcgraph.domain.attainment.verdict import ENOUGH_COVERAGE
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "low-coverage"
SEVERITY = Severity.NOTE
FINDS = mark("The share of readings that are there is under 90 %")


def check(facts: Facts) -> Iterator[Fault]:
    """One finding a contract in force with an indicator under 90 %; who supplies what is another check's."""
    results = {result.contract: result for result in facts.attainment.contracts}
    for contract in in_force(facts):
        result = results.get(contract.id)
        poor = [one for one in (*result.objectives, *result.expectations) if _poor(one, facts)] if result else []
        if poor:
            message = mark(
                "{of}: fewer than nine in ten of the readings due are there ({clauses_en}), so the verdict is weak. "
                "Have them recorded before the next review."
            )
            told = first_few(_counted(contract, one) for one in poor)
            yield finding(CODE, SEVERITY, at(contract), message, of=title(contract), clauses=told)


def _counted(contract: Contract, result: IndicatorResult) -> Text:
    """The criterion, and how many readings are there of those due."""
    things = (*contract.deliverables, *contract.expectations)
    texts = {criterion.id: criterion.text for thing in things for criterion in thing.criteria}
    name = quoted(texts.get(result.clause) or Text(result.clause, result.clause))
    known, due = result.counts.known, result.counts.due
    return Text(f"{name.fr} : {known} sur {due}".replace(" :", "\u00a0:"), f"{name.en}: {known} of {due}")


def _poor(result: IndicatorResult, facts: Facts) -> bool:
    """Whether a period that is over has too few readings."""
    counts, over = result.counts, (result.period or facts.attainment.period).last <= facts.as_of
    return over and counts.due > 0 and Fraction(counts.known, counts.due) < ENOUGH_COVERAGE
