"""What stands below one rule of the grammar: words, numbers, and what rules below have already said."""

from __future__ import annotations

from typing import Any

from lark import Token

from svcgraph.sentences.lexemes import Fields, Number


def merged(parts: list[Any]) -> Fields:
    """Everything that the parts say; of two that say the same thing the last one counts."""
    said: Fields = {}
    for part in parts:
        if isinstance(part, dict):
            said |= part
    return said


def numbers(parts: list[Any]) -> list[Number]:
    """The bare numbers among the parts."""
    return [part for part in parts if isinstance(part, Number)]


def amounts(parts: list[Any]) -> list[Fields]:
    """The numbers with what they count."""
    return [part for part in parts if isinstance(part, dict) and "number" in part]


def is_word(part: object, terminal: str) -> bool:
    """Whether ``part`` is the word ``terminal`` of the grammar."""
    return isinstance(part, Token) and part.type == terminal
