"""Dates and periods as a picture prints them, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta

from svcgraph.domain.attainment import Attainment, Period
from svcgraph.i18n import Words


def day(value: date, words: Words) -> str:
    """« 1er novembre 2026 », “1 November 2026”."""
    from babel.dates import format_date

    text = format_date(value, "d MMMM y", locale="fr" if words.language == "fr" else "en_GB")
    return f"1er{text[1:]}" if words.language == "fr" and value.day == 1 else text


def last_day(end: date | None) -> date | None:
    """What people call the end of a contract, whose ``end`` is the first day on which it binds no longer."""
    return end and end - timedelta(days=1)


def period(value: Period, words: Words) -> str:
    """First to last day, with what it is."""
    first, last = day(value.first, words), day(value.last, words)
    return words("Period judged: {first} to {last}", first=first, last=last)


def dated(attainment: Attainment | None, as_of: date | None, words: Words) -> str:
    """The period judged and the date of the data; without attainment the date alone, else nothing."""
    today = attainment.as_of if attainment else as_of
    known = words("Data as of {day}", day=day(today, words)) if today else ""
    judged = period(attainment.period, words) if attainment else ""
    return " · ".join(filter(None, (judged, known)))
