"""Why a sentence was not understood: a wrong reading would be worse than a refusal."""

from __future__ import annotations

from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark


class Refused(SvcgraphError):
    """The sentence is not an objective of the grammar.

    ``position`` is the character (from 1) where reading stopped, ``found`` what stands there ("" at the end),
    ``expected`` what could have stood there, in the words of the sentence's language. ``hint`` is a sentence to
    translate ("" when there is none): why a common word has no single meaning, and what to write instead.
    """

    def __init__(self, *, text: str, position: int, found: str, expected: tuple[str, ...], hint: str = "") -> None:
        message = (
            mark("“{text}”: at character {position}, “{found}” was found where {expected} was expected")
            if found
            else mark("“{text}” stops at character {position} where {expected} was expected")
        )
        super().__init__(message, text=text, position=position, found=found, expected=", ".join(expected))
        self.text = text
        self.position = position
        self.found = found
        self.expected = expected
        self.hint = hint
