"""Whether a sentence says an objective, as the engine will read it, and where reading it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.text import Text
from svcgraph.sentences.parse import parse, parse_text
from svcgraph.sentences.refusal import Refused


class Reading(StrEnum):
    MEASURABLE = "measurable"
    WISH = "wish"  # no level to reach can be read in it
    CONTRADICTORY = "contradictory"  # French says one thing and English another


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How a text reads, and what of it to show: when only one language fails, that one's sentence.

    Of a wish: the word at which reading stopped, and what could have stood there.
    """

    reading: Reading
    text: Text
    stopped: Text = Text()
    expected: Text = Text()

    @property
    def told(self) -> dict[str, object]:
        """What the sentences of checks say of it."""
        return {"objective": self.text, "stopped": self.stopped, "expected": self.expected}


def read(text: Text) -> Read:
    """How ``text`` reads; the sentences of both languages must say the same (`4-attainment`)."""
    try:
        parse_text(text)
    except Refused as refused:  # which is the very finding
        return _refused(text, refused)
    return Read(reading=Reading.MEASURABLE, text=text)


def _refused(text: Text, refused: Refused) -> Read:
    if not (text.fr and text.en) or text.fr == text.en:
        return _wish(text, refused, refused)
    french, english = _refusal(text.fr, "fr"), _refusal(text.en, "en")
    if french and english:
        return _wish(text, french, english)
    if french:
        return _wish(Text(text.fr, text.fr), french, french)
    if english:
        return _wish(Text(text.en, text.en), english, english)
    return Read(reading=Reading.CONTRADICTORY, text=text)


def _wish(text: Text, french: Refused, english: Refused) -> Read:
    return Read(
        reading=Reading.WISH,
        text=text,
        stopped=Text(_stopped(french).fr, _stopped(english).en),
        expected=Text(", ".join(french.expected), ", ".join(english.expected)),
    )


def _stopped(refused: Refused) -> Text:
    found, position = refused.found, refused.position
    if not found:
        return Text("à la fin", "at its end")
    return Text(f"à «\u00a0{found}\u00a0» (caractère {position})", f"at “{found}” (character {position})")


def _refusal(sentence: str, language: str) -> Refused | None:
    try:
        parse(sentence, language)
    except Refused as refused:
        return refused
    return None
