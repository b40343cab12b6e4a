"""A negotiated deliverable was on the map once, and is no longer."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force, negotiated
from svcgraph.checks._finding import at, finding, listed, title
from svcgraph.checks._routes import rerouted
from svcgraph.checks._services import Passages
from svcgraph.domain.contract import Contract, Deliverable, Presence
from svcgraph.domain.facts import Facts
from svcgraph.domain.names import same
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "vanished-deliverable"
SEVERITY = Severity.WARNING
FINDS = mark("A negotiated deliverable is no longer on the map")


GONE = mark(
    "{of}: “{what_en}” is no longer on the map. "
    "Confirm it with the new name on the map, or take it out by an amendment."
)
CALLED = mark(
    "{of}: “{what_en}”, called {names_en} on the map, is no longer there. "
    "Confirm it with the new name on the map, or take it out by an amendment."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Deliverables of contracts in force none of whose map names is on the map now. Expectations may be.

    What passes between other services now is another check's finding.
    """
    passages = Passages(facts)
    for contract in in_force(facts):
        for deliverable, expected in negotiated(contract):
            gone = deliverable.presence is Presence.VANISHED and not expected
            if gone and not rerouted(passages, contract, deliverable):
                yield _told(contract, deliverable)


def _told(contract: Contract, deliverable: Deliverable) -> Fault:
    """By the map's names too, where the parties call it otherwise."""
    place = at(contract, deliverable.id, deliverable.line)
    own = {same(deliverable.name.fr), same(deliverable.name.en)}
    names = listed(Text(name, name) for name in deliverable.from_map)
    message = CALLED if own.isdisjoint(map(same, deliverable.from_map)) else GONE
    return finding(CODE, SEVERITY, place, message, of=title(contract), what=deliverable.name, names=names)
