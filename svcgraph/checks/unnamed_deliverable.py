"""Work passes between two services, and the map does not say what is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.contract import ClauseState
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import handoff_name, matching
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unnamed-deliverable"
SEVERITY = Severity.NOTE
FINDS = mark("The map does not name what is handed over")


def check(facts: Facts) -> Iterator[Fault]:
    """Handoffs between services whose deliverable bears an activity's name, unless a contract named it since."""
    passages, names = Passages(facts), Names(facts)
    settled = frozenset(_settled(facts, passages))
    for handoff in passages.all():
        if not handoff.named and (handoff.supplier, handoff.client, same(handoff_name(handoff))) not in settled:
            yield _told(names, handoff)


def _settled(facts: Facts, passages: Passages) -> Iterator[tuple[str, str, str]]:
    """Supplier, client and map name of whatever people named or declined, in any contract."""
    for contract in facts.contracts:
        for thing in contract.deliverables:
            if thing.state in (ClauseState.NEGOTIATED, ClauseState.DECLINED) and not thing.needs_name:
                for key in matching.keys(thing):
                    yield *passages.parties(contract), key


AFTER = mark(
    "The map does not name what {supplier_en} hands to {client_en} after “{source_en}”. "
    "Name it on the arrow that leaves the activity (a name after a gateway is a condition), or as a data object."
)
AFTER_UNNAMED = mark(
    "The map does not name what {supplier_en} hands to {client_en} after an activity without a name. "
    "Name it on the arrow that leaves the activity (a name after a gateway is a condition), or as a data object."
)


def _told(names: Names, handoff: ServiceHandoff) -> Fault:
    source = handoff.source_name or handoff.deliverable
    return finding(
        CODE,
        SEVERITY,
        handoff.place,
        AFTER if source else AFTER_UNNAMED,
        supplier=names.service(handoff.supplier, handoff.place.file),
        client=names.service(handoff.client, handoff.place.file),
        source=names.term(source),
    )
