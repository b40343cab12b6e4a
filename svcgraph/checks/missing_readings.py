"""Readings were due and are not there: no reading is not a good reading (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.attainment import IndicatorResult
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "missing-readings"
SEVERITY = Severity.WARNING
FINDS = mark("Readings were due and are not there")

MESSAGES = {
    Standing.PRESENT: mark(
        "{of}, “{what_en}”: {missing} of {due} readings missing from {first_en} to {last_en}. {keeper} supplies them."
    ),
    Standing.LEFT: mark(
        "{of}, “{what_en}”: {missing} of {due} readings missing from {first_en} to {last_en}; {keeper}, who keeps "
        "them, left the organisation. Name another keeper."
    ),
    Standing.UNKNOWN: mark(
        "{of}, “{what_en}”: {missing} of {due} readings missing from {first_en} to {last_en}; {keeper}, who keeps "
        "them, is not among the people of the organisation. Settle who supplies them."
    ),
    Standing.NOBODY: mark(
        "{of}, “{what_en}”: {missing} of {due} readings missing from {first_en} to {last_en}, and nobody keeps them. "
        "Name a keeper."
    ),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Indicators of contracts in force and of promises with fewer readings known than were due in the period."""
    people, short = (
        Directory(facts.organisation, facts.as_of),
        {(result.contract, result.clause): result for result in _short(facts)},
    )
    for clause in clauses(facts):
        result, indicator = short.get((clause.contract.id, clause.criterion.id)), clause.criterion.indicator
        if result:
            who = people.who(indicator.keeper if indicator else "")
            place = at(clause.contract, clause.criterion.id, clause.criterion.line)
            told = _counted(result, facts) | {"of": title(clause.contract), "what": clause.criterion.text}
            yield finding(CODE, SEVERITY, place, MESSAGES[who.standing], **told, keeper=who.name)
    for promise in facts.organisation.promises:
        result = short.get(("", promise.id))
        if result:
            who = people.who(promise.keeper)
            place = Place(file=facts.organisation_file, line=promise.line, element=promise.id)
            told = _counted(result, facts) | {"of": promise.id, "what": promise.deliverable}
            yield finding(CODE, SEVERITY, place, MESSAGES[who.standing], **told, keeper=who.name)


def _short(facts: Facts) -> Iterator[IndicatorResult]:
    """Results that lack readings; of a period that is not over, nobody can say yet what is missing."""
    attainment = facts.attainment
    inside = (result for contract in attainment.contracts for result in (*contract.objectives, *contract.expectations))
    for result in (*inside, *attainment.promises):
        over = (result.period or attainment.period).last <= facts.as_of
        if over and result.counts.due > result.counts.known:
            yield result


def _counted(result: IndicatorResult, facts: Facts) -> dict[str, object]:
    period, counts = result.period or facts.attainment.period, result.counts
    missing = {"missing": counts.due - counts.known, "due": counts.due}
    return missing | {"first": period.first, "last": period.last}
