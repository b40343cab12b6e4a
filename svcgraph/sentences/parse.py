"""Reads an objective: a sentence in French or English becomes one normal form, or is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from svcgraph.domain.objective import Statement
from svcgraph.domain.text import Text
from svcgraph.i18n import LANGUAGES
from svcgraph.sentences.folding import composed, fold
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.words import EXPECTED

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST = 400  # characters; an objective is one sentence
MOST_EXPECTED = 6  # names of what was expected that a person still reads


def parse(text: str, language: str | None = None) -> Statement:
    """The normal form of ``text`` (`4-attainment`), read as ``language`` ("fr", "en") or as either.

    Input accepts any space, apostrophe and case. Raises `Refused` with the position; never guesses: a sentence
    that means two things in the two languages is refused too.
    """
    if language is not None:
        return _parse_in(text, language)
    refusals: list[Refused] = []
    read: list[Statement] = []
    for candidate in LANGUAGES:
        try:
            read.append(_parse_in(text, candidate))
        except Refused as refused:
            refusals.append(refused)
    if not read:
        raise max(refusals, key=lambda refused: refused.position)
    if any(statement != read[0] for statement in read[1:]):
        raise Refused(text=text, position=1, found=text, expected=("fr / en",))
    return read[0]


def parse_text(text: Text) -> Statement:
    """The normal form of what was written in one language or in two, which must then say the same.

    Words kept as written (nouns, subjects) come from each language. Raises `Refused`.
    """
    if not (text.fr and text.en) or text.fr == text.en:
        return parse(text.fr or text.en)
    french, english = parse(text.fr, "fr"), parse(text.en, "en")
    if _bare(french) != _bare(english):
        raise Refused(text=text.en, position=1, found=text.en, expected=(f"= “{text.fr}”",))
    return _both(french, english)


def _both(french: Statement, english: Statement) -> Statement:
    bounds = french.bounds
    if bounds and english.bounds:
        bounds = replace(bounds, noun_en=english.bounds.noun_en)
    return replace(french, bounds=bounds, since_en=english.since_en, subject_en=english.subject_en)


def _bare(statement: Statement) -> Statement:
    bounds = statement.bounds and replace(statement.bounds, noun_fr="", noun_en="")
    return replace(statement, bounds=bounds, since_fr="", since_en="", subject_fr="", subject_en="")


@lru_cache(maxsize=4096)
def _parse_in(text: str, language: str) -> Statement:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

    from svcgraph.sentences.build import Builder

    original = composed(text.strip())
    if len(original) > LONGEST:
        raise Refused(text=original[:LONGEST], position=LONGEST, found="…", expected=(f"≤ {LONGEST}",))
    try:
        tree = _grammar(language).parse(fold(original).rstrip(" ."))
        return Builder(original, language).transform(tree)
    except UnexpectedToken as error:
        raise _refusal(original, _position(error.token, original), error.accepts or error.expected, language) from None
    except UnexpectedCharacters as error:
        raise _refusal(original, error.pos_in_stream or 0, error.allowed or (), language) from None
    except VisitError as error:
        raise error.orig_exc from None


def _position(token: Token, original: str) -> int:
    return len(original) if token.type == "$END" or token.start_pos is None else token.start_pos


def _refusal(original: str, position: int, terminals: set[str] | tuple[str, ...], language: str) -> Refused:
    words = original[position:].split()
    names = sorted(terminal for terminal in terminals if terminal in EXPECTED[language])
    expected = tuple(EXPECTED[language][name] for name in names)
    shown = expected[:MOST_EXPECTED] + (("…",) if len(expected) > MOST_EXPECTED else ())
    return Refused(text=original, position=position + 1, found=words[0] if words else "", expected=shown)


@lru_cache(maxsize=len(LANGUAGES))
def _grammar(language: str) -> Lark:
    from lark import Lark

    return Lark.open_from_package(
        __package__, f"{language}.lark", parser="lalr", maybe_placeholders=False, keep_all_tokens=True
    )
