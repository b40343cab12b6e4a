"""Something was negotiated that no map shows."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Passages
from svcgraph.domain.contract import Contract, Deliverable, Presence
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unmapped-deliverable"
SEVERITY = Severity.NOTE
FINDS = mark("Something negotiated is on no map")

DELIVERABLE = mark("{of}: “{what_en}” is on no map. If it passes in a process, draw it there.")
EXPECTATION = mark("{of}: the expectation “{what_en}” is on no map, as is often so. Nothing to do, unless you map it.")


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables never mapped, and expectations not on the map, of contracts in force."""
    passages = Passages(facts)
    for contract in in_force(facts):
        for thing, expected in negotiated(contract):
            if _unmapped(passages, contract, thing, expected):
                place = at(contract, thing.id, thing.line)
                message = EXPECTATION if expected else DELIVERABLE
                yield finding(CODE, SEVERITY, place, message, of=title(contract), what=thing.name)


def _unmapped(passages: Passages, contract: Contract, thing: Deliverable, expected: bool) -> bool:
    """An expectation passes the other way round: from the client to the supplier."""
    supplier, client = passages.parties(contract)
    if expected:
        return not passages.carries(client, supplier, thing)
    return thing.presence is Presence.NOT_MAPPED and not passages.carries(supplier, client, thing)
