"""Whether a sentence says an objective."""

from __future__ import annotations

from svcgraph.domain.text import Text
from svcgraph.sentences.parse import Refused, parse


def measurable(text: Text) -> bool:
    """True when the sentence reads in French or in English; a plain string stands in both places."""
    return _reads(text.fr, "fr") or _reads(text.en, "en")


def _reads(sentence: str, language: str) -> bool:
    if not sentence:
        return False
    try:
        parse(sentence, language)
    except Refused:  # which is the very finding
        return False
    return True
