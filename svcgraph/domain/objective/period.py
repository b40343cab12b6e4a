"""Periods: months, quarters, years; the last closed ones as of a day; what people type for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import Every
from svcgraph.domain.objective.calendar import add_months
from svcgraph.domain.organisation import Frequency

DAY = timedelta(days=1)
CLOSED_MONTHS = 3  # reports look at the last three closed months (`4-attainment`)
MOST_MONTHS = 12  # a window with too few occurrences grows up to this

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[qt](\d)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_LAST = {"last-month": 1, "last-quarter": 3, "last-year": 12}


def month(day: date) -> Period:
    """The month in which ``day`` lies."""
    first = day.replace(day=1)
    return Period(first=first, last=add_months(first, 1) - DAY)


def months_of(period: Period) -> int:
    """How many months ``period`` touches."""
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def closed_months(as_of: date, number: int = CLOSED_MONTHS) -> Period:
    """The last ``number`` months that are over at the end of ``as_of``."""
    after = (as_of + DAY).replace(day=1)  # first day of the first month that is not closed
    return Period(first=add_months(after, -number), last=after - DAY)


def running_month(as_of: date) -> Period:
    """The month that is not over at the end of ``as_of``."""
    return month(as_of + DAY)


def split(period: Period, every: Every) -> Iterator[Period]:
    """The calendar weeks, months, quarters or years that touch ``period``, whole, in order."""
    current = around(period.first, every)
    while current.first <= period.last:
        yield current
        current = around(current.last + DAY, every)


def around(day: date, every: Every) -> Period:
    """The day, week (Monday first), month, quarter, half-year or year around ``day``."""
    if every is Every.DAY:
        return Period(first=day, last=day)
    if every is Every.WEEK:
        monday = day - day.weekday() * DAY
        return Period(first=monday, last=monday + 6 * DAY)
    size = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}[every]
    first = date(day.year, (day.month - 1) // size * size + 1, 1)
    return Period(first=first, last=add_months(first, size) - DAY)


def rhythm(frequency: Frequency | None) -> Every:
    """The period of a measure's frequency; a month unless another is given (`7-rulings`)."""
    rhythms = {
        Frequency.DAILY: Every.DAY,
        Frequency.WEEKLY: Every.WEEK,
        Frequency.QUARTERLY: Every.QUARTER,
        Frequency.HALF_YEARLY: Every.HALF_YEAR,
        Frequency.YEARLY: Every.YEAR,
    }
    return rhythms.get(frequency, Every.MONTH) if frequency else Every.MONTH


def parse_period(text: str, as_of: date | None = None) -> Period:
    """``2026-10``, ``2026-Q3``, ``2026``, ``2026-10-05``, ``2026-08..2026-10``, ``last-month``.

    The ``last-…`` words need ``as_of`` and mean closed months. Raises ValueError for anything else.
    """
    text = text.strip().lower()
    if text in _LAST and as_of is not None:
        return closed_months(as_of, _LAST[text])
    begins, dots, ends = text.partition("..")
    period = _named(begins)
    if dots:
        period = Period(first=period.first, last=_named(ends).last)
    if period.first > period.last:
        raise ValueError(f"{text}: the period ends before it begins")
    return period


def _named(text: str) -> Period:
    if said := _MONTH.fullmatch(text):
        return month(date(int(said[1]), int(said[2]), 1))
    if (said := _QUARTER.fullmatch(text)) and 1 <= int(said[2]) <= 4:
        return around(date(int(said[1]), int(said[2]) * 3, 1), Every.QUARTER)
    if _YEAR.fullmatch(text):
        return around(date(int(text), 1, 1), Every.YEAR)
    day = date.fromisoformat(text)
    return Period(first=day, last=day)


def back(period: Period, number: int) -> tuple[Period, ...]:
    """The last ``number`` periods of the same length, oldest first, of which ``period`` is the last.

    Of months, quarters, half-years and years; of anything else, and of several months that are none of these, months.
    """
    every = next((one for one in (Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR) if _is(period, one)), None)
    found = [around(period.last, every or Every.MONTH)]
    while len(found) < number:
        found.append(around(found[-1].first - DAY, every or Every.MONTH))
    return tuple(reversed(found))


def _is(period: Period, every: Every) -> bool:
    return around(period.first, every) == period
