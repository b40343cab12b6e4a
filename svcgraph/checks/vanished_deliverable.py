"""A negotiated deliverable was on the map once, and is no longer."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._routes import rerouted
from svcgraph.checks._services import Passages
from svcgraph.domain.contract import Presence
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "vanished-deliverable"
SEVERITY = Severity.WARNING
FINDS = mark("A negotiated deliverable is no longer on the map")


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force none of whose map names is on the map now. Expectations may be.

    What passes between other services now is another check's finding.
    """
    passages = Passages(facts)
    for contract in in_force(facts):
        for deliverable, expected in negotiated(contract):
            gone = deliverable.presence is Presence.VANISHED and not expected
            if gone and not rerouted(passages, contract, deliverable):
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
