"""Whether one objective asks for more than another: two normal forms compared, part by part.

A part that asks for more and another that asks for less, or things that are not of one kind: cannot be compared.
"""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from fractions import Fraction
from math import inf

from svcgraph.domain.attainment import Alert
from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit


class Effect(StrEnum):
    """What a change does to a promise."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    UNCLEAR = "cannot be compared"
    NONE = "no effect"


def combined(*effects: Effect) -> Effect:
    """The effect of several parts together."""
    told = {effect for effect in effects if effect is not Effect.NONE}
    if not told:
        return Effect.NONE
    return told.pop() if len(told) == 1 else Effect.UNCLEAR


def more(before: Fraction | float | tuple[object, ...], after: Fraction | float | tuple[object, ...]) -> Effect:
    """The higher, the stronger; tuples compare as Python orders them."""
    if after == before:
        return Effect.NONE
    return Effect.STRONGER if after > before else Effect.WEAKER  # type: ignore[operator]


def of_statements(before: Statement, after: Statement) -> Effect:
    """What replacing objective ``before`` by ``after`` does to the promise."""
    if _kind(before) is not _kind(after):
        return Effect.UNCLEAR
    share = more(_share(before), _share(after))
    return combined(share, _PARTS[_kind(before)](before, after))


def _kind(statement: Statement) -> Kind:
    """A share of cases within a lead time is a lead time that is kept in that share of cases."""
    within = statement.kind is Kind.SHARE and statement.duration is not None
    return Kind.LEAD_TIME if within else statement.kind


def _share(statement: Statement) -> Fraction:
    return Fraction(1) if statement.share is None else statement.share


def _deadline(before: Statement, after: Statement) -> Effect:
    days = _days(before.recurrence or Recurrence(every=Every.DAY), after.recurrence or Recurrence(every=Every.DAY))
    return combined(days, _clock(before, after))


def _clock(before: Statement, after: Statement) -> Effect:
    """An earlier clock is stronger; "before 10:00" is stronger than "by 10:00"."""
    return more(_moment(after), _moment(before))


def _moment(statement: Statement) -> tuple[object, ...]:
    whole = time.min if statement.strict else time.max
    return (statement.clock or whole, not statement.strict)


_FREQUENT = (Every.YEAR, Every.HALF_YEAR, Every.QUARTER, Every.MONTH, Every.WEEK, Every.DAY)


def _days(before: Recurrence, after: Recurrence) -> Effect:
    if before == after:
        return Effect.NONE
    if (before.every, before.month, before.day_kind) != (after.every, after.month, after.day_kind):
        often = _FREQUENT.index(before.every), _FREQUENT.index(after.every)
        return Effect.UNCLEAR if before.month or after.month or often[0] == often[1] else more(*often)
    if before.ordinal is None or after.ordinal is None:
        weekly = before.ordinal is after.ordinal and None not in (before.weekday, after.weekday)
        weekly = weekly and before.also == after.also
        return _weekly(before, after) if weekly else Effect.UNCLEAR
    if (
        before.also_ranks != after.also_ranks
        or before.weekday != after.weekday
        or (before.ordinal < 0) != (after.ordinal < 0)
    ):
        return Effect.UNCLEAR
    return more(after.ordinal, before.ordinal)  # an earlier day


def _weekly(before: Recurrence, after: Recurrence) -> Effect:
    """More often, or earlier in the week."""
    return combined(more(after.interval, before.interval), more(after.weekday or 0, before.weekday or 0))


def _lead_time(before: Statement, after: Statement) -> Effect:
    if (before.since_fr, before.since_en) != (after.since_fr, after.since_en):
        return Effect.UNCLEAR
    if before.duration is None or after.duration is None:
        return Effect.UNCLEAR
    return combined(_durations(before.duration, after.duration), _clock(before, after))


_DAYS = (DayKind.CALENDAR, DayKind.BUSINESS, DayKind.WORKING)  # so many of these last longer and longer


def _durations(before: Duration, after: Duration) -> Effect:
    """A shorter lead time is stronger, where one is shorter on every calendar."""
    if before == after:
        return Effect.NONE
    if before.unit is after.unit is Unit.DAY:
        kinds = more(_DAYS.index(after.day_kind), _DAYS.index(before.day_kind))
        return combined(more(after.number, before.number), kinds)
    if before.working == after.working and None not in (_minutes(before), _minutes(after)):
        return more(_minutes(after) or 0, _minutes(before) or 0)
    (low, high), (new_low, new_high) = _hours(before), _hours(after)
    if new_high <= low:
        return Effect.STRONGER
    return Effect.WEAKER if high <= new_low else Effect.UNCLEAR


def _minutes(duration: Duration) -> int | None:
    return {Unit.MINUTE: duration.number, Unit.HOUR: duration.number * 60}.get(duration.unit)


def _hours(duration: Duration) -> tuple[float, float]:
    """The least and the most hours that it can last; days last until the end of the last one."""
    number = duration.number
    if (minutes := _minutes(duration)) is not None:
        return minutes / 60, inf if duration.working else minutes / 60
    if duration.unit is Unit.MONTH:
        return number * 28 * 24, (number * 31 + 1) * 24
    days = number * 7 if duration.unit is Unit.WEEK else number
    exact = duration.unit is Unit.WEEK or duration.day_kind is DayKind.CALENDAR
    return days * 24, (days + 1) * 24 if exact else inf


def _threshold(before: Statement, after: Statement) -> Effect:
    old, new = before.bounds or Bounds(), after.bounds or Bounds()
    if (old.unit, old.noun_fr, old.noun_en, old.out_of) != (new.unit, new.noun_fr, new.noun_en, new.out_of):
        return Effect.UNCLEAR
    low = more(_low(old), _low(new))
    return combined(low, more(_high(old), _high(new)))


def _low(bounds: Bounds) -> tuple[object, ...]:
    return (-inf if bounds.low is None else bounds.low, bounds.low_strict)


def _high(bounds: Bounds) -> tuple[object, ...]:
    return (-inf if bounds.high is None else -bounds.high, bounds.high_strict)


def _yes_no(before: Statement, after: Statement) -> Effect:
    same = (before.subject_fr, before.subject_en, before.expected) == (
        after.subject_fr,
        after.subject_en,
        after.expected,
    )
    return Effect.NONE if same else Effect.UNCLEAR


_PARTS = {
    Kind.DEADLINE: _deadline,
    Kind.LEAD_TIME: _lead_time,
    Kind.THRESHOLD: _threshold,
    Kind.SHARE: _clock,
    Kind.YES_NO: _yes_no,
}


def of_alerts(before: Alert | None, after: Alert | None, objective: Statement | None) -> Effect:
    """What another alert level does: missed begins earlier is stronger. None is "nothing written"."""
    if before == after:
        return Effect.NONE
    if before is None or after is None:
        return Effect.UNCLEAR
    if before.misses is not None and after.misses is not None:
        return combined(more(after.misses, before.misses), more(_months(before), _months(after)))
    if before.misses == 0 or after.misses == 0:  # no margin at all is the strongest
        return Effect.STRONGER if after.misses == 0 else Effect.WEAKER
    if before.level is None or after.level is None or (before.unit, before.noun) != (after.unit, after.noun):
        return Effect.UNCLEAR
    at_most = bool(objective and objective.bounds and objective.bounds.high is not None)
    if at_most and objective and objective.bounds and objective.bounds.low is not None:
        return Effect.UNCLEAR
    return more(after.level, before.level) if at_most else more(before.level, after.level)


def _months(alert: Alert) -> int:
    """Misses are allowed per so many months; of none at all, it does not matter."""
    return alert.months if alert.misses else 0
