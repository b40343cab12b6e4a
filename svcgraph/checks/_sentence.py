"""Whether a sentence says an objective, as the engine will read it."""

from __future__ import annotations

from enum import StrEnum

from svcgraph.domain.text import Text
from svcgraph.sentences.parse import parse, parse_text
from svcgraph.sentences.refusal import Refused


class Reading(StrEnum):
    MEASURABLE = "measurable"
    WISH = "wish"  # no level to reach can be read in it
    CONTRADICTORY = "contradictory"  # French says one thing and English another


def read(text: Text) -> tuple[Reading, Text]:
    """How ``text`` reads, and what of it to show: when only one language fails, that one's sentence."""
    try:
        parse_text(text)
    except Refused:  # which is the very finding
        return _refused(text)
    return Reading.MEASURABLE, text


def _refused(text: Text) -> tuple[Reading, Text]:
    written = {"fr": text.fr, "en": text.en}
    if not all(written.values()) or text.fr == text.en:
        return Reading.WISH, text
    wishes = [sentence for language, sentence in written.items() if not _reads(sentence, language)]
    if not wishes:
        return Reading.CONTRADICTORY, text
    return Reading.WISH, Text(wishes[0], wishes[-1])


def _reads(sentence: str, language: str) -> bool:
    try:
        parse(sentence, language)
    except Refused:
        return False
    return True
