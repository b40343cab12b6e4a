"""Two services of the maps are probably one, written in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._drawn import performer_places
from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.domain.identity.suggest import suggest
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "similar-names"
SEVERITY = Severity.NOTE
FINDS = mark("Two names probably mean one service")


def check(facts: Facts) -> Iterator[Fault]:
    """The pairs that ``svcgraph services --suggest`` lists; nothing is merged (O4)."""
    suggestions = suggest(facts.graph, facts.organisation)
    if not suggestions:
        return
    places = performer_places(facts.maps)
    drawn = {service.id: service.performers for service in facts.graph.services}
    for one in suggestions:
        found = (places[label] for label in drawn[one.other] if label in places)
        yield finding(
            CODE,
            SEVERITY,
            min(found, default=Place(file=facts.organisation_file, line=one.line, element=one.other)),
            mark(
                "“{other}” and “{service}” are probably one service. If so, make one an alias of the other in the "
                "organisation file (svcgraph services --suggest); if not, list both there."
            ),
            other=one.other_name,
            service=one.service_name,
        )
