"""Services and what passes between them, as checks speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.checks._finding import first_few, quoted
from svcgraph.domain.contract import Contract, Deliverable, Presence
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.identity.directory import SEPARATOR, below_maps
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import Pair, handoff_name, internal_handoffs, matching, pair_of
from svcgraph.domain.text import Text


class Names:
    """Names of services by id, and the maps' words in both languages."""

    def __init__(self, facts: Facts) -> None:
        graph, organisation = facts.graph, facts.organisation
        self.listed = frozenset(service.id for service in organisation.services)
        self._services = {service.id: service.name for service in graph.services}
        self._services |= {service.id: service.name for service in organisation.services if service.name}
        self._terms: dict[str, Text] = {}
        for french, english in organisation.terms:
            for word in (french, english):
                self._terms.setdefault(same(word), Text(french, english))

    def service(self, service_id: str, file: str = "") -> Text:
        """Its name; where that begins with ``file``, in which the finding stands, without it."""
        name = self._services.get(service_id) or Text(service_id, service_id)
        own = below_maps(file) + SEPARATOR
        return Text(name.fr.removeprefix(own), name.en.removeprefix(own)) if file else name

    def term(self, word: str) -> Text:
        return self._terms.get(same(word)) or Text(word, word)

    def thing(self, handoff: ServiceHandoff) -> Text:
        """What is handed over, in quotation marks; without a name of its own it is said by its activity."""
        name = quoted(self.term(handoff.deliverable or handoff.target_name))
        if handoff.named:
            return name
        if handoff.deliverable:
            return Text(f"ce qui sort de {name.fr}", f"what comes out of {name.en}")
        if handoff.target_name:
            return Text(f"ce que reçoit {name.fr}", f"what {name.en} receives")
        return Text("ce que la carte ne nomme pas", "what the map does not name")

    def things(self, handoffs: Iterable[ServiceHandoff]) -> Text:
        """The first few things that are handed over."""
        return first_few(map(self.thing, handoffs))


class Passages:
    """The handoffs between services of the organisation, by supplier and client."""

    def __init__(self, facts: Facts) -> None:
        services = facts.organisation.services
        self._former = {old: service.id for service in services for old in service.former_ids}
        self._pairs: dict[Pair, list[ServiceHandoff]] = {}
        self._called: dict[str, list[ServiceHandoff]] = {}
        for handoff in internal_handoffs(facts.graph):
            self._pairs.setdefault((handoff.supplier, handoff.client), []).append(handoff)
            self._called.setdefault(same(handoff_name(handoff)), []).append(handoff)

    def __iter__(self) -> Iterator[Pair]:
        return iter(sorted(self._pairs))

    def all(self) -> Iterator[ServiceHandoff]:
        return (handoff for pair in self for handoff in self._pairs[pair])

    def between(self, supplier: str, client: str) -> tuple[ServiceHandoff, ...]:
        return tuple(self._pairs.get((supplier, client), ()))

    def called(self, thing: Deliverable) -> tuple[ServiceHandoff, ...]:
        """The handoffs that bear one of the map's names of ``thing``, between whatever services."""
        found = (handoff for key in sorted(matching.keys(thing)) for handoff in self._called.get(key, ()))
        return tuple(dict.fromkeys(found))

    def parties(self, contract: Contract) -> Pair:
        """Supplier and client, former ids of services resolved."""
        return pair_of(contract, self._former)

    def carries(self, supplier: str, client: str, thing: Deliverable) -> bool:
        """Whether the map shows ``thing`` passing from ``supplier`` to ``client``."""
        if thing.presence is Presence.ON_MAP:
            return True
        wanted = matching.keys(thing)
        return any(same(handoff_name(handoff)) in wanted for handoff in self.between(supplier, client))
