"""Services and what passes between them, as checks speak of them."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Deliverable, Presence
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.text import Text


class Names:
    """Names of services by id, and the maps' words in both languages."""

    def __init__(self, facts: Facts) -> None:
        graph, organisation = facts.graph, facts.organisation
        self._services = {service.id: service.name for service in graph.services}
        self._services |= {service.id: service.name for service in organisation.services if service.name}
        self._terms = {same(french): english for french, english in organisation.terms}

    def service(self, service_id: str) -> Text:
        return self._services.get(service_id) or Text(service_id, service_id)

    def term(self, word: str) -> Text:
        return Text(word, self._terms.get(same(word), word))


class Passages:
    """The handoffs between services of the organisation, by supplier and client."""

    def __init__(self, facts: Facts) -> None:
        outside = {service.id for service in facts.graph.services if service.external}
        self._pairs: dict[tuple[str, str], list[ServiceHandoff]] = {}
        for handoff in facts.graph.handoffs:
            if handoff.supplier not in outside and handoff.client not in outside:
                self._pairs.setdefault((handoff.supplier, handoff.client), []).append(handoff)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self._pairs))

    def all(self) -> Iterator[ServiceHandoff]:
        return (handoff for pair in self for handoff in self._pairs[pair])

    def between(self, supplier: str, client: str) -> tuple[ServiceHandoff, ...]:
        return tuple(self._pairs.get((supplier, client), ()))

    def carries(self, supplier: str, client: str, thing: Deliverable) -> bool:
        """Whether the map shows ``thing`` passing from ``supplier`` to ``client``."""
        if thing.presence is Presence.ON_MAP:
            return True
        words = {same(word) for word in (*thing.from_map, thing.name.fr, thing.name.en)}
        return any(same(handoff.deliverable) in words for handoff in self.between(supplier, client))
