"""The map shows something handed over that the contract's parties have not talked about."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.contract import ClauseState
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "proposed-deliverable"
SEVERITY = Severity.WARNING
FINDS = mark("The map proposes a deliverable that is not negotiated")
OPEN = (ClauseState.PROPOSED, ClauseState.OBSERVED)


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force that come from the map and were neither negotiated nor declined."""
    for contract in in_force(facts):
        for deliverable in contract.deliverables:
            if deliverable.state in OPEN:
                yield finding(
                    CODE,
                    SEVERITY,
                    at(contract, deliverable.id, deliverable.line),
                    mark(
                        "{of}: the map proposes “{what_en}”, which is not negotiated. "
                        "At the next review keep it, rename it, or decline it with a reason."
                    ),
                    of=title(contract),
                    what=deliverable.name,
                )
