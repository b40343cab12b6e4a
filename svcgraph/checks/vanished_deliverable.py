"""A negotiated deliverable was on the map once, and is no longer."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.contract import Presence
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "vanished-deliverable"
SEVERITY = Severity.WARNING


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force none of whose map names is on the map now. Expectations may be."""
    for contract in in_force(facts):
        for deliverable, expected in negotiated(contract):
            if deliverable.presence is Presence.VANISHED and not expected:
                yield finding(
                    CODE,
                    SEVERITY,
                    at(contract, deliverable.id, deliverable.line),
                    mark(
                        "{of}: “{what_en}” is no longer on the map. "
                        "Confirm it with the new name on the map, or take it out by an amendment."
                    ),
                    of=title(contract),
                    what=deliverable.name,
                )
