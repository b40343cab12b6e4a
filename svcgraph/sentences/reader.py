"""Sentences of people for those who only want to know what is understood."""

from __future__ import annotations

from svcgraph.domain.attainment import Alert
from svcgraph.domain.objective import Statement
from svcgraph.domain.text import Text
from svcgraph.sentences.alert import parse_alert
from svcgraph.sentences.parse import parse_text
from svcgraph.sentences.refusal import Refused


class SentenceReader:
    """What `svcgraph.domain.negotiation.effects` reads with."""

    def statement(self, text: Text) -> Statement | None:
        """The objective's normal form; None where the sentence is not understood, or there is none."""
        try:
            return parse_text(text) if text else None
        except Refused:
            return None

    def alert(self, text: str) -> Alert | None:
        """The alert level; None where it is not understood, or there is none."""
        try:
            return parse_alert(text)
        except Refused:
            return None
