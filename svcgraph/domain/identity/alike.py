"""How alike two names of services are, and which of many are near each other (rule O4)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

MINIMUM = 80  # of 100
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
_MARK = re.compile(r"\d+|\b[A-Z]\b(?!['’]|\.(?!\d))")
CUT = 4  # letters at least of a word that is cut

Words = tuple[str, ...]


def alike(name: str, other: str) -> int:
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


def near_names(names: Iterable[str], among: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of ``names`` with those ``among`` which it is near, in any order: all pairs that reach `MINIMUM`, and more.

    Nothing is lost: by spelling the scorer itself leaves out what stays below; an abbreviation is looked up by what it
    has in common with every name that it may stand for.
    """
    wanted = {name for name in names if _words(name)}
    known = [name for name in among if _words(name)]
    yield from _spelt_alike(wanted, known)
    yield from (pair for pair in _abbreviated(known) if not wanted.isdisjoint(pair))


def _spelt_alike(names: Iterable[str], among: Iterable[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    spelt: dict[Words, dict[str, str]] = defaultdict(dict)  # by marks: names that differ in these are never alike
    for name in among:
        spelt[_marks(name)][name] = " ".join(sorted(_words(name)))
    for name in names:
        group = spelt[_marks(name)]
        words = " ".join(sorted(_words(name)))
        near = process.extract(words, group, scorer=fuzz.ratio, score_cutoff=MINIMUM - 1, limit=None)
        yield from ((name, other) for _, _, other in near)


def _abbreviated(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Short names, each with the longer ones that it may stand for."""
    long: dict[tuple[Words, ...] | str, list[str]] = defaultdict(list)
    for name in names:
        for key in _standing_for(_words(name)):
            long[key].append(name)
    for name in names:
        words = _words(name)
        for key in (words[0], _beginning(words)):
            yield from ((name, other) for other in long.get(key, ()))


def _standing_for(words: Words) -> Iterator[tuple[Words, ...] | str]:
    """The keys of all short names that may stand for these words."""
    if len(words) > 1:
        yield "".join(word[0] for word in words)
    for number in range(1, len(words) + 1):
        for cut in range(CUT, len(words[0]) + 1):
            yield _beginning((words[0][:cut], *words[1:number]))


def _beginning(words: Words) -> tuple[Words, ...]:
    """The first word, and the beginnings of the others."""
    return words[:1], tuple(word[:CUT] for word in words[1:])


@lru_cache(maxsize=65536)
def _marks(name: str) -> Words:
    """What is there to tell like names apart: numbers, and capitals alone ("Carrier A", "Team 2", "A.3.0")."""
    return tuple(_MARK.findall(name))


@lru_cache(maxsize=65536)
def _words(name: str) -> Words:
    """The words that tell names apart: no accents, capitals, plural ending, small words, or kinds of unit."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.split(r"[^\w]+|_", bare) if word]
    telling = [word for word in words if word not in _SMALL and word not in _KIND] or words
    return tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in telling)


def _abbreviates(short: Words, long: Words) -> bool:
    """``rh`` for ``ressource humaine``; ``compta`` for ``comptabilite``: initials, or beginnings of the words.

    A word must have been cut: ``customer`` is a whole name, not one that stands for ``customer onboarding``.
    """
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    pairs = tuple(zip(short, long, strict=False))
    cut = len(short) <= len(long) and any(a != b for a, b in pairs)
    return cut and all(len(a) >= CUT and b.startswith(a) for a, b in pairs)
