"""What people read, in French and English: gettext catalogues, one per room, loaded when first asked.

A message id is the English sentence with ``{named}`` parameters. French stands in
``locale/fr/LC_MESSAGES/<room>.po``; the compiled ``.mo`` files are committed, a test compares them.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("fr", "en")
LOCALE = Path(__file__).parent / "locale"


def mark(message: str) -> str:
    """Marks a message for extraction without translating it yet (findings are values)."""
    return message


class Words:
    """The words of one language. ``words("Supplier")`` translates, ``words("{n} of {m}", n=1, m=2)`` fills in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogues = _catalogues(language)
        self._known = {"": ""}  # a site says the same sentence a thousand times, and asking every catalogue takes long

    def __call__(self, message: str, /, **parameters: object) -> str:
        translated = self._known.get(message)
        if translated is None:
            translated = self._known[message] = self._catalogues.gettext(message)
        return translated.format(**parameters) if parameters else translated

    def plural(self, one: str, many: str, number: int, /, **parameters: object) -> str:
        """``words.plural("{n} handoff", "{n} handoffs", 3, n=3)``; French counts 0 as singular."""
        return self._catalogues.ngettext(one, many, number).format(**parameters)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogues(language: str) -> gettext.NullTranslations:
    """All rooms' catalogues of one language, chained; unknown sentences come out as written."""
    chain: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.mo"), reverse=True):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        catalogue.add_fallback(chain)
        chain = catalogue
    return chain
