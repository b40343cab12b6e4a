"""Nobody who is there answers for an external promise."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unknown-answerable"
SEVERITY = Severity.WARNING
FINDS = mark("Nobody who is there answers for an external promise")

MESSAGES = {
    Standing.NOBODY: mark("Promise {promise}, “{deliverable_en}”: nobody answers for it. Name one person."),
    Standing.UNKNOWN: mark(
        "Promise {promise}, “{deliverable_en}”: {person}, who answers for it, is not among the people of the "
        "organisation. Correct the name, or add the person to the organisation file."
    ),
    Standing.LEFT: mark(
        "Promise {promise}, “{deliverable_en}”: {person}, who answers for it, left the organisation. "
        "Name another person."
    ),
}


def check(facts: Facts) -> Iterator[Fault]:
    """The person answerable for each promise (`7-rulings`, Pairs)."""
    people = Directory(facts.organisation, facts.as_of)
    for promise in facts.organisation.promises:
        who = people.who(promise.answerable)
        message = MESSAGES.get(who.standing)
        if message:
            place = Place(file=facts.organisation_file, line=promise.line, element=promise.id)
            told = {"promise": promise.id, "deliverable": promise.deliverable}
            yield finding(CODE, SEVERITY, place, message, **told, person=who.name)
