"""Sentences made comparable, one character for one character, so that positions stay those of the original."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = "’‘ʼ′`´"
_DASHES = "‐‑‒–—−"
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"  # a space too, so that positions stay
_RAISED = dict(zip("ᵉʳˢᵗʰⁿᵈᵐ", "ersthndm", strict=True))  # 1ᵉʳ, 5ᵉ, 5ᵗʰ


def fold(text: str) -> str:
    """``text`` (NFC) in lower case, without accents, with plain spaces, apostrophes and hyphens; same length."""
    return "".join(map(_fold_one, text))


def composed(text: str) -> str:
    """``text`` with accents as one character each: what positions in a refusal count."""
    return unicodedata.normalize("NFC", text)


def _fold_one(char: str) -> str:
    if char.isspace() or char in _INVISIBLE:
        return " "
    if char < " ":
        return "\ufffd"
    if char in _APOSTROPHES:
        return "'"
    if char in _DASHES:
        return "-"
    if char in _RAISED:
        return _RAISED[char]
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char
