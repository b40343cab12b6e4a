"""The person who keeps an indicator is not there: every indicator needs one named person (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unknown-keeper"
SEVERITY = Severity.WARNING
FINDS = mark("The person who keeps an indicator is not there")

MESSAGES = {
    Standing.NOBODY: mark("{of}: nobody keeps the indicator of “{what_en}”. Name one person."),
    Standing.UNKNOWN: mark(
        "{of}: {keeper}, who keeps the indicator of “{what_en}”, is not among the people of the organisation. "
        "Correct the name, or add the person to the organisation file."
    ),
    Standing.LEFT: mark(
        "{of}: {keeper}, who keeps the indicator of “{what_en}”, left the organisation by {since_en}. "
        "Name another person."
    ),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Indicators of contracts in force and of external promises; a measure still to be built may wait."""
    people = Directory(facts.organisation, facts.as_of)
    for clause in clauses(facts):
        indicator = clause.criterion.indicator
        if indicator is None or (not indicator.keeper and indicator.build_before):
            continue
        place = at(clause.contract, indicator.id, clause.criterion.line)
        yield from _told(people, place, title(clause.contract), clause.criterion.text, indicator.keeper)
    for promise in facts.organisation.promises:
        place = Place(file=facts.organisation_file, line=promise.line, element=promise.id)
        yield from _told(people, place, promise.id, promise.deliverable, promise.keeper)


def _told(people: Directory, place: Place, of: str, what: Text, keeper: str) -> Iterator[Fault]:
    who = people.who(keeper)
    if who.standing is Standing.PRESENT:
        return
    since = who.person.left if who.person and who.person.left else Text()
    yield finding(CODE, SEVERITY, place, MESSAGES[who.standing], of=of, what=what, keeper=who.name, since=since)
