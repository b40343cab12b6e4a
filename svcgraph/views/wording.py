"""Names of services, deliverables, promises and rhythms as a reader sees them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.negotiation.dossier import MappedThing
from svcgraph.domain.organisation import Frequency, Organisation, promise_reference
from svcgraph.i18n import Words, mark

FREQUENCIES = {
    Frequency.CONTINUOUS: mark("continuously"),
    Frequency.DAILY: mark("daily"),
    Frequency.WEEKLY: mark("weekly"),
    Frequency.MONTHLY: mark("monthly"),
    Frequency.QUARTERLY: mark("quarterly"),
    Frequency.HALF_YEARLY: mark("half-yearly"),
    Frequency.YEARLY: mark("yearly"),
    Frequency.OCCASIONAL: mark("now and then"),
}


def to_be_named(words: Words, activity: str) -> str:
    """What has no name of its own (`7-rulings`), called after ``activity``; that may have none either."""
    if not activity:
        return words("deliverable to be named")
    return words("deliverable to be named (output of activity “{activity}”)", activity=activity)


class Wording:
    """What things are called, from the graph and the organisation file."""

    def __init__(self, graph: ServiceGraph, organisation: Organisation, words: Words) -> None:
        self.words = words
        language = words.language
        known = {service.id: service.name.read(language) for service in graph.services}
        self._services = {entry.id: entry.name.read(language) for entry in organisation.services} | known
        self._terms = {same(fr): en for fr, en in organisation.terms} if language == "en" else {}
        if language == "fr":
            self._terms = {same(en): fr for fr, en in organisation.terms}
        self._told = frozenset(same(name) for pair in organisation.terms for name in pair)

    def service(self, service_id: str) -> str:
        """The service's name; its id where nobody gives it one."""
        return self._services.get(service_id) or service_id

    def term(self, name: str) -> str:
        """A name of the map, in the reader's language where the organisation file knows it."""
        return self._terms.get(same(name)) or name

    def translated(self, name: str) -> bool:
        """Whether the organisation file has ``name`` in both languages, so that it is in the reader's."""
        return same(name) in self._told

    def thing(self, thing: MappedThing) -> str:
        """What is handed over; what has no name of its own is to be named (`7-rulings`)."""
        if thing.named:
            return self.term(thing.name)
        return to_be_named(self.words, self.term(thing.name))

    def promise(self, promise_id: str) -> str:
        """``e1`` as people write it: E1."""
        return promise_reference(promise_id)

    def frequency(self, frequency: Frequency) -> str:
        return self.words(FREQUENCIES[frequency])

    def listed(self, said: Iterable[str]) -> str:
        """Each sentence once, with the language's semicolon between them."""
        return ("\u202f; " if self.words.language == "fr" else "; ").join(dict.fromkeys(said))
