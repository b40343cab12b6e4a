"""One person keeps so many indicators that they will hardly be kept."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import finding, title
from svcgraph.domain.facts import Facts
from svcgraph.domain.organisation import Person
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "overloaded-keeper"
SEVERITY = Severity.WARNING
FINDS = mark("One person keeps more than five indicators")
LIMIT = 5  # indicators a person can keep beside the work: `8-sample`, 2.4


def check(facts: Facts) -> Iterator[Fault]:
    """People who keep more than five indicators of contracts in force."""
    people = Directory(facts.organisation, facts.as_of)
    kept: dict[Person, list[str]] = {}
    for clause in clauses(facts):
        who = people.who(clause.criterion.indicator.keeper if clause.criterion.indicator else "")
        if who.standing is Standing.PRESENT and who.person:
            kept.setdefault(who.person, []).append(f"{title(clause.contract)} {clause.criterion.id}")
    for person, indicators in kept.items():
        if len(indicators) > LIMIT:
            yield _told(facts, person, indicators)


def _told(facts: Facts, person: Person, indicators: list[str]) -> Fault:
    return finding(
        CODE,
        SEVERITY,
        Place(file=facts.organisation_file, line=person.line, element=person.id),
        mark("{keeper} keeps {number} indicators: {indicators}. More than {limit} are hard to keep: share them out."),
        keeper=person.name,
        number=len(indicators),
        indicators=", ".join(indicators),
        limit=LIMIT,
    )
