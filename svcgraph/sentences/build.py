"""From the tree of a sentence to its normal form. One method per rule of the grammar, for both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Token

from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.folding import fold
from svcgraph.sentences.lexemes import (
    LARGEST_DURATION,
    LARGEST_RANK,
    Fields,
    Lexemes,
    Number,
    day_kind,
    whole_hours,
)
from svcgraph.sentences.words import UNITS

HUNDRED = Fraction(100)
LARGEST_RATIO = 10_000  # cases out of which a ratio is told
LARGEST_INTERVAL = 53  # weeks

_RECURRENCE = ("every", "interval", "weekday", "ordinal", "day_kind", "month", "also")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TIMED = {"HOURS": Unit.HOUR, "MINUTES": Unit.MINUTE, "SECONDS": Unit.SECOND, "WEEKS": Unit.WEEK, "MONTHS": Unit.MONTH}
_CLOCK_UNITS = (Unit.HOUR, Unit.MINUTE, Unit.SECOND)
_FORTNIGHT = {"fr": (14, 15), "en": (14,)}  # "tous les 15 jours" is every second week


class Builder(Lexemes):
    """Merges what each word says into a `Statement`."""

    def count(self, parts: list[Token]) -> Number:
        return Number(self.number(parts[0]), parts[0])

    quantity = count

    # --- which days --------------------------------------------------------------------------------------

    def weekdays(self, parts: list[Any]) -> Fields:
        days = [day for part in parts if isinstance(part, dict) for day in part["days"]]
        return {"days": tuple(days)}

    def when(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    on_weekdays = weekdays
    on_weekday = weekdays

    def every_weekday(self, parts: list[Any]) -> Fields:
        return {"every": Every.WEEK, **_days(_merged(parts)["days"])}

    def from_to(self, parts: list[Any]) -> Fields:
        first, last = (part["days"][0] for part in parts if isinstance(part, dict) and "days" in part)
        if first >= last:
            token = next(part for part in parts if _is(part, "TO"))
            self.refuse(token, "lundi … dimanche" if self._language == "fr" else "Monday … Sunday")
        return {"every": Every.WEEK, **_days(tuple(range(first, last + 1)))}

    def every_day(self, parts: list[Any]) -> Fields:
        return {"every": Every.DAY, **_merged(parts)}

    def one_in(self, parts: list[Any]) -> Fields:
        """Every other Monday, every 3 weeks; the weekday may be left out."""
        said = _merged(parts)
        interval = said.get("interval") or self.whole(_numbers(parts)[0], 1, LARGEST_INTERVAL)
        if said.get("every", Every.WEEK) is not Every.WEEK:
            self.refuse(said["_token"], "une semaine" if self._language == "fr" else "week")
        if "days" not in said and interval == 1:
            self._needs_weekday(_numbers(parts)[0].token)
        return {"every": Every.WEEK, "interval": interval, **_days(said.get("days", ()))}

    def every_days(self, parts: list[Any]) -> Fields:
        """ "Tous les 15 jours" is every second week; other numbers of days are no rhythm of a working week."""
        said, (number,) = _merged(parts), _numbers(parts)
        if said["day_kind"] is not DayKind.CALENDAR or number.value not in _FORTNIGHT[self._language]:
            self.refuse(number.token, "« toutes les 2 semaines »" if self._language == "fr" else "“every 2 weeks”")
        return {"every": Every.WEEK, "interval": 2, **_days(said.get("days", ()))}

    def periodic(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    def once(self, parts: list[Any]) -> Fields:
        """Once a month: by its last day. The day on which a week ends is not said by "once a week"."""
        said = _merged(parts)
        if said["every"] is Every.WEEK:
            self._needs_weekday(said["_token"])
        return {"every": said["every"], "ordinal": -1}

    def weekly(self, parts: list[Any]) -> Fields:
        said = _merged(parts)
        if said["every"] is not Every.WEEK:
            self.refuse(said["_token"], "« semaine »" if self._language == "fr" else "“week”")
        days = _days(said.pop("days"))
        return {**said, **days}

    def inside(self, parts: list[Any]) -> Fields:
        return self._ranked(parts)

    def inside_period(self, parts: list[Any]) -> Fields:
        said = _merged(parts)
        named = {"day_kind", "weekday", "month"} & said.keys()
        if ("month" in said and said["every"] is not Every.YEAR) or (not named and said["every"] is not Every.MONTH):
            self.refuse(said["_token"], "« mois »" if self._language == "fr" else "“month”")
        return self._checked(said)

    def of_period(self, parts: list[Any]) -> Fields:
        return self._checked(self._ranked(parts))

    date_of_period = of_period

    def of_month(self, parts: list[Any]) -> Fields:
        """The last working day of November: every year."""
        return self._checked({**self._ranked(parts), "every": Every.YEAR})

    date_of_year = of_month

    def end_reference(self, parts: list[Any]) -> Fields:
        """ "Before the end of the month" is by its last day; "before" a day excludes that day."""
        said = _merged(parts)
        if said.get("every") is Every.WEEK:
            self.refuse(
                said["_token"],
                "« jour ouvré de la semaine »" if self._language == "fr" else "“working day of the week”",
            )
        return {"every": Every.YEAR, **said, "ordinal": -1, "_end": True}

    def _ranked(self, parts: list[Any]) -> Fields:
        said = _merged(parts)
        for number in _numbers(parts):
            said |= {"ordinal": self.whole(number, 1, LARGEST_RANK), "_rank": number.token}
        if "days" in said:
            said["weekday"] = said.pop("days")[0]
        return said

    def _checked(self, said: Fields) -> Fields:
        """A rank that exists: no 31 April, no sixth Monday of a month, no eighth day of a week."""
        largest = LARGEST_RANK
        if "weekday" in said and ("month" in said or said["every"] is Every.MONTH):
            largest = 5
        elif said["every"] is Every.WEEK:
            largest = 7
        elif "month" in said:
            largest = _LONGEST_MONTHS[said["month"] - 1]
        if said["ordinal"] > largest:
            self.refuse(said["_rank"], f"1 … {largest}")
        return said

    def _needs_weekday(self, token: Token) -> None:
        self.refuse(token, "« chaque semaine le lundi »" if self._language == "fr" else "“every week on Monday”")

    # --- until when --------------------------------------------------------------------------------------

    def clock(self, parts: list[Fields]) -> Fields:
        return parts[0]

    def limit(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    time_limit = limit

    def lead(self, parts: list[Any]) -> Fields:
        return _merged(parts)

    def quicker(self, parts: list[Any]) -> Fields:
        """Less than 48 hours is a moment; less than 2 days could be 1 day or nearly 2."""
        duration = _merged(parts)["duration"]
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
            said |= {"unit": "%"} if _is(part, "PERCENT") else self._counted(part)
        return said

    def ratio(self, parts: list[Any]) -> Fields:
        of, out_of = _numbers(parts)
        whole = self.whole(out_of, 1, LARGEST_RATIO)
        return {"share": Fraction(self.whole(of, 1, whole), whole)}

    def share_of(self, parts: list[Any]) -> Fields:
        said = _merged(parts)
        for number in _numbers(parts):
            said["share"] = self._share(number)
        for part in parts:
            if _is(part, "OF_NOUN"):
                said |= self._cases(part)
        return said

    in_share = share_of

    def _cases(self, token: Token) -> Fields:
        """ "Of files": in both languages when the noun is of the closed list, else as written."""
        noun = fold(self.as_written(token)).removeprefix("des ").removeprefix("of ")
        for unit in UNITS:
            if noun == fold((unit.en if self._language == "en" else unit.fr)[1]):
                return {"cases_fr": f"des {unit.fr[1]}", "cases_en": f"of {unit.en[1]}"}
        return {"cases_fr": self.as_written(token), "cases_en": self.as_written(token)}

    def at_least(self, parts: list[Any]) -> Fields:
        return _bounds(_amounts(parts)[0], "low")

    def at_most(self, parts: list[Any]) -> Fields:
        return _bounds(_amounts(parts)[0], "high")

    def more_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "low", low_strict=True)

    def less_than(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high", high_strict=True)

    def exactly(self, parts: list[Any]) -> Fields:
        return _bounds(parts[-1], "high", low=parts[-1]["number"])

    def between(self, parts: list[Any]) -> Fields:
        low, high = _amounts(parts)
        if low["number"] > high["number"]:
            self.refuse(low["_number"], f"≤ {float(high['number']):g}")
        if _counted_in(low) not in ((), _counted_in(high)):
            self.refuse(low["_number"], self.as_written(high["_number"]))
        return _bounds(high, "high", low=low["number"])

    def none(self, parts: list[Any]) -> Fields:
        said = {"unit": "%"} if any(_is(part, "PERCENT") for part in parts) else {}
        if not _is(parts[-1], "PERCENT"):
            said |= self._counted(parts[-1])
        return _bounds({"number": Fraction(0), **said}, "high")

    def _share(self, number: Number) -> Fraction:
        if not 0 < number.value <= HUNDRED:
            self.refuse(number.token, "0 … 100")
        return number.value / HUNDRED

    def _counted(self, token: Token) -> Fields:
        """A unit of the closed list, else the noun as written."""
        written = self.as_written(token)
        for language in (self._language, "en" if self._language == "fr" else "fr"):
            for unit in UNITS:
                if fold(written) in map(fold, (*(unit.en if language == "en" else unit.fr), *unit.short)):
                    return {"unit": unit.key}
        return {"noun_fr": written, "noun_en": written}

    # --- sentences ---------------------------------------------------------------------------------------

    def deadline(self, parts: list[Any]) -> Statement:
        self._told_once(parts)
        return self._deadline(_merged(parts))

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
        return self._lead(_merged(parts))

    def _lead(self, said: Fields) -> Statement:
        duration, clock = said["duration"], said.get("_clock")
        if clock is not None and duration.unit in _CLOCK_UNITS:
            self.refuse(clock, "« jours »" if self._language == "fr" else "“days”")
        said = said if said.get("strict") and clock is None else _until(said)
        return _statement(Kind.SHARE if "share" in said else Kind.LEAD_TIME, said)

    def capped(self, parts: list[Any]) -> Statement:
        """At most 2 working days; at most 48 hours after the request."""
        said = _merged(parts)
        if numbers := _numbers(parts):
            token = next(part for part in parts if isinstance(part, Token) and part.type.startswith("WORK_"))
            said["duration"] = self._timed(numbers[0], token)
        else:
            said = {**_merged([part for part in parts if part not in _amounts(parts)])}
            said["duration"] = self._elapsed(_amounts(parts)[0], said["_since"])
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
        return _statement(Kind.THRESHOLD, _merged(parts))

    def share(self, parts: list[Any]) -> Statement:
        self._told_once(parts)
        said = _merged(parts)
        if "duration" in said:
            return self._lead(said)
        if "every" in said:
            return self._deadline(said)
        if said["clock"] is None:
            self.refuse(said["_clock"], "une heure" if self._language == "fr" else "a time")
        return _statement(Kind.SHARE, said)

    def yes_no(self, parts: list[Any]) -> Statement:
        return _statement(Kind.YES_NO, _merged(parts))

    def start(self, parts: list[Statement]) -> Statement:
        return parts[0]


def _statement(kind: Kind, said: Fields) -> Statement:
    return Statement(kind=kind, **{key: value for key, value in said.items() if not key.startswith("_")})


def _until(said: Fields) -> Fields:
    """ "Before midnight" is until the end of the day, which is what no clock time means."""
    whole_day = "_clock" in said and said["clock"] is None
    return {**said, "strict": False} if whole_day else said


def _days(days: tuple[int, ...]) -> Fields:
    found = sorted(set(days))
    return {"weekday": found[0], "also": tuple(found[1:])} if found else {}


def _merged(parts: list[Any]) -> Fields:
    merged: Fields = {}
    for part in parts:
        if isinstance(part, dict):
            merged |= part
    return merged


def _numbers(parts: list[Any]) -> list[Number]:
    return [part for part in parts if isinstance(part, Number)]


def _amounts(parts: list[Any]) -> list[Fields]:
    return [part for part in parts if isinstance(part, dict) and "number" in part]


def _is(part: object, terminal: str) -> bool:
    return isinstance(part, Token) and part.type == terminal


def _counted_in(amount: Fields) -> tuple[Any, ...]:
    return tuple(amount[key] for key in ("unit", "noun_fr") if key in amount)


def _bounds(amount: Fields, end: str, **more: Any) -> Fields:
    words = {key: amount[key] for key in ("unit", "noun_fr", "noun_en") if key in amount}
    return {"bounds": Bounds(**{end: amount["number"]}, **words, **more)}
