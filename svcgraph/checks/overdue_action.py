"""An action that a review decided is not done, and its day has passed."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.actions import overdue_on
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "overdue-action"
SEVERITY = Severity.WARNING
FINDS = mark("An action is not done, and its day has passed")

OWNED = mark(
    "{of}: “{action_en}” was due on {due_en} and is not done. {owner} does it, drops it, or asks for a new date."
)
UNOWNED = mark("{of}: “{action_en}” was due on {due_en} and is not done. Do it, drop it, or agree on a new date.")


def check(facts: Facts) -> Iterator[Fault]:
    """Actions of contracts in force whose due day is over, neither done nor dropped by then."""
    people = Directory(facts.organisation, facts.as_of)
    for contract in in_force(facts):
        for action in contract.actions:
            if overdue_on(action, facts.as_of):
                who = people.who(action.owner)
                yield finding(
                    CODE,
                    SEVERITY,
                    at(contract, action.id, action.line),
                    UNOWNED if who.standing is Standing.NOBODY else OWNED,
                    of=title(contract),
                    action=action.action,
                    due=action.due,
                    owner=who.name,
                )
