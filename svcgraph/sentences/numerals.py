"""Numbers and ranks in words, French and English: the closed list, and the patterns by which the grammars know them.

Words are folded, and stand together in the lists ("quatrevingtquinze"): sentences may have hyphens or spaces between.
"""

from __future__ import annotations

import re
from fractions import Fraction

DECIMALS = 6  # as many as a sentence may have: measures are DECIMAL(18,6) (`7-rulings`)

_FRENCH = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_SWISS_TENS = {70: "septante", 80: "huitante", 90: "nonante"}  # Belgium and Switzerland
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_RANKS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"},
    **{"twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"},
}
LARGEST = 99  # written out, but for hundreds; people write larger ones in digits
LARGEST_RANK = 31


def _french(number: int) -> list[str]:
    """The ways of writing ``number`` (0-99)."""
    if number < len(_FRENCH):
        return [_FRENCH[number], *(["une"] if number == 1 else [])]
    ways = _below(number, _SWISS_TENS, 10)
    tens = 60 if 60 <= number < 80 else number // 20 * 20 if number >= 80 else number // 10 * 10
    return ways + _below(number, {tens: _FRENCH_TENS[tens]}, 20 if tens in (60, 80) else 10)


def _below(number: int, tens: dict[int, str], size: int) -> list[str]:
    """Tens and what is above them: vingt et un, soixante et onze, quatre-vingt-un."""
    for ten, word in tens.items():
        rest = number - ten
        if rest == 0:
            return [word, word + "s"] if ten == 80 else [word]
        if 0 < rest < size:
            ways = [f"{word}-{said}" for said in _french(rest)]
            return ways + [f"{word}-et-{said}" for said in _french(rest) if rest in (1, 11) and ten != 80]
    return []


def _english(number: int) -> list[str]:
    if number < len(_ENGLISH):
        return [_ENGLISH[number], *(["a", "an"] if number == 1 else [])]
    tens = _ENGLISH_TENS[number // 10 - 2]
    return [f"{tens}-{_ENGLISH[number % 10]}" if number % 10 else tens]


def _french_rank(number: int) -> list[str]:
    if number == 1:
        return ["premier", "premiere"]
    said = [word for word in _french(number) if not word.endswith("une")]
    ranks = [_ieme(word) for word in said]
    return [*ranks, "second", "seconde"] if number == 2 else ranks


def _ieme(word: str) -> str:
    word = word.removesuffix("e")
    return (word[:-1] + "v" if word.endswith("f") else word + "u" if word.endswith("cinq") else word) + "ieme"


def _english_rank(number: int) -> list[str]:
    (said, *_) = _english(number)
    tens, hyphen, last = said.rpartition("-")
    return [tens + hyphen + _ENGLISH_RANKS.get(last, f"{last}th")]


_HUNDREDS = {
    "fr": {100: ["cent"], 1000: ["mille"]}
    | {100 * n: [f"{_FRENCH[n]}-cent", f"{_FRENCH[n]}-cents"] for n in range(2, 10)},
    "en": {100: ["hundred", "a-hundred", "one-hundred"], 1000: ["a-thousand", "one-thousand"]}
    | {100 * n: [f"{_ENGLISH[n]}-hundred"] for n in range(2, 10)},
}
_LAST = {
    "fr": {-1: ["dernier", "derniere"], -2: ["avant-dernier", "avant-derniere"]},
    "en": {-1: ["last"], -2: ["last-but-one", "second-to-last", "penultimate", "next-to-last"]},
}
_NUMBERS = {
    "fr": {number: _french(number) for number in range(LARGEST + 1)} | _HUNDREDS["fr"],
    "en": {number: _english(number) for number in range(LARGEST + 1)} | _HUNDREDS["en"],
}
_RANKS = {
    "fr": {number: _french_rank(number) for number in range(1, LARGEST_RANK + 1)} | _LAST["fr"],
    "en": {number: _english_rank(number) for number in range(1, LARGEST_RANK + 1)} | _LAST["en"],
}


def bare(word: str) -> str:
    """``word`` without spaces and hyphens, as the lists have it."""
    return re.sub("[ -]", "", word)


def _by_word(lists: dict[str, dict[int, list[str]]]) -> dict[str, int]:
    return {bare(word): number for words in lists.values() for number, ways in words.items() for word in ways}


NUMBERS = _by_word(_NUMBERS)
ORDINALS = _by_word(_RANKS)


def is_percentage(share: Fraction) -> bool:
    """Whether a decimal number of per cent says ``share``; two thirds are none."""
    return bool((share * 100 * 10**DECIMALS).denominator == 1)


def number_pattern(language: str) -> str:
    """A regular expression for the numbers that ``language`` writes in words."""
    return _pattern(_NUMBERS[language])


def rank_pattern(language: str) -> str:
    """A regular expression for the ranks that ``language`` writes in words."""
    return _pattern(_RANKS[language])


def _pattern(words: dict[int, list[str]]) -> str:
    ways = sorted({word for ways in words.values() for word in ways}, key=lambda word: (-len(word), word))
    return "(" + "|".join(way.replace("-", "(?: *-? *)") for way in ways) + ")"
