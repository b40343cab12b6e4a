"""The sentences about one occurrence and its readings: due when, what came of it, written where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from fractions import Fraction

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective import Kind
from svcgraph.engine.account import Account, Told
from svcgraph.engine.outcome import Outcome
from svcgraph.errors import Place
from svcgraph.i18n import Words, mark
from svcgraph.sentences.say import unit_words
from svcgraph.sentences.typography import NARROW, NO_BREAK
from svcgraph.views.attainment_words import duration, grouped, percent, period_words, round_half_up
from svcgraph.views.objective import due_words, hour_words, weekday_words

MOST_PLACES = 3  # of one occurrence, named one by one
DECIMALS = 6
AGGREGATES = {
    "last": mark("the last"),
    "mean": mark("the mean"),
    "median": mark("the median"),
    "sum": mark("the sum"),
    "min": mark("the smallest"),
    "max": mark("the largest"),
    "p95": mark("the 95th percentile"),
}


class OccurrenceWords:
    """What became of the occurrences of one objective, in one language."""

    def __init__(self, account: Account, words: Words) -> None:
        self._account, self.words = account, words
        statement = account.clause.now.statement
        self._kind = statement.kind if statement else None
        self.cases = account.case.cases

    def line(self, told: Told) -> str:
        """ "Monday 10 August 2026, before 10:00: delivered at 11:30, 1 h 30 late (cs-01.csv:25)"."""
        one = told.outcome
        said = self.words(mark("{due}: {became}"), due=self.due(one), became=self.became(one))
        told_where = [*_written(one.readings, self.words), *(self._corrected(old) for old in told.replaced)]
        return f"{said} [{'; '.join(told_where)}]" if told_where else said

    def due(self, one: Outcome) -> str:
        span = one.occurrence.span
        if span:
            return period_words(span, self.words)
        if self._kind is Kind.DEADLINE:
            return due_words(one.occurrence, self.words)
        said = mark("the delivery due on {day}")  # another clause says by when
        return self.words(said, day=weekday_words(one.occurrence.day, self.words))

    def became(self, one: Outcome) -> str:
        said = self._said(one)
        if not one.excused:
            return said
        why = self._excuse(one)
        return self.words(mark("{said}, but {why}"), said=said, why=why) if one.known else why

    def _said(self, one: Outcome) -> str:
        words = self.words
        if one.not_delivered:
            return words(mark("not delivered"))
        if not one.known:
            return words(mark("not due yet")) if one.open else words(mark("no reading"))
        if self.cases:
            return self._share(one)
        if one.value is not None:
            return self._measured(one)
        moment = _delivered(one.readings)
        if moment is not None and self._kind is Kind.DEADLINE:
            return self._delivery(one, moment)
        if not one.readings:
            return self._punctual(one) if self._kind is Kind.DEADLINE else self._met(one)
        answer = next((reading.answer for reading in one.readings if reading.answer is not None), None)
        said = words(mark("yes")) if answer else words(mark("no"))
        return said if answer is one.met else words(mark("{said}, {verdict}"), said=said, verdict=self._met(one))

    def _delivery(self, one: Outcome, moment: datetime) -> str:
        local = moment.astimezone(one.occurrence.due.tzinfo)
        hour = hour_words(_minute(local.time()), self.words)
        day = weekday_words(local.date(), self.words)
        same_day = local.date() == one.occurrence.day
        said = (
            self.words(mark("delivered at {hour}"), hour=hour)
            if same_day
            else self.words(mark("delivered on {day} at {hour}"), day=day, hour=hour)
        )
        return self.words(mark("{said}, {verdict}"), said=said, verdict=self._punctual(one))

    def _punctual(self, one: Outcome) -> str:
        if one.met:
            return self.words(mark("on time"))
        if not one.late:
            if not one.readings:
                return self.words(mark("late"))
            return self.words(mark("late: exactly on the hour is not before it"))
        return self.words(mark("{time} late"), time=duration(max(1, round_half_up(Fraction(one.late, 60))), self.words))

    def _share(self, one: Outcome) -> str:
        if not one.n:
            return self.words(mark("no case"))
        k, n = grouped(one.k, self.words.language), grouped(one.n, self.words.language)
        said = self.words(mark("{k} of {n} cases"), k=k, n=n)
        return f"{said} ({percent(Fraction(one.k, one.n), self.words.language)})" if self._enough(one.n) else said

    def _enough(self, n: int) -> bool:
        return n >= self._account.clause.minimum_sample

    def _measured(self, one: Outcome) -> str:
        value = amount_words(one.value or Fraction(0), self._unit(), self.words.language)
        many = sum(reading.value is not None for reading in one.readings)
        if many > 1:
            how = self.words(AGGREGATES[self._account.clause.now.aggregate])
            value = self.words(mark("{value} ({how} of {n})"), value=value, how=how, n=many)
        return self.words(mark("{said}, {verdict}"), said=value, verdict=self._met(one))

    def _unit(self) -> str:
        statement = self._account.clause.now.statement
        return statement.bounds.unit if statement and statement.bounds else ""

    def _met(self, one: Outcome) -> str:
        return self.words(mark("kept")) if one.met else self.words(mark("not kept"))

    def _excuse(self, one: Outcome) -> str:
        if one.client_fault:
            return self.words(mark("excused: because of the client, what it owed first was missed"))
        reading = next((reading for reading in one.readings if reading.excused), None)
        if reading is None:
            return self.words(mark("excused"))  # an engine counted it, and keeps the reason
        said = mark("excused by {name}: {reason}")
        return self.words(said, name=reading.excused_by, reason=reading.excused_reason)

    def _corrected(self, old: Reading) -> str:
        said = self.words(mark("corrects {place}"), place=_spot(old.place))
        value = reading_words(old, self.words)
        return self.words(mark("{said}, which said {value}"), said=said, value=value) if value else said


def reading_words(reading: Reading, words: Words) -> str:
    """What one line says: a moment, k of n, a value, yes or no, "not delivered"; empty when it only excuses."""
    if reading.not_delivered:
        return words(mark("not delivered"))
    if reading.delivered_at is not None:
        local = reading.delivered_at
        return words(
            mark("{day} at {hour}"),
            day=weekday_words(local.date(), words),
            hour=hour_words(_minute(local.time()), words),
        )
    if reading.n is not None:
        met, n = grouped(reading.k or 0, words.language), grouped(reading.n, words.language)
        return words(mark("{met} of {n}"), met=met, n=n)
    if reading.value is not None:
        return number_words(reading.value, words.language)
    if reading.answer is not None:
        return words(mark("yes")) if reading.answer else words(mark("no"))
    return ""


def number_words(value: Fraction, language: str) -> str:
    """1.4, in French 1,4; six decimals at most."""
    text = f"{float(round(value, DECIMALS)):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


def amount_words(value: Fraction, unit: str, language: str) -> str:
    """1,9 %, 3 écarts; the number alone where the unit is not of the closed list."""
    said = unit_words(value, unit, language)
    space = NO_BREAK if said.isalpha() else NARROW
    return number_words(value, language) + (f"{space}{said}" if said else "")


def _minute(clock: time) -> time:
    return clock.replace(second=0, microsecond=0)


def _delivered(readings: Iterable[Reading]) -> datetime | None:
    return next((one.delivered_at for one in readings if one.delivered_at is not None), None)


def _written(readings: tuple[Reading, ...], words: Words) -> Iterator[str]:
    """Where the readings stand; of many the first and the last."""
    places = [_spot(one.place) for one in readings]
    if len(places) <= MOST_PLACES:
        yield from dict.fromkeys(places)
        return
    yield words(mark("{n} lines, {first} to {last}"), n=len(places), first=min(places), last=max(places))


def _spot(place: Place) -> str:
    """cs-01.csv:25; all readings are in one folder."""
    return str(place).removeprefix("processes/readings/")
