"""No map shows the promised thing going to the party that it was promised to: nobody sees what leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._services import Names
from svcgraph.domain.facts import Facts
from svcgraph.domain.names import same
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unmapped-promise"
SEVERITY = Severity.WARNING
FINDS = mark("No map shows a promise being kept")


def check(facts: Facts) -> Iterator[Fault]:
    """Promises whose deliverable no service hands to their party, once there are maps."""
    names = Names(facts)
    shown = {(one.client, same(one.deliverable)) for one in facts.graph.handoffs}
    for promise in facts.organisation.promises if facts.graph.activities else ():
        wanted = promise.from_map or (promise.deliverable.fr, promise.deliverable.en)
        if not any((promise.party, same(name)) in shown for name in wanted):
            yield finding(
                CODE,
                SEVERITY,
                Place(file=facts.organisation_file, line=promise.line, element=promise.id),
                mark(
                    "Promise {promise}: no map shows “{deliverable_en}” going to {party_en}. Draw where it leaves, "
                    "or write its name on the maps under “from_map”."
                ),
                promise=promise.id,
                deliverable=promise.deliverable,
                party=names.service(promise.party),
            )
