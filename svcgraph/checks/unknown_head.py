"""The head of a department or a service is nobody who is there."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.domain.organisation import Department, ServiceEntry
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unknown-head"
SEVERITY = Severity.WARNING
FINDS = mark("The head of a department or service is not there")

MESSAGES = {
    Standing.UNKNOWN: mark(
        "{head}, head of {unit_en}, is not among the people of the organisation. "
        "Correct the name, or add the person to the organisation file."
    ),
    Standing.LEFT: mark("{head}, head of {unit_en}, left the organisation. Name the new head."),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Heads who are named; a unit without one is not a finding."""
    people, organisation = Directory(facts.organisation, facts.as_of), facts.organisation
    units: tuple[Department | ServiceEntry, ...] = (*organisation.departments, *organisation.services)
    for unit in units:
        who = people.who(unit.head)
        message = MESSAGES.get(who.standing)
        if message:
            place = Place(file=facts.organisation_file, line=unit.line, element=unit.id)
            yield finding(CODE, SEVERITY, place, message, head=who.name, unit=unit.name)
