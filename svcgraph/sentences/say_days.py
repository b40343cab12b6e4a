"""Prints which days a deadline recurs on: "tous les lundis", "the 1st and 3rd Monday of the month"."""

from __future__ import annotations

from svcgraph.domain.objective import DayKind, Every, Recurrence
from svcgraph.sentences.words import MONTHS, WEEKDAYS

DAYS = {
    "fr": {DayKind.CALENDAR: "jour", DayKind.WORKING: "jour ouvré", DayKind.BUSINESS: "jour ouvrable"},
    "en": {DayKind.CALENDAR: "day", DayKind.WORKING: "working day", DayKind.BUSINESS: "business day"},
}
_PERIODS = {
    "fr": {
        Every.WEEK: "de la semaine",
        Every.MONTH: "du mois",
        Every.QUARTER: "du trimestre",
        Every.HALF_YEAR: "du semestre",
        Every.YEAR: "de l'année",
    },
    "en": {
        Every.WEEK: "of the week",
        Every.MONTH: "of the month",
        Every.QUARTER: "of the quarter",
        Every.HALF_YEAR: "of the half-year",
        Every.YEAR: "of the year",
    },
}
_LAST_RANKS = {"fr": {-1: "dernier", -2: "avant-dernier"}, "en": {-1: "last", -2: "last but one"}}


def recurrence_words(recurrence: Recurrence, language: str) -> str:
    """Which days: "tous les lundis", "the 5th working day of the month"."""
    if recurrence.ordinal is None:
        return (_every_en if language == "en" else _every_fr)(recurrence)
    by_date = min(recurrence.ordinal, *recurrence.also_ranks, recurrence.ordinal) > 0
    if recurrence.weekday is None and recurrence.day_kind is DayKind.CALENDAR and by_date:
        return _date(recurrence, language)
    return f"{_ranks(recurrence, language)} {_day(recurrence, language)} {_period(recurrence, language)}"


def _ranks(recurrence: Recurrence, language: str) -> str:
    """The 1st and 3rd; le 1er et le 3e, l'avant-dernier."""
    ranks = [_rank(ordinal, language) for ordinal in (recurrence.ordinal or 1, *recurrence.also_ranks)]
    if language == "en":
        return f"the {_enumerated(ranks, 'and')}"
    return _enumerated([f"l'{rank}" if rank.startswith("a") else f"le {rank}" for rank in ranks], "et")


def _every_fr(recurrence: Recurrence) -> str:
    if recurrence.every is not Every.WEEK:
        return f"chaque {DAYS['fr'][recurrence.day_kind]}"
    weekdays = _weekdays(recurrence, "fr")
    if not weekdays:
        return f"toutes les {recurrence.interval} semaines"
    if _is_run(recurrence):
        return f"du {weekdays[0]} au {weekdays[-1]}"
    if recurrence.interval == 1:
        return f"tous les {_enumerated([f'{name}s' for name in weekdays], 'et')}"
    if recurrence.interval == 2 and len(weekdays) == 1:
        return f"un {weekdays[0]} sur deux"
    return f"toutes les {recurrence.interval} semaines le {_enumerated(weekdays, 'et')}"


def _every_en(recurrence: Recurrence) -> str:
    if recurrence.every is not Every.WEEK:
        return f"every {DAYS['en'][recurrence.day_kind]}"
    if _is_run(recurrence):
        names = _weekdays(recurrence, "en")
        return f"from {names[0]} to {names[-1]}"
    weekdays = _enumerated(_weekdays(recurrence, "en"), "and")
    if not weekdays:
        return f"every {recurrence.interval} weeks"
    if recurrence.interval == 2 and not recurrence.also:
        return f"every other {weekdays}"
    return f"every {weekdays}" if recurrence.interval == 1 else f"every {recurrence.interval} weeks on {weekdays}"


def _is_run(recurrence: Recurrence) -> bool:
    """From Monday to Friday: three weekdays or more, one after the other."""
    first, count = recurrence.weekday, len(recurrence.also)
    return first is not None and count > 1 and recurrence.interval == 1 and recurrence.also[-1] - first == count


def _weekdays(recurrence: Recurrence, language: str) -> list[str]:
    days = () if recurrence.weekday is None else (recurrence.weekday, *recurrence.also)
    return [WEEKDAYS[language][day] for day in days]


def _enumerated(words: list[str], and_: str) -> str:
    """A, B and C"""
    return f" {and_} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _date(recurrence: Recurrence, language: str) -> str:
    """The 15th of the month; 31 January."""
    rank = recurrence.ordinal or 1
    if language == "en":
        if recurrence.month:
            return f"{rank} {MONTHS['en'][recurrence.month - 1]}"
        return f"{_ranks(recurrence, 'en')} {_PERIODS['en'][recurrence.every]}"
    number = "1er" if rank == 1 else str(rank)
    if recurrence.month:
        return f"le {number} {MONTHS['fr'][recurrence.month - 1]}"
    numbers = [number, *map(str, recurrence.also_ranks)]
    return f"{_enumerated([f'le {one}' for one in numbers], 'et')} {_PERIODS['fr'][recurrence.every]}"


def _day(recurrence: Recurrence, language: str) -> str:
    if recurrence.weekday is not None:
        return WEEKDAYS[language][recurrence.weekday]
    return DAYS[language][recurrence.day_kind]


def _period(recurrence: Recurrence, language: str) -> str:
    if not recurrence.month:
        return _PERIODS[language][recurrence.every]
    month = MONTHS[language][recurrence.month - 1]
    if language == "en":
        return f"of {month}"
    return f"d'{month}" if month[0] in "ao" else f"de {month}"


def _rank(ordinal: int, language: str) -> str:
    if ordinal < 0:
        return _LAST_RANKS[language][ordinal]
    if language == "fr":
        return "1er" if ordinal == 1 else f"{ordinal}e"
    ending = "th" if 10 < ordinal % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}"
