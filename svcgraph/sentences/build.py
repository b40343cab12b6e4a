"""From the tree of a sentence to its normal form. One method per rule of the grammar, for both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Token

from svcgraph.domain.objective import Bounds, Duration, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.days import Days
from svcgraph.sentences.folding import fold
from svcgraph.sentences.lexemes import LARGEST_DURATION, Fields, Number, day_kind, whole_hours
from svcgraph.sentences.numerals import is_percentage
from svcgraph.sentences.parts import amounts, is_word, merged, numbers
from svcgraph.sentences.words import CASE, UNITS, UnitWords

HUNDRED = Fraction(100)
LARGEST_RATIO = 10_000  # cases out of which a ratio is told

_RECURRENCE = ("every", "interval", "weekday", "ordinal", "day_kind", "month", "also", "also_ranks")
_TIMED = {"HOURS": Unit.HOUR, "MINUTES": Unit.MINUTE, "SECONDS": Unit.SECOND, "WEEKS": Unit.WEEK, "MONTHS": Unit.MONTH}
_OF = {"noun_fr": "cases_fr", "noun_en": "cases_en"}
_CLOCK_UNITS = (Unit.HOUR, Unit.MINUTE, Unit.SECOND)


class Builder(Days):
    """Merges what each word says into a `Statement`."""

    def count(self, parts: list[Token]) -> Number:
        return Number(self.number(parts[0]), parts[0])

    quantity = count

    # --- until when --------------------------------------------------------------------------------------

    def clock(self, parts: list[Fields]) -> Fields:
        return parts[0]

    def limit(self, parts: list[Any]) -> Fields:
        return merged(parts)

    time_limit = limit

    def lead(self, parts: list[Any]) -> Fields:
        return merged(parts)

    def quicker(self, parts: list[Any]) -> Fields:
        """Less than 48 hours is a moment; less than 2 days could be 1 day or nearly 2."""
        duration = merged(parts)["duration"]
        if duration.unit not in _CLOCK_UNITS:
            self.refuse(parts[0], "« sous »" if self._language == "fr" else "“within”")
        return {"duration": duration, "strict": True}

    def duration(self, parts: list[Any]) -> Fields:
        if isinstance(parts[0], dict):
            return parts[0]
        number, said = parts[0], parts[1]
        if isinstance(said, dict):
            return {"duration": Duration(number=self._long(number), unit=Unit.DAY, day_kind=said["day_kind"])}
        return {"duration": self._timed(number, said)}

    def _timed(self, number: Number, token: Token) -> Duration:
        working = "ouvre" in token or "working" in token
        if token.type == "WORK_DAYS":
            return Duration(number=self._long(number), unit=Unit.DAY, day_kind=day_kind(token))
        if token.type == "YEARS":
            return Duration(number=12 * self._long(number), unit=Unit.MONTH)
        if token.type == "WORK_HOURS":
            unit = Unit.MINUTE if "min" in token or "mn" in token else Unit.HOUR
            return self._hours(number, unit, working)
        if token.type == "HOURS":
            return self._hours(number, Unit.HOUR, working)
        return Duration(number=self._long(number), unit=_TIMED[token.type], working=working)

    def _hours(self, number: Number, unit: Unit, working: bool) -> Duration:
        """1.5 hours are 90 minutes."""
        if unit is Unit.HOUR and number.value.denominator != 1:
            return whole_hours(
                self.whole(Number(number.value * 60, number.token), 0, LARGEST_DURATION), working=working
            )
        return Duration(number=self._long(number), unit=unit, working=working)

    def _long(self, number: Number) -> int:
        return self.whole(number, 0, LARGEST_DURATION)

    # --- amounts and shares ------------------------------------------------------------------------------

    def counted(self, parts: list[Any]) -> Fields:
        said: Fields = {"number": parts[0].value, "_number": parts[0].token}
        for part in parts[1:]:
            said |= {"unit": "%"} if is_word(part, "PERCENT") else self._counted(part)
        return {**said, "_counted": parts[-1]}

    def ratio(self, parts: list[Any]) -> Fields:
        of, out_of = numbers(parts)
        whole = self.whole(out_of, 1, LARGEST_RATIO)
        said: Fields = {"share": Fraction(self.whole(of, 1, whole), whole)}
        for part in parts:
            said |= self._of_several(part, said["share"]) if is_word(part, "PHRASE") else {}
        return said

    def proportion(self, parts: list[Any]) -> Fields:
        """9 files out of 10: a share, or, after "at most", a percentage of files."""
        (amount,), (out_of,) = amounts(parts), numbers(parts)
        whole = self.whole(out_of, 1, LARGEST_RATIO)
        of = self.whole(Number(amount["number"], amount["_number"]), 0, whole)
        share = Fraction(of, whole)
        named = self._of_several(amount["_counted"], share)
        return {"share": share, "_of": amount["_number"], "_noun": amount["_counted"], **named}

    def _of_several(self, noun: Token, share: Fraction) -> Fields:
        """Of which things: of the closed list, or in the plural in which they are written."""
        if listed := self._listed(noun):
            return {} if listed is CASE else {"cases_fr": listed.cases("fr"), "cases_en": listed.cases("en")}
        if not is_percentage(share) or share.numerator == 1:
            self.refuse(noun, "« % des … »" if self._language == "fr" else "“% of …”")
        said = ("des " if self._language == "fr" else "of ") + self.as_written(noun)
        return {"cases_fr": said, "cases_en": said}

    def share_of(self, parts: list[Any]) -> Fields:
        said = merged(parts)
        for number in numbers(parts):
            said["share"] = self._share(number)
        if said["share"] == 0:
            self.refuse(said["_of"], "0 … 100")
        for part in parts:
            if is_word(part, "OF_NOUN"):
                said |= self._cases(part)
        return said

    in_share = share_of

    def _cases(self, token: Token) -> Fields:
        """ "Of files": in both languages when the noun is of the closed list, else as written."""
        for unit in UNITS:
            if fold(self.as_written(token)) == fold(unit.cases(self._language)):
                return {"cases_fr": unit.cases("fr"), "cases_en": unit.cases("en")}
        return {"cases_fr": self.as_written(token), "cases_en": self.as_written(token)}

    def at_least(self, parts: list[Any]) -> Fields:
        return _bounds(self._limit(parts), "low")

    def at_most(self, parts: list[Any]) -> Fields:
        return _bounds(self._limit(parts), "high")

    def _limit(self, parts: list[Any]) -> Fields:
        """The amount; of "at most 1 file out of 100" it is 1 % of files."""
        if found := amounts(parts):
            return found[0]
        said = merged(parts)
        listed = self._listed(said["_noun"])
        if listed is None or not listed.whole:
            self.refuse(said["_noun"], "« % des … »" if self._language == "fr" else "“% of …”")
        if not is_percentage(said["share"]):
            self.refuse(said["_of"], "« % »" if self._language == "fr" else "“%”")
        of = {key: said[cases] for key, cases in _OF.items() if cases in said}
        return {"number": said["share"] * HUNDRED, "unit": "%", **of}

    def more_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "low", low_strict=True)

    def less_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high", high_strict=True)

    def exactly(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high", low=parts[-1]["number"])

    def between(self, parts: list[Any]) -> Fields:
        low, high = amounts(parts)
        if low["number"] > high["number"]:
            self.refuse(low["_number"], f"≤ {float(high['number']):g}")
        if _counted_in(low) not in ((), _counted_in(high)):
            self.refuse(low["_number"], self.as_written(high["_number"]))
        return _bounds(high, "high", low=low["number"])

    def none(self, parts: list[Any]) -> Fields:
        said = {"unit": "%"} if any(is_word(part, "PERCENT") for part in parts) else {}
        if not is_word(parts[-1], "PERCENT"):
            said |= self._counted(parts[-1])
        return _bounds({"number": Fraction(0), **said}, "high")

    def _share(self, number: Number) -> Fraction:
        if not 0 < number.value <= HUNDRED:
            self.refuse(number.token, "0 … 100")
        return number.value / HUNDRED

    def _counted(self, token: Token) -> Fields:
        """A unit of the closed list, else the noun as written."""
        if is_word(token, "OF_NOUN"):
            said = self._cases(token)
            return {noun: said[cases] for noun, cases in _OF.items()}
        written = self.as_written(token)
        if listed := self._listed(token):
            return {"unit": listed.key}
        return {"noun_fr": written, "noun_en": written}

    def _listed(self, token: Token) -> UnitWords | None:
        """The unit of the closed list that ``token`` names, in the sentence's language or in the other."""
        written = fold(self.as_written(token))
        for language in (self._language, "en" if self._language == "fr" else "fr"):
            for unit in UNITS:
                if written in map(fold, (*(unit.en if language == "en" else unit.fr), *unit.short)):
                    return unit
        return None

    # --- sentences ---------------------------------------------------------------------------------------

    def deadline(self, parts: list[Any]) -> Statement:
        self._told_once(parts)
        return self._deadline(merged(parts))

    def _told_once(self, parts: list[Any]) -> None:
        """ "By Friday at noon, before 10:00" has two hours."""
        clocks = [part["_clock"] for part in parts if isinstance(part, dict) and "_clock" in part]
        for second in clocks[1:]:
            self.refuse(second, "la fin de la phrase" if self._language == "fr" else "the end of the sentence")

    def _deadline(self, said: Fields) -> Statement:
        said = _until(said)
        if said.get("_end") and said.get("clock") is None:
            said["strict"] = False
        own = {key: said.pop(key) for key in _RECURRENCE if key in said}
        return _statement(Kind.DEADLINE, {**said, "recurrence": Recurrence(**own)})

    def lead_time(self, parts: list[Any]) -> Statement:
        self._told_once(parts)
        return self._lead(merged(parts))

    def _lead(self, said: Fields) -> Statement:
        duration, clock = said["duration"], said.get("_clock")
        if clock is not None and duration.unit in _CLOCK_UNITS:
            self.refuse(clock, "« jours »" if self._language == "fr" else "“days”")
        said = said if said.get("strict") and clock is None else _until(said)
        return _statement(Kind.SHARE if "share" in said else Kind.LEAD_TIME, said)

    def capped(self, parts: list[Any]) -> Statement:
        """At most 2 working days; at most 48 hours after the request."""
        said = merged(parts)
        if counts := numbers(parts):
            token = next(part for part in parts if isinstance(part, Token) and part.type.startswith("WORK_"))
            said["duration"] = self._timed(counts[0], token)
        else:
            said = {**merged([part for part in parts if part not in amounts(parts)])}
            said["duration"] = self._elapsed(amounts(parts)[0], said["_since"])
        return self._lead(said)

    def _elapsed(self, amount: Fields, since: Token) -> Duration:
        units = {unit.value: unit for unit in Unit}
        if amount.get("unit") not in units:
            self.refuse(since, "« jours », « heures »" if self._language == "fr" else "“days”, “hours”")
        number, unit = Number(amount["number"], amount["_number"]), units[amount["unit"]]
        if unit is Unit.HOUR:
            return self._hours(number, unit, working=False)
        return Duration(number=self._long(number), unit=unit)

    def threshold(self, parts: list[Any]) -> Statement:
        return _statement(Kind.THRESHOLD, merged(parts))

    def share(self, parts: list[Any]) -> Statement:
        self._told_once(parts)
        said = merged(parts)
        if "duration" in said:
            return self._lead(said)
        if "every" in said:
            return self._deadline(said)
        if said["clock"] is None:
            self.refuse(said["_clock"], "une heure" if self._language == "fr" else "a time")
        return _statement(Kind.SHARE, said)

    def yes_no(self, parts: list[Any]) -> Statement:
        return _statement(Kind.YES_NO, merged(parts))

    def start(self, parts: list[Statement]) -> Statement:
        return parts[0]


def _statement(kind: Kind, said: Fields) -> Statement:
    return Statement(kind=kind, **{key: value for key, value in said.items() if not key.startswith("_")})


def _until(said: Fields) -> Fields:
    """ "Before midnight" is until the end of the day, which is what no clock time means."""
    whole_day = "_clock" in said and said["clock"] is None
    return {**said, "strict": False} if whole_day else said


def _counted_in(amount: Fields) -> tuple[Any, ...]:
    return tuple(amount[key] for key in ("unit", "noun_fr", "out_of") if key in amount)


def _bounds(amount: Fields, end: str, **more: Any) -> Fields:
    words = {key: amount[key] for key in ("unit", "noun_fr", "noun_en", "out_of") if key in amount}
    return {"bounds": Bounds(**{end: amount["number"]}, **words, **more)}
