"""Which days a sentence names, from the tree of the grammar. One method per rule, for both languages."""

from __future__ import annotations

from typing import Any

from lark import Token

from svcgraph.domain.objective import DayKind, Every
from svcgraph.sentences.lexemes import LARGEST_RANK, Fields, Lexemes, Number
from svcgraph.sentences.parts import is_word, merged, numbers

LARGEST_INTERVAL = 53  # weeks

_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FORTNIGHT = {"fr": (14, 15), "en": (14,)}  # "tous les 15 jours" is every second week


class Days(Lexemes):
    """Rules of recurring deadlines: which days; until when is said elsewhere (`build`)."""

    def weekdays(self, parts: list[Any]) -> Fields:
        days = [day for part in parts if isinstance(part, dict) for day in part["days"]]
        return {"days": tuple(days)}

    def when(self, parts: list[Any]) -> Fields:
        return merged(parts)

    on_weekdays = weekdays
    on_weekday = weekdays

    def every_weekday(self, parts: list[Any]) -> Fields:
        return {"every": Every.WEEK, **_days(merged(parts)["days"])}

    def from_to(self, parts: list[Any]) -> Fields:
        first, last = (part["days"][0] for part in parts if isinstance(part, dict) and "days" in part)
        if first >= last:
            token = next(part for part in parts if is_word(part, "TO"))
            self.refuse(token, "lundi … dimanche" if self._language == "fr" else "Monday … Sunday")
        return {"every": Every.WEEK, **_days(tuple(range(first, last + 1)))}

    def every_day(self, parts: list[Any]) -> Fields:
        return {"every": Every.DAY, **merged(parts)}

    def one_in(self, parts: list[Any]) -> Fields:
        """Every other Monday, every 3 weeks; the weekday may be left out."""
        said = merged(parts)
        interval = said.get("interval") or self.whole(numbers(parts)[0], 1, LARGEST_INTERVAL)
        if said.get("every", Every.WEEK) is not Every.WEEK:
            self.refuse(said["_token"], "une semaine" if self._language == "fr" else "week")
        if "days" not in said and interval == 1:
            self._needs_weekday(numbers(parts)[0].token)
        return {"every": Every.WEEK, "interval": interval, **_days(said.get("days", ()))}

    def every_days(self, parts: list[Any]) -> Fields:
        """ "Tous les 15 jours" is every second week; other numbers of days are no rhythm of a working week."""
        said, (number,) = merged(parts), numbers(parts)
        if said["day_kind"] is not DayKind.CALENDAR or number.value not in _FORTNIGHT[self._language]:
            self.refuse(number.token, "« toutes les 2 semaines »" if self._language == "fr" else "“every 2 weeks”")
        return {"every": Every.WEEK, "interval": 2, **_days(said.get("days", ()))}

    def periodic(self, parts: list[Any]) -> Fields:
        return merged(parts)

    def once(self, parts: list[Any]) -> Fields:
        """Once a month: by its last day. The day on which a week ends is not said by "once a week"."""
        said = merged(parts)
        if said["every"] is Every.WEEK:
            self._needs_weekday(said["_token"])
        return {"every": said["every"], "ordinal": -1}

    def weekly(self, parts: list[Any]) -> Fields:
        said = merged(parts)
        if said["every"] is not Every.WEEK:
            self.refuse(said["_token"], "« semaine »" if self._language == "fr" else "“week”")
        days = _days(said.pop("days"))
        return {**said, **days}

    def inside(self, parts: list[Any]) -> Fields:
        return self._ranked(parts)

    def inside_period(self, parts: list[Any]) -> Fields:
        said = merged(parts)
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
        said = merged(parts)
        if said.get("every") is Every.WEEK:
            self.refuse(
                said["_token"],
                "« jour ouvré de la semaine »" if self._language == "fr" else "“working day of the week”",
            )
        return {"every": Every.YEAR, **said, "ordinal": -1, "_end": True}

    def rank(self, parts: list[Any]) -> Any:
        return parts[0]

    def several(self, parts: list[Any]) -> Fields:
        """The 1st and 15th: from the first to the last one, those counted from the end last."""
        ranks = {rank: token for rank, token in map(self._rank, parts) if rank}
        told = [part for part in parts if not isinstance(part, Token)]
        if len(ranks) < len(told):
            self.refuse(self._rank(told[-1])[1], "un autre rang" if self._language == "fr" else "another rank")
        first, *also = sorted(ranks, key=lambda rank: (rank < 0, rank))
        return {"ordinal": first, "also_ranks": tuple(also), "_rank": ranks[max(ranks)]}

    def _rank(self, part: object) -> tuple[int, Token]:
        """One rank of several; 0 for the words between them."""
        if isinstance(part, Number):
            return self.whole(part, 1, LARGEST_RANK), part.token
        return (part["ordinal"], part["_rank"]) if isinstance(part, dict) else (0, Token("", ""))

    def _ranked(self, parts: list[Any]) -> Fields:
        said = merged(parts)
        for number in numbers(parts):
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
        if max(said["ordinal"], *said.get("also_ranks", ()), 0) > largest:
            self.refuse(said["_rank"], f"1 … {largest}")
        return said

    def _needs_weekday(self, token: Token) -> None:
        self.refuse(token, "« chaque semaine le lundi »" if self._language == "fr" else "“every week on Monday”")


def _days(days: tuple[int, ...]) -> Fields:
    found = sorted(set(days))
    return {"weekday": found[0], "also": tuple(found[1:])} if found else {}
