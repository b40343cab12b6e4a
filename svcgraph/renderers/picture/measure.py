"""How wide text is, in em: the wider of Arimo (Arial, Liberation Sans) and Source Sans Pro, letter by letter.

A picture laid out with these widths holds its text whichever of the two a reader's machine draws.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

BOLD = 1.12  # the widest a bold letter gets against its regular self, on average over French text
OTHER = 1.0  # an unknown letter, one em: Chinese, emoji
LINE = 1.22  # em from one line to the next
# No-break spaces are no breaks.
BREAKS = re.compile(r"[ \t\r\n\f\v]+")
_FROM_BLANK = (  # thousandths of an em, in the order of ASCII
    *(278, 289, 425, 556, 556, 889, 667, 249, 333, 333, 418, 584, 278, 333, 278, 350),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 282, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 303, 350, 303, 497, 556),
    *(542, 556, 556, 500, 556, 556, 292, 556, 556, 246, 247, 500, 255, 833, 556, 556),
    *(556, 556, 347, 500, 338, 556, 500, 722, 500, 500, 500, 334, 268, 334, 584),
)
_ASCII = {chr(32 + index): width for index, width in enumerate(_FROM_BLANK)}
_REST = {"–": 556, "—": 1000, "’": 249, "‘": 249, "“": 425, "”": 425, "«": 556, "»": 556, "…": 1000, "·": 278}
_MORE = {"œ": 944, "Œ": 1000, "æ": 889, "Æ": 1000, "ß": 611, "\u00a0": 278, "\u202f": 250, "◊": 584, "°": 400}
WIDTHS = {letter: width / 1000 for letter, width in (_ASCII | _REST | _MORE).items()}


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    """An accented letter is as wide as its base; a mark or control that takes no room takes none."""
    if letter in WIDTHS:
        return WIDTHS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    return WIDTHS.get(base, OTHER)


@lru_cache(maxsize=65536)
def width(text: str, size: float = 1.0, *, bold: bool = False) -> float:
    """Width of one line in the unit of ``size`` (points)."""
    return sum(map(_letter, text)) * size * (BOLD if bold else 1.0)


@lru_cache(maxsize=65536)
def wrap(text: str, limit: float, size: float = 1.0, *, bold: bool = False) -> tuple[str, ...]:
    """Lines of at most ``limit`` points, balanced; a word longer than a line is broken, nothing is ever cut off."""
    text = BREAKS.sub(" ", text).strip(" ")
    words = [part for word in text.split(" ") for part in _broken(word, limit, size, bold)]
    lines = _filled(words, limit, size, bold)
    if len(lines) < 2:
        return lines
    return _balanced(words, lines, limit, size, bold)


def _balanced(words: list[str], lines: tuple[str, ...], limit: float, size: float, bold: bool) -> tuple[str, ...]:
    """The narrowest setting with no more lines: two even lines read better than a long one and a stump."""
    widest = max(width(word, size, bold=bold) for word in words)
    for share in (0.55, 0.65, 0.75, 0.85, 0.92):
        even = _filled(words, max(limit * share, widest), size, bold)
        if len(even) == len(lines):
            return even
    return lines


def _filled(words: list[str], limit: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _broken(word: str, limit: float, size: float, bold: bool) -> list[str]:
    if width(word, size, bold=bold) <= limit:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces
