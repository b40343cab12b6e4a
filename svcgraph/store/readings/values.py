"""The values in a cell of a readings file: dates, moments, periods, numbers, yes or no, as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from functools import lru_cache

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.period import month, parse_period
from svcgraph.sentences.folding import composed, fold

YES = frozenset({"oui", "yes", "vrai", "true", "o", "y"})
NO = frozenset({"non", "no", "faux", "false", "n"})
NOT_DELIVERED = frozenset({"non remis", "non remise", "pas remis", "not delivered", "non livre", "non livree"})
LONGEST_NUMBER = 30  # characters

_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_CLOCK = re.compile(r"(\d{1,2}) *[:h] *(\d{2})?(?::(\d{2})(?:\.\d+)?)?")
_MEASURE = re.compile(r"([+-]?\d[\d\s.,]*)([^\W\d_][^\d]{0,39}|[%°€$][^\d]{0,9})?")  # and its unit
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d{1,6})?|[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d{1,6})?")


@lru_cache(maxsize=8192)
def words(cell: str) -> str:
    """A cell as its words are compared: folded, one blank."""
    return " ".join(fold(composed(cell)).split())


def day(cell: str) -> date:
    """ISO or dd/mm/yyyy. Raises ValueError."""
    said = _DAY.fullmatch(cell.strip())
    return date(int(said[3]), int(said[2]), int(said[1])) if said else date.fromisoformat(cell.strip())


@lru_cache(maxsize=8192)
def span(cell: str) -> Period:
    """A nominal date or a period: 2026-08-10, 10/08/2026, 2026-08, 08/2026, 2026-Q3, T3 2026, 2026."""
    text = cell.strip()
    if said := _MONTH.fullmatch(text):
        return month(date(int(said[2]), int(said[1]), 1))
    if said := re.fullmatch(r"[QTqt](\d)[ -](\d{4})", text):
        text = f"{said[2]}-Q{said[1]}"
    if _DAY.fullmatch(text):
        return Period(first=day(text), last=day(text))
    return parse_period(text)


def moment(cell: str, calendar: WorkCalendar) -> datetime:
    """``2026-03-02T09:35``, ``02/03/2026 09:35``, ``02/03/2026 9 h 35``, with an offset or in workspace time."""
    if _ISO.fullmatch(cell):
        return calendar.local(datetime.fromisoformat(cell))
    text = " ".join(cell.split())
    if re.search(r"\d{4}-\d{2}-\d{2}[T ]", text) and not text.count("h"):
        return calendar.local(datetime.fromisoformat(text))
    date_part, _, clock_part = text.partition("T" if "T" in text else " ")
    said = _CLOCK.fullmatch(clock_part.strip())
    if not said:
        raise ValueError(f"{cell}: no time of day")
    clock = time(int(said[1]), int(said[2] or 0), int(said[3] or 0))
    return calendar.moment(day(date_part), clock)


@lru_cache(maxsize=8192)
def number(cell: str) -> Fraction:
    """98,5 or 98.5 or 10 000, a % sign after it or not; at most six decimals. Raises ValueError."""
    text = words(cell).removesuffix("%").strip()
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise ValueError(f"{cell}: no number")
    return Fraction(text.replace(" ", "").replace(",", "."))


def measure(cell: str) -> tuple[Fraction, str]:
    """A number and the unit behind it: ``21,5 °C``, ``98 %``, ``3 erreurs``. Raises ValueError."""
    said = _MEASURE.fullmatch(cell.strip())
    if not said:
        raise ValueError(f"{cell}: no number")
    return number(said[1]), (said[2] or "").strip()


def unit(cell: str) -> str:
    """The unit behind the number of `measure`; "" without one, or where there is no number."""
    said = _MEASURE.fullmatch(cell.strip())
    return (said[2] or "").strip() if said else ""


def answer(cell: str) -> bool:
    """Yes or no. Raises ValueError."""
    word = words(cell)
    if word not in YES | NO:
        raise ValueError(f"{cell}: neither yes nor no")
    return word in YES


def cases(cell: str) -> int:
    """A number of cases: whole, not negative. Raises ValueError."""
    said = number(cell)
    if said.denominator != 1 or said < 0:
        raise ValueError(f"{cell}: no whole number")
    return int(said)
