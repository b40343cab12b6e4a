"""From the tree of a sentence to its normal form. One method per rule of the grammar, for both languages."""

from __future__ import annotations

import re
from datetime import time
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

from lark import Token, Transformer

from svcgraph.domain.names import clean
from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.folding import fold
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.words import MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS

HUNDRED = Fraction(100)
LARGEST_DURATION = 10_000
LARGEST_RANK = 31

Fields = dict[str, Any]  # named parts of a value under construction; never leaves this module

_PERIODS = {
    **{
        "semaine": Every.WEEK,
        "mois": Every.MONTH,
        "trimestre": Every.QUARTER,
        "semestre": Every.HALF_YEAR,
        "annee": Every.YEAR,
        "an": Every.YEAR,
    },
    **{
        "week": Every.WEEK,
        "month": Every.MONTH,
        "quarter": Every.QUARTER,
        "halfyear": Every.HALF_YEAR,
        "year": Every.YEAR,
    },
}


class Number(NamedTuple):
    value: Fraction
    token: Token


class Builder(Transformer[Token, Statement]):
    """Merges what each word says into a `Statement`; ``original`` is the sentence as written (NFC)."""

    def __init__(self, original: str, language: str) -> None:
        super().__init__()
        self._original = original
        self._language = language

    # --- words -------------------------------------------------------------------------------------------

    def WEEKDAY(self, token: Token) -> Fields:  # noqa: N802
        names = [fold(name) for name in WEEKDAYS[self._language]]
        return {"weekday": names.index(token.rstrip("s"))}

    WEEKDAYS = WEEKDAY

    def MONTH(self, token: Token) -> Fields:  # noqa: N802
        return {"month": [fold(name) for name in MONTHS[self._language]].index(str(token)) + 1}

    def DAY(self, token: Token) -> Fields:  # noqa: N802
        return {"day_kind": _day_kind(token)}

    def PERIOD(self, token: Token) -> Fields:  # noqa: N802
        return {"every": _PERIODS[token.replace(" ", "").replace("-", "")]}

    def ORDINAL(self, token: Token) -> Fields:  # noqa: N802
        digits = re.match(r"\d+", token)
        rank = int(digits[0]) if digits else ORDINALS[re.sub(r" *- *", "-", clean(token)).replace("avant d", "avant-d")]
        if not -LARGEST_RANK <= rank <= LARGEST_RANK or rank == 0:
            self._refuse(token, "1 … 31")
        return {"ordinal": rank}

    def BEFORE(self, _token: Token) -> Fields:  # noqa: N802
        return {"strict": True}

    def NOON(self, _token: Token) -> time:  # noqa: N802
        return time(12)

    def TIME(self, token: Token) -> time:  # noqa: N802
        hours, minutes = (int(part) for part in [*re.findall(r"\d+", token), "0"][:2])
        half = re.search(r"[ap](?=\.?m)", token)
        if half and not 1 <= hours <= 12:
            self._refuse(token, "1 … 12")
        if half:
            hours = hours % 12 + (12 if half[0] == "p" else 0)
        if hours > 23 or minutes > 59:
            self._refuse(token, "0:00 … 23:59")
        return time(hours, minutes)

    def SINCE(self, token: Token) -> Fields:  # noqa: N802
        return {"since_fr": self._as_written(token), "since_en": self._as_written(token)}

    def DAY_PLUS(self, token: Token) -> Fields:  # noqa: N802
        number = int(re.findall(r"\d+", token)[0])
        return {"duration": Duration(number=number, unit=Unit.DAY, day_kind=_day_kind(token))}

    def SAME_DAY(self, _token: Token) -> Fields:  # noqa: N802
        return {"duration": Duration(number=0, unit=Unit.DAY)}

    def ANSWER(self, token: Token) -> Fields:  # noqa: N802
        return {"expected": token in ("oui", "yes")}

    def SUBJECT(self, token: Token) -> Fields:  # noqa: N802
        return {"subject_fr": self._as_written(token), "subject_en": self._as_written(token)}

    # --- groups ------------------------------------------------------------------------------------------

    def count(self, parts: list[Token]) -> Number:
        return Number(self._number(parts[0]), parts[0])

    quantity = count

    def clock(self, parts: list[time]) -> Fields:
        return {"clock": parts[0]}

    def limit(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    def of_period(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    def of_month(self, parts: list[Any]) -> Fields:
        return {**_merged(parts), "every": Every.YEAR}

    def date_of_period(self, parts: list[Any]) -> Fields:
        return {**_merged(parts), **self._rank(parts)}

    def date_of_year(self, parts: list[Any]) -> Fields:
        return {**_merged(parts), **self._rank(parts), "every": Every.YEAR}

    def end_reference(self, parts: list[Any]) -> Fields:
        """ "Before the end of the month" is by its last day; "before" a day excludes that day."""
        return {**_merged(parts), "ordinal": -1, "strict": False}

    def recurrence(self, parts: list[Any]) -> Fields:
        said = _merged(parts)
        if any(_is(part, "ONE_IN_TWO") for part in parts):
            said["interval"] = 2
        for number in _numbers(parts):
            said["interval"] = self._whole(number, 1, 53)
        if "weekday" in said or "every" in said:
            said.setdefault("every", Every.WEEK)
        return said

    def duration(self, parts: list[Any]) -> Fields:
        (number,) = _numbers(parts)
        whole = self._whole(number, 0, LARGEST_DURATION)
        for part in parts:
            if isinstance(part, dict):
                return {"duration": Duration(number=whole, unit=Unit.DAY, day_kind=part["day_kind"])}
            if isinstance(part, Token):
                return {"duration": _timed(whole, part)}
        raise AssertionError(parts)

    def amount(self, parts: list[Any]) -> Fields:
        unit: Fields = {}
        for part in parts[1:]:
            unit |= {"unit": "%"} if _is(part, "PERCENT") else self._counted(part)
        return {"number": parts[0].value, **unit}

    def in_share(self, parts: list[Any]) -> Fields:
        return {"share": self._share(_numbers(parts)[0])}

    # --- thresholds --------------------------------------------------------------------------------------

    def at_least(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "low")

    def at_most(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high")

    def more_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "low", low_strict=True)

    def less_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high", high_strict=True)

    def between(self, parts: list[Any]) -> Fields:
        (low,) = _numbers(parts)
        if low.value > parts[-1]["number"]:
            self._refuse(low.token, f"≤ {parts[-1]['number']}")
        return _bounds(parts[-1], "high", low=low.value)

    def none(self, parts: list[Any]) -> Fields:
        return _bounds({"number": Fraction(0), **self._counted(parts[-1])}, "high")

    # --- sentences ---------------------------------------------------------------------------------------

    def deadline(self, parts: list[Any]) -> Statement:
        said = _merged(parts)
        own = {
            key: said.pop(key)
            for key in ("every", "interval", "weekday", "ordinal", "day_kind", "month")
            if key in said
        }
        own.setdefault("every", Every.DAY)
        return Statement(kind=Kind.DEADLINE, recurrence=Recurrence(**own), **said)

    def lead_time(self, parts: list[Any]) -> Statement:
        said = _merged(parts)
        return Statement(kind=Kind.SHARE if "share" in said else Kind.LEAD_TIME, **said)

    def threshold(self, parts: list[Any]) -> Statement:
        return Statement(kind=Kind.THRESHOLD, **_merged(parts))

    def share(self, parts: list[Any]) -> Statement:
        return Statement(kind=Kind.SHARE, **_merged(parts), share=self._share(_numbers(parts)[0]))

    def yes_no(self, parts: list[Any]) -> Statement:
        return Statement(kind=Kind.YES_NO, **_merged(parts))

    def start(self, parts: list[Statement]) -> Statement:
        return parts[0]

    # --- helpers -----------------------------------------------------------------------------------------

    def _number(self, token: Token) -> Fraction:
        plain = token.replace(" ", "")
        if plain in NUMBERS:
            return Fraction(NUMBERS[plain])
        if self._language == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
            plain = plain.replace(",", "")
        return Fraction(plain.replace(",", "."))

    def _whole(self, number: Number, low: int, high: int) -> int:
        if number.value.denominator != 1 or not low <= number.value <= high:
            self._refuse(number.token, f"{low} … {high}")
        return int(number.value)

    def _rank(self, parts: list[Any]) -> Fields:
        numbers = _numbers(parts)
        return {"ordinal": self._whole(numbers[0], 1, LARGEST_RANK)} if numbers else {}

    def _share(self, number: Number) -> Fraction:
        if not 0 < number.value <= HUNDRED:
            self._refuse(number.token, "0 … 100")
        return number.value / HUNDRED

    def _as_written(self, token: Token) -> str:
        return clean(self._original[token.start_pos : token.end_pos])

    def _counted(self, token: Token) -> Fields:
        """A unit of the closed list, else the noun as written."""
        written = self._as_written(token)
        for unit in UNITS:
            if fold(written) in {fold(word) for word in (unit.en if self._language == "en" else unit.fr)}:
                return {"unit": unit.key}
        return {"noun_fr": written, "noun_en": written}

    def _refuse(self, token: Token, expected: str) -> NoReturn:
        position = (token.start_pos or 0) + 1
        raise Refused(text=self._original, position=position, found=self._as_written(token), expected=(expected,))


def _merged(parts: list[Any]) -> Fields:
    merged: Fields = {}
    for part in parts:
        if isinstance(part, dict):
            merged |= part
    return merged


def _numbers(parts: list[Any]) -> list[Number]:
    return [part for part in parts if isinstance(part, Number)]


def _is(part: object, terminal: str) -> bool:
    return isinstance(part, Token) and part.type == terminal


def _day_kind(token: Token) -> DayKind:
    """*Ouvré* is a working day, *ouvrable* Monday to Saturday: two words, never mixed."""
    if "ouvrable" in token or "business" in token:
        return DayKind.BUSINESS
    return DayKind.WORKING if "ouvre" in token or "working" in token else DayKind.CALENDAR


def _timed(number: int, token: Token) -> Duration:
    unit = {"HOURS": Unit.HOUR, "MINUTES": Unit.MINUTE, "WEEKS": Unit.WEEK, "MONTHS": Unit.MONTH}[token.type]
    return Duration(number=number, unit=unit, working="ouvre" in token or "working" in token)


def _bounds(amount: Fields, end: str, **more: Any) -> Fields:
    words = {key: value for key, value in amount.items() if key != "number"}
    return {"bounds": Bounds(**{end: amount["number"]}, **words, **more)}
