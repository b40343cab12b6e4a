"""What each word of a sentence says, before words are put together (`build`). One method per word of the grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

from lark import Token, Transformer

from svcgraph.domain.names import clean
from svcgraph.domain.objective import DayKind, Duration, Every, Statement, Unit
from svcgraph.sentences.folding import fold
from svcgraph.sentences.numerals import DECIMALS, NUMBERS, ORDINALS, bare
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.words import MEASURES, MONTHS, SINCE, SINCE_ALSO, WEEKDAYS

Fields = dict[str, Any]  # named parts of a value under construction; never leaves the two modules of the builder
LARGEST_RANK = 31
LARGEST_DURATION = 10_000
INTEGERS = 12
LARGEST_SCORE = 100
ABBREVIATED = 3  # letters of a weekday that tell it from the others, in both languages

_PERIODS = {
    **{"semaine": Every.WEEK, "mois": Every.MONTH, "trimestre": Every.QUARTER, "semestre": Every.HALF_YEAR},
    **{"annee": Every.YEAR, "an": Every.YEAR, "week": Every.WEEK, "month": Every.MONTH, "quarter": Every.QUARTER},
    **{"halfyear": Every.HALF_YEAR, "year": Every.YEAR},
}
_ADVERBS = {
    **{"mensuellement": Every.MONTH, "trimestriellement": Every.QUARTER, "semestriellement": Every.HALF_YEAR},
    **{"annuellement": Every.YEAR, "weekly": Every.WEEK, "monthly": Every.MONTH, "quarterly": Every.QUARTER},
    **{"halfyearly": Every.HALF_YEAR, "yearly": Every.YEAR, "annually": Every.YEAR},
}
_PLUS = {
    **{"j": Unit.DAY, "d": Unit.DAY, "t": Unit.DAY, "h": Unit.HOUR, "s": Unit.WEEK, "w": Unit.WEEK, "m": Unit.MONTH},
    **{"a": Unit.MONTH, "y": Unit.MONTH},
}


class Number(NamedTuple):
    value: Fraction
    token: Token


class Lexemes(Transformer[Token, Statement]):
    """Says what each word means; ``original`` is the sentence as written (NFC)."""

    def __init__(self, original: str, language: str) -> None:
        super().__init__()
        self._original = original
        self._language = language

    def WEEKDAY(self, token: Token) -> Fields:  # noqa: N802
        name = token.split()[-1][:ABBREVIATED]
        return {"days": ([day[:ABBREVIATED] for day in self._names(WEEKDAYS)].index(name),)}

    WEEKDAYS = WEEKDAY

    def MONTH(self, token: Token) -> Fields:  # noqa: N802
        return {"month": self._names(MONTHS).index(str(token)) + 1}

    def DAY(self, token: Token) -> Fields:  # noqa: N802
        return {"day_kind": day_kind(token)}

    def DAILY(self, _token: Token) -> Fields:  # noqa: N802
        return {"day_kind": DayKind.CALENDAR}

    def PERIOD(self, token: Token) -> Fields:  # noqa: N802
        bare = re.sub(r"[ -]|calendar|civile?", "", token)
        return {"every": _PERIODS[bare if bare in _PERIODS else bare.removesuffix("s")], "_token": token}

    def PERIOD_END(self, token: Token) -> Fields:  # noqa: N802
        return {"every": _PERIODS[token.removeprefix("the").split("-")[0].split()[0]], "_token": token}

    def PERIODICALLY(self, token: Token) -> Fields:  # noqa: N802
        return {"every": _ADVERBS[re.sub(r"[ -]", "", token)], "_token": token}

    def FORTNIGHTLY(self, _token: Token) -> Fields:  # noqa: N802
        return {"interval": 2}

    OTHER = FORTNIGHTLY

    def ORDINAL(self, token: Token) -> Fields:  # noqa: N802
        digits = re.match(r"\d+", token)
        rank = int(digits[0]) if digits else ORDINALS[bare(token)]
        if not -LARGEST_RANK <= rank <= LARGEST_RANK or rank == 0:
            self.refuse(token, f"1 … {LARGEST_RANK}")
        return {"ordinal": rank, "_rank": token}

    def BEFORE(self, _token: Token) -> Fields:  # noqa: N802
        return {"strict": True}

    def NOON(self, token: Token) -> Fields:  # noqa: N802
        """Noon, and what is said from noon on: midi et demi, half past noon, midi moins le quart."""
        return {"clock": _clock(12 * 60 + _past(token)), "_clock": token}

    def MIDNIGHT(self, token: Token) -> Fields:  # noqa: N802
        """Midnight at the end of the day named, as people mean it: until the end of that day."""
        return {"clock": None, "_clock": token}

    END_OF_DAY = MIDNIGHT

    def TIME(self, token: Token) -> Fields:  # noqa: N802
        hours, minutes = _hour_and_minutes(token)
        half = re.search(r"[ap](?=\.?m)", token)
        if half and (not 1 <= hours <= 12 or (hours == 12 and half[0] == "a")):
            self.refuse(token, "1 … 12" if hours != 12 else "“noon”, “midnight”")
        if half:
            hours = hours % 12 + (12 if half[0] == "p" else 0)
        elif re.search(r"soir|apres", token) and hours < 12:
            hours += 12
        if hours == 1 and _PAST.search(token) and _past(token) < 0 and not half:
            self.refuse(token, "0:45 / 12:45")
        if hours > 23 or minutes > 59:
            self.refuse(token, "0:00 … 23:59")
        return {"clock": _clock(hours * 60 + minutes + _past(token)), "_clock": token}

    def SINCE(self, token: Token) -> Fields:  # noqa: N802
        written = self.as_written(token)
        said = SINCE_ALSO.get(fold(written), fold(written))
        for french, english in SINCE:
            if said in (fold(french), fold(english)):
                return {"since_fr": french, "since_en": english, "_since": token}
        return {"since_fr": written, "since_en": written, "_since": token}

    def DAY_PLUS(self, token: Token) -> Fields:  # noqa: N802
        number, unit = int(re.findall(r"\d+", token)[0]), _PLUS[token[0]]
        kind = day_kind(token)
        if unit is not Unit.DAY and kind is not DayKind.CALENDAR:
            self.refuse(token, "J+…" if self._language == "fr" else "D+…")
        return {"duration": Duration(number=number * (12 if token[0] in "ay" else 1), unit=unit, day_kind=kind)}

    def SAME_DAY(self, _token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=0, unit=Unit.DAY)}

    def NEXT_DAY(self, token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=1, unit=Unit.DAY, day_kind=day_kind(token))}

    def WITHIN_THE_HOUR(self, _token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=1, unit=Unit.HOUR)}

    def WITHIN_THE_MONTH(self, _token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=1, unit=Unit.MONTH)}

    def HALF_HOUR(self, _token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=30, unit=Unit.MINUTE)}

    def SPAN(self, token: Token) -> Fields:  # noqa: N802
        hours, minutes = (int(part) for part in re.findall(r"\d+", token)[:2])
        if minutes > 59:
            self.refuse(token, "0:00 … 23:59")
        return {"duration": whole_hours(hours * 60 + minutes, working="ouvre" in token)}

    def ANSWER(self, token: Token) -> Fields:  # noqa: N802
        return {"expected": token in ("oui", "yes")}

    def SCORE(self, token: Token) -> Fields:  # noqa: N802
        """4.5 out of 5: its decimals tell it from 4 cases out of 5."""
        value, best = re.findall(r"\d+(?:[.,]\d+)?", token)
        whole, _, decimals = value.replace(",", ".").partition(".")
        if (
            len(decimals) > DECIMALS
            or not 1 <= int(best) <= LARGEST_SCORE
            or Fraction(f"{whole}.{decimals}") > int(best)
        ):
            self.refuse(token, f"0 … {best}")
        return {"number": Fraction(f"{whole}.{decimals}"), "_number": token, "out_of": int(best)}

    def MEASURE(self, token: Token) -> Fields:  # noqa: N802
        said = fold(self.as_written(token))
        named = next(one for one in MEASURES if said.endswith(fold(one.fr if self._language == "fr" else one.en)))
        return {"subject_fr": named.fr, "subject_en": named.en}

    def SUBJECT(self, token: Token) -> Fields:  # noqa: N802
        return {"subject_fr": self.as_written(token), "subject_en": self.as_written(token)}

    # --- what the methods share --------------------------------------------------------------------------

    def number(self, token: Token) -> Fraction:
        """The number that ``token`` writes; in French a dot before exactly three digits could be either."""
        plain = token.replace(" ", "")
        if bare(token) in NUMBERS:
            return Fraction(NUMBERS[bare(token)])
        if self._language == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
            plain = plain.replace(",", "")
        if self._language == "fr" and re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", plain):
            self.refuse(token, plain.replace(".", "") + " / " + plain.replace(".", ","))
        whole, _, decimals = plain.lstrip("-").replace(",", ".").partition(".")
        if len(decimals) > DECIMALS or len(whole) > INTEGERS:
            self.refuse(token, f"1 … {INTEGERS}, 0 … {DECIMALS}")
        return Fraction(plain.replace(",", "."))

    def whole(self, number: Number, low: int, high: int) -> int:
        if number.value.denominator != 1 or not low <= number.value <= high:
            self.refuse(number.token, f"{low} … {high}")
        return int(number.value)

    def as_written(self, token: Token) -> str:
        """The words themselves, with plain apostrophes: printing sets the typographic ones."""
        return clean(self._original[token.start_pos : token.end_pos].replace("’", "'"))

    def refuse(self, token: Token, expected: str) -> NoReturn:
        position = (token.start_pos or 0) + 1
        raise Refused(text=self._original, position=position, found=self.as_written(token), expected=(expected,))

    def _names(self, words: Mapping[str, tuple[str, ...]]) -> list[str]:
        return [fold(name) for name in words[self._language]]


_PAST = re.compile(r"(et|half|quarter|moins) +(demie?|quart|past|to|le +quart)\b")
_WRITTEN = re.compile(r"heures? +(trente|quinze|quarante *-? *cinq)\b")  # minutes in words


def _past(token: str) -> int:
    """Minutes after the hour that is named, or before it: et demie, et quart, moins le quart, half past, quarter to."""
    said = _PAST.search(token)
    if said is None:
        return 0
    minutes = 30 if said[1] == "half" or said[2].startswith("demi") else 15
    return -minutes if said[1] == "moins" or said[2] == "to" else minutes


def _hour_and_minutes(token: str) -> tuple[int, int]:
    """The hour that is named, and the minutes in digits or words: 17h30, dix heures trente."""
    numbers = [int(part) for part in re.findall(r"\d+", token)]
    if numbers:
        return numbers[0], [*numbers[1:], 0][0]
    minutes = _WRITTEN.search(token)
    hour = re.sub(r"heure.*|o'clock.*| [ap]\.?m.*|^.*\b(past|to)\b", "", token)
    return NUMBERS[bare(hour)], NUMBERS[bare(minutes[1])] if minutes else 0


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def day_kind(token: str) -> DayKind:
    """*Ouvré* is a working day, *ouvrable* Monday to Saturday: two words, never mixed."""
    if "ouvrable" in token or "business" in token:
        return DayKind.BUSINESS
    return DayKind.WORKING if "ouvre" in token or "working" in token else DayKind.CALENDAR


def whole_hours(minutes: int, *, working: bool) -> Duration:
    """``minutes`` as hours where they are whole ones."""
    if minutes % 60 == 0 and minutes:
        return Duration(number=minutes // 60, unit=Unit.HOUR, working=working)
    return Duration(number=minutes, unit=Unit.MINUTE, working=working)
