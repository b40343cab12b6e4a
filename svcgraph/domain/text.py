"""Text that people wrote, in one language or in two."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What a person wrote: a plain string (both equal) or one string per language.

    Reading in a language that was not written gives the other one: a negotiated word is never lost.
    ``stale`` is the language whose translation is out of date, since the other one was changed: "", "fr" or "en".
    """

    fr: str = ""
    en: str = ""
    stale: str = ""

    def read(self, language: str) -> str:
        return (self.en or self.fr) if language == "en" else (self.fr or self.en)

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)
