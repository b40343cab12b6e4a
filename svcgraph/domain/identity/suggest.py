"""Names that are probably one service (rule O4): listed with a score and the lines to paste, never merged."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.identity.directory import SEPARATOR, below_maps
from svcgraph.domain.names import clean, same
from svcgraph.domain.organisation import ExternalParty, Organisation, ServiceEntry

MINIMUM = 80  # of 100
MOST = 200  # suggestions; more would be read by nobody
SHORT = 85  # for an abbreviation: it often is another's, too
# Words that say what kind of thing is named, not which one.
_KIND = frozenset({
    "service", "services", "serv", "svc", "department", "dept", "departement", "direction", "dir", "division", "pole",
    "bureau", "cellule", "equipe", "unit", "unite", "team", "abteilung", "abt", "dienst", "departamento", "equipo",
})  # fmt: skip
_SMALL = frozenset({
    "de", "des", "du", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux", "of", "and", "the", "for", "to",
    "in", "und", "der", "die", "das", "y",
})  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_][\w .'’()-]*[\w.)]")
_MARK = re.compile(r"\d+|\b[A-Z]\b(?!['’]|\.(?!\d))")
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


def suggest(graph: ServiceGraph, organisation: Organisation, *, minimum: int = MINIMUM) -> tuple[Suggestion, ...]:
    """The likely pairs, best first; at least one of the two is a name that the organisation file does not have."""
    entries: dict[str, ServiceEntry | ExternalParty] = {entry.id: entry for entry in organisation.services}
    entries |= {entry.id: entry for entry in organisation.externals}
    names = {service.id: _names(service, entries.get(service.id)) for service in graph.services}
    unlisted = [service for service in graph.services if not service.listed and not _within_a_file(service)]
    found: list[Suggestion] = []
    for number, other in enumerate(unlisted):
        for service in (*(one for one in graph.services if one.listed), *unlisted[number + 1 :]):
            apart = not service.listed and SEPARATOR in service.name.fr and SEPARATOR in other.name.fr
            score = 0 if apart else _score(names[service.id], names[other.id])
            if score >= minimum:
                found.append(_suggestion(service, other, score, entries))
    found.sort(key=lambda one: (-one.score, one.service, one.other))
    return tuple(found[:MOST])


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
    return max((_alike(name, other) for name in names for other in others), default=0)


def _alike(name: str, other: str) -> int:
    """How alike two names are: 100 for the same words, else by spelling, or by an abbreviation."""
    from rapidfuzz import fuzz

    first, second = _words(name), _words(other)
    if not first or not second or _marks(name) != _marks(other):
        return 0
    if sorted(first) == sorted(second):
        return 100
    if _abbreviates(first, second) or _abbreviates(second, first):
        return SHORT
    return round(fuzz.token_sort_ratio(" ".join(first), " ".join(second)))


@lru_cache(maxsize=65536)
def _marks(name: str) -> tuple[str, ...]:
    """What is there to tell like names apart: numbers, and capitals alone ("Carrier A", "Team 2", "A.3.0")."""
    return tuple(_MARK.findall(name))


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    """The words that tell names apart: no accents, capitals, plural ending, small words, or kinds of unit."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.split(r"[^\w]+|_", bare) if word]
    telling = [word for word in words if word not in _SMALL and word not in _KIND] or words
    return tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in telling)


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """``rh`` for ``ressource humaine``; ``compta`` for ``comptabilite``: initials, or beginnings of the words.

    A word must have been cut: ``customer`` is a whole name, not one that stands for ``customer onboarding``.
    """
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    pairs = tuple(zip(short, long, strict=False))
    cut = len(short) <= len(long) and any(a != b for a, b in pairs)
    return cut and all(len(a) >= 4 and b.startswith(a) for a, b in pairs)


def _suggestion(
    service: Service, other: Service, score: int, entries: dict[str, ServiceEntry | ExternalParty]
) -> Suggestion:
    if not service.listed:
        service, other = sorted((service, other), key=_main)
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
