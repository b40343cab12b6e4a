"""Names that are probably one service (rule O4): listed with a score and the lines to paste, never merged."""

from __future__ import annotations

import heapq
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.identity.alike import MINIMUM, alike, near_names
from svcgraph.domain.identity.directory import SEPARATOR, below_maps
from svcgraph.domain.names import clean, same
from svcgraph.domain.organisation import ExternalParty, Organisation, ServiceEntry

MOST = 200  # suggestions; more would be read by nobody
_PLAIN = re.compile(r"[^\W\d_][\w .'’()-]*[\w.)]")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """``other`` is probably ``service``. ``lines`` are YAML for the organisation file; ``score`` is out of 100.

    ``line``: where the entry that they change stands in the organisation file, 0 when it is a new one.
    """

    service: str  # service id: the one listed, or found more often
    other: str  # service id
    service_name: str
    other_name: str
    score: int
    lines: tuple[str, ...]
    line: int = 0


def suggest(graph: ServiceGraph, organisation: Organisation) -> tuple[Suggestion, ...]:
    """The likely pairs, best first; at least one of the two is a name that the organisation file does not have."""
    entries: dict[str, ServiceEntry | ExternalParty] = {entry.id: entry for entry in organisation.services}
    entries |= {entry.id: entry for entry in organisation.externals}
    names = {service.id: _names(service, entries.get(service.id)) for service in graph.services}
    found = []
    for service, other in _likely(graph, names):
        score = _score(names[service.id], names[other.id])
        if score >= MINIMUM:
            first, second = (service, other) if service.listed else sorted((service, other), key=_main)
            found.append((-score, first.id, second.id, first, second))
    best = heapq.nsmallest(MOST, found, key=lambda one: one[:3])
    return tuple(_suggestion(first, second, -score, entries) for score, _, _, first, second in best)


def _likely(graph: ServiceGraph, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Service, Service]]:
    """Every pair that may score enough, each once; the second is not listed."""
    listed = [service for service in graph.services if service.listed]
    unlisted = [service for service in graph.services if not service.listed and not _within_a_file(service)]
    services = (*listed, *unlisted)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, service in enumerate(services):
        for name in names[service.id]:
            holders[name].append(number)
    apart = {
        number
        for number, service in enumerate(services)
        if not service.listed and SEPARATOR in service.name.fr  # two of these are told apart on purpose
    }
    beside = {name: [number for number in numbers if number not in apart] for name, numbers in holders.items()}
    pairs = {
        (min(one, two), max(one, two))
        for name, near in near_names((name for service in unlisted for name in names[service.id]), holders)
        for one in holders[name]
        for two in (beside if one in apart else holders)[near]
        if one != two
    }
    for one, two in pairs:
        if two >= len(listed):
            yield (services[one], services[two]) if one < len(listed) else (services[two], services[one])


def _within_a_file(service: Service) -> bool:
    """Whether its name begins with its file's: the map gives it none, so there is nothing to compare."""
    return any(
        service.name.fr.startswith(below_maps(where.rsplit(": ", 1)[0]) + SEPARATOR) for where in service.performers
    )


def _names(service: Service, entry: ServiceEntry | ExternalParty | None) -> tuple[str, ...]:
    names = [service.name.fr, service.name.en]
    if entry:
        names += entry.aliases
    if isinstance(entry, ServiceEntry):
        names += [entry.short, *entry.actors, *entry.former_names]
    # "Shop / Sales" is compared by what stands in the shop; two of these are told apart on purpose.
    return tuple(dict.fromkeys(name if service.listed else name.split(SEPARATOR)[-1] for name in names if name))


def _score(names: Iterable[str], others: Iterable[str]) -> int:
    return max((alike(name, other) for name in names for other in others), default=0)


def _suggestion(
    service: Service, other: Service, score: int, entries: Mapping[str, ServiceEntry | ExternalParty]
) -> Suggestion:
    entry = entries.get(service.id)
    name, other_name = service.name.read("fr"), other.name.read("fr")
    return Suggestion(
        service=service.id,
        other=other.id,
        service_name=name,
        other_name=other_name,
        score=score,
        lines=tuple(_lines(service, entry, other_name)),
        line=entry.line if entry else 0,
    )


def _main(service: Service) -> tuple[int, int, str]:
    """Of two names the one found more often, then the shorter one, is the service."""
    return -len(service.performers), len(service.name.read("fr")), service.id


def _lines(service: Service, entry: ServiceEntry | ExternalParty | None, other: str) -> Iterator[str]:
    yield "externals:" if service.external else "services:"
    yield f"  - id: {_yaml(service.id)}"
    if entry is None:
        yield f"    name: {_yaml(service.name.read('fr'))}"
    aliases = [*(entry.aliases if entry else ()), other]
    yield f"    aliases: [{', '.join(_yaml(alias) for alias in aliases)}]"


def _yaml(text: str) -> str:
    """A text as a YAML value inside a list in brackets: plain where that is safe, else in quotes."""
    safe = _PLAIN.fullmatch(text) and same(text) not in _WORDS_OF_YAML and clean(text) == text
    return text if safe else "".join(map(_visible, json.dumps(text, ensure_ascii=False)))


def _visible(sign: str) -> str:
    """A character that YAML takes as it is, or its escape in double quotes."""
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
