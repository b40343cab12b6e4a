"""Reads an objective: a sentence in French or English becomes one normal form, or is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from svcgraph.domain.objective import Statement
from svcgraph.domain.text import Text
from svcgraph.i18n import LANGUAGES
from svcgraph.sentences.expected import EXPECTED, START
from svcgraph.sentences.folding import composed, fold
from svcgraph.sentences.hints import hint
from svcgraph.sentences.numerals import number_pattern, rank_pattern
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.words import MEASURES

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST = 400  # characters; an objective is one sentence
_ENDINGS = " .!"  # of a sentence; they say nothing
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))
MOST_EXPECTED = 6  # names of what was expected that a person still reads


def parse(text: str, language: str | None = None, *, reader: str = LANGUAGES[0]) -> Statement:
    """The normal form of ``text`` (`4-attainment`), read as ``language`` ("fr", "en") or as either.

    Input accepts any space, apostrophe and case. Raises `Refused` with the position, that of the language in which
    reading went further (``reader``'s when both stop at one place); never guesses: a sentence that means two things
    in the two languages is refused too.
    """
    if language is not None:
        return _parse_in(text, language)
    refusals: list[Refused] = []
    read: list[Statement] = []
    for candidate in sorted(LANGUAGES, key=lambda one: one != reader):
        try:
            read.append(_parse_in(text, candidate))
        except Refused as refused:
            refusals.append(refused)
    if not read:
        raise max(refusals, key=lambda refused: refused.position)
    if len({_bare(statement) for statement in read}) == 1:
        return read[0]
    known = [statement for statement in read if statement.bounds is None or not statement.bounds.noun_fr]
    if len(known) == 1:  # "≤ 3 erreurs": every word is French, to English “erreurs” is only some noun
        return known[0]
    raise Refused(text=composed(text.strip()), position=1, found=text.strip(), expected=("fr / en",))


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
    return replace(
        french, bounds=bounds, since_en=english.since_en, subject_en=english.subject_en, cases_en=english.cases_en
    )


def _bare(statement: Statement) -> Statement:
    bounds = statement.bounds and replace(statement.bounds, noun_fr="", noun_en="")
    return replace(
        statement, bounds=bounds, since_fr="", since_en="", subject_fr="", subject_en="", cases_fr="", cases_en=""
    )


@lru_cache(maxsize=4096)
def _parse_in(text: str, language: str) -> Statement:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

    from svcgraph.sentences.build import Builder

    original = _unquoted(composed(text[: 2 * LONGEST]).strip())
    if len(original) > LONGEST or len(text) > 2 * LONGEST:
        raise Refused(text=original[:LONGEST], position=LONGEST, found="…", expected=(f"≤ {LONGEST}",))
    folded = fold(original).rstrip(_ENDINGS)
    try:
        return Builder(original, language).transform(_grammar(language).parse(folded))
    except UnexpectedToken as error:
        raise _refusal(original, _position(error.token, folded), error.accepts or error.expected, language) from None
    except UnexpectedCharacters as error:
        raise _refusal(original, error.pos_in_stream or 0, error.allowed or (), language) from None
    except VisitError as error:
        if not isinstance(error.orig_exc, Refused):
            raise
        refused = error.orig_exc
        refused.hint = hint(folded)
        raise refused from None


def _unquoted(text: str) -> str:
    """``text`` without the quotation marks around all of it."""
    if len(text) > 1 and (text[0], text[-1]) in _QUOTES:
        return text[1:-1].strip()
    return text


def _position(token: Token, folded: str) -> int:
    return len(folded) if token.type == "$END" or token.start_pos is None else token.start_pos


def _refusal(original: str, position: int, terminals: set[str] | tuple[str, ...], language: str) -> Refused:
    words = original[position:].strip(_ENDINGS).split()
    expected = tuple(said for name, said in EXPECTED[language].items() if name in terminals)
    if position == 0:
        expected = START[language]
    shown = expected[:MOST_EXPECTED] + (("…",) if len(expected) > MOST_EXPECTED else ())
    found = words[0] if words else ""
    folded = fold(original).rstrip(_ENDINGS)
    return Refused(text=original, position=position + 1, found=found, expected=shown, hint=hint(folded))


def _with_lists(text: str, language: str) -> str:
    """``text`` with the closed lists in place of their names."""
    measures = "|".join(fold(measure.fr if language == "fr" else measure.en).replace(" ", " +") for measure in MEASURES)
    lists = {"numbers": number_pattern(language), "ranks": rank_pattern(language), "measures": f"({measures})"}
    for name, pattern in lists.items():
        text = text.replace(f"@{name}@", pattern)
    return text


@lru_cache(maxsize=len(LANGUAGES))
def _grammar(language: str) -> Lark:
    """The rules, which both languages share, with the words of one."""
    from lark import Lark

    room = files(__package__)
    text = "\n".join((room / f"{name}.lark").read_text(encoding="utf-8") for name in ("rules", "kept", language))
    return Lark(_with_lists(text, language), parser="lalr", maybe_placeholders=False, keep_all_tokens=True)
