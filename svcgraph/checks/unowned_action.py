"""An action that a review decided has nobody to do it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.actions import open_on
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unowned-action"
SEVERITY = Severity.WARNING
FINDS = mark("An action has nobody to do it")

MESSAGES = {
    Standing.NOBODY: mark("{of}: nobody is to do “{action_en}”. Name one person."),
    Standing.UNKNOWN: mark(
        "{of}: {owner}, who is to do “{action_en}”, is not among the people of the organisation. "
        "Correct the name, or add the person to the organisation file."
    ),
    Standing.LEFT: mark("{of}: {owner}, who is to do “{action_en}”, left the organisation. Name another person."),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Open actions of contracts in force without an owner who is there."""
    people = Directory(facts.organisation, facts.as_of)
    for contract in in_force(facts):
        for action in contract.actions:
            who = people.who(action.owner)
            message = MESSAGES.get(who.standing)
            if message and open_on(action, facts.as_of):
                place = at(contract, action.id, action.line)
                told = {"of": title(contract), "action": action.action}
                yield finding(CODE, SEVERITY, place, message, **told, owner=who.name)
