"""A deliverable has no quality criterion: nobody knows when it is good (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-criterion"
SEVERITY = Severity.WARNING
FINDS = mark("A deliverable has no quality criterion")

DELIVERABLE = mark(
    "{of}: “{what_en}” has no quality criterion. Ask the client what makes it good, in the client's words."
)
EXPECTATION = mark(
    "{of}: the expectation “{what_en}” has no quality criterion. Ask the supplier what makes it good enough to start."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Negotiated deliverables and expectations of contracts in force without any criterion."""
    for contract in in_force(facts):
        for thing, expected in negotiated(contract):
            if not thing.criteria:
                message = EXPECTATION if expected else DELIVERABLE
                place = at(contract, thing.id, thing.line)
                yield finding(CODE, SEVERITY, place, message, of=title(contract), what=thing.name)
