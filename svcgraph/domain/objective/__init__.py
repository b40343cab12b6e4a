"""Objectives in one normal form, whatever sentence they were written as (`4-attainment`).

The sentence itself, in French or English, is read and printed by `svcgraph.sentences`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    DEADLINE = "deadline"
    LEAD_TIME = "lead_time"
    THRESHOLD = "threshold"
    SHARE = "share"  # a share of cases within a lead time, or of the time before a deadline
    YES_NO = "yes_no"


class DayKind(StrEnum):
    """*jour*, *jour ouvré*, *jour ouvrable*: three words, never mixed."""

    CALENDAR = "calendar"
    WORKING = "working"  # ouvré
    BUSINESS = "business"  # ouvrable: Monday to Saturday


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Unit(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Which days: every ``interval`` weeks on ``weekday``, the ``ordinal``-th working day of the month…

    ``ordinal`` counts from the end when negative (-1: last). ``month`` 1-12 narrows "of November". ``also`` are
    further weekdays, in order, after ``weekday``. Every second, third… week without a weekday: on the weekday of
    the day from which the weeks are counted (see `occurrences`).
    """

    every: Every
    interval: int = 1
    weekday: int | None = None  # Monday = 0
    ordinal: int | None = None
    day_kind: DayKind = DayKind.CALENDAR
    month: int | None = None
    also: tuple[int, ...] = ()  # "every Monday and Thursday"
    also_ranks: tuple[int, ...] = ()  # "the 1st and 15th": after ``ordinal``, those from the end last


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """``working`` hours are counted in working time; days by their kind; months by the calendar."""

    number: int
    unit: Unit
    day_kind: DayKind = DayKind.CALENDAR
    working: bool = False  # hours and minutes of working time


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A threshold; both ends inclusive unless said strict."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_strict: bool = False
    high_strict: bool = False
    unit: str = ""  # key of the closed bilingual list: "%", "error", "°C"…; else the noun as written
    noun_fr: str = ""
    noun_en: str = ""
    out_of: int = 0  # the best mark there is, for "4.5 out of 5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The normal form. ``share`` is the target T that the sentence states, as an exact fraction.

    A lead time in days may end at ``clock`` of its last day ("by D+1 before noon"); ``strict`` without ``clock`` is
    "in less than 48 hours".
    """

    kind: Kind
    recurrence: Recurrence | None = None
    clock: time | None = None  # None: until the end of the day, inclusive
    strict: bool = False  # "before" is strict; "at the latest", "by", "within" are not
    duration: Duration | None = None
    since_fr: str = ""  # "suivant la demande", as written
    since_en: str = ""
    bounds: Bounds | None = None
    share: Fraction | None = None
    cases_fr: str = ""  # of what it is a share, as written: "des dossiers"; "" for plain cases
    cases_en: str = ""
    subject_fr: str = ""  # yes/no: "toutes les rubriques remplies"; a threshold's: "température"
    subject_en: str = ""
    expected: bool = True  # yes/no: yes
