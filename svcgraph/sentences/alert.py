"""Reads an alert level (*seuil d'alerte*): "1 manquement sur 3 mois", "95 %", "3 erreurs", "aucune"."""

from __future__ import annotations

import re
from fractions import Fraction

from svcgraph.domain.attainment import Alert
from svcgraph.domain.objective import Bounds, Statement
from svcgraph.sentences.folding import composed, fold
from svcgraph.sentences.parse import parse
from svcgraph.sentences.refusal import Refused

_NONE = re.compile(r"aucune?s?( tolerance| marge)?|none|no margin|neant|sans")
_MISSES = re.compile(
    r"(?P<misses>\d+) *(manquements?|ecarts? de delai|retards?|misses|miss|late)"
    r"( *(sur|en|par|in|over|per) *(?P<months>\d+)? *(mois|months?))?"
)
_LIMIT = {"fr": "au plus ", "en": "at most "}


def parse_alert(text: str) -> Alert | None:
    """The alert level that ``text`` states; None when nothing is written. Raises `Refused`."""
    folded = fold(composed(text)).strip()
    if not folded:
        return None
    if _NONE.fullmatch(folded):
        return Alert(misses=0)
    said = _MISSES.fullmatch(folded)
    if said:
        whole = 1 if said["months"] is None and "mois" in folded else int(said["months"] or 0)
        return Alert(misses=int(said["misses"]), months=whole)
    return _level(text)


def _level(text: str) -> Alert:
    """A limit, read as either language; the one that knows the unit is right."""
    read: list[Alert] = []
    positions: list[int] = []
    for language, limit in _LIMIT.items():
        try:
            read.append(_of(parse(limit + text, language)))
        except Refused as refused:
            positions.append(refused.position - len(limit))
    if not read:
        expected = ("1 manquement sur 3 mois", "95 %", "3 erreurs", "aucune")
        raise Refused(text=text, position=max(1, *positions), found=text, expected=expected)
    return next((alert for alert in read if alert.unit), read[0])


def _of(statement: Statement) -> Alert:
    bounds = statement.bounds or Bounds()
    return Alert(level=bounds.high or Fraction(0), unit=bounds.unit, noun=bounds.noun_fr)
