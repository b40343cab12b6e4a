"""Nobody who is there speaks for a party of a contract."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unknown-representative"
SEVERITY = Severity.WARNING
FINDS = mark("Nobody who is there speaks for a party of a contract")

MESSAGES = {
    Standing.NOBODY: mark("{of}: nobody speaks for {service_en}. Name its representative."),
    Standing.UNKNOWN: mark(
        "{of}: {person}, who speaks for {service_en}, is not among the people of the organisation. "
        "Correct the name, or add the person to the organisation file."
    ),
    Standing.LEFT: mark("{of}: {person}, who speaks for {service_en}, left the organisation. Name another person."),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Representatives of both parties of the contracts in force."""
    people, names = Directory(facts.organisation, facts.as_of), Names(facts)
    for contract in in_force(facts):
        for side, party in (("supplier", contract.supplier), ("client", contract.client)):
            who = people.who(party.representative)
            message = MESSAGES.get(who.standing)
            if message:
                told = {"of": title(contract), "service": names.service(party.service)}
                yield finding(CODE, SEVERITY, at(contract, side), message, **told, person=who.name)
