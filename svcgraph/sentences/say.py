"""Prints an objective from its normal form, in French or English, as typed or as set in print.

The typing form uses plain spaces and is what people may type back: ``parse(say(x, language), language) == x``.
"""

from __future__ import annotations

from datetime import time
from fractions import Fraction

from svcgraph.domain.objective import Bounds, DayKind, Duration, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.numerals import is_percentage
from svcgraph.sentences.say_days import DAYS, recurrence_words
from svcgraph.sentences.typography import set_in_print
from svcgraph.sentences.words import CASE, UNITS

_UNITS = {
    "fr": {
        Unit.SECOND: ("seconde", "secondes"),
        Unit.MINUTE: ("minute", "minutes"),
        Unit.HOUR: ("heure", "heures"),
        Unit.WEEK: ("semaine", "semaines"),
        Unit.MONTH: ("mois", "mois"),
    },
    "en": {
        Unit.SECOND: ("second", "seconds"),
        Unit.MINUTE: ("minute", "minutes"),
        Unit.HOUR: ("hour", "hours"),
        Unit.WEEK: ("week", "weeks"),
        Unit.MONTH: ("month", "months"),
    },
}


def say(statement: Statement, language: str, *, typographic: bool = False) -> str:
    """The sentence of ``statement`` in ``language``; ``typographic`` sets no-break spaces, 10 h 00 and ’."""
    sentence = _KINDS[statement.kind](statement, language)
    return set_in_print(sentence, language) if typographic else sentence


def _deadline(statement: Statement, language: str) -> str:
    recurrence = statement.recurrence
    if recurrence is None:
        raise ValueError("a deadline without a recurrence is no sentence")
    text = (_deadline_en if language == "en" else _deadline_fr)(recurrence, statement.clock, statement.strict)
    return text + _in_share(statement, language)


def _deadline_fr(recurrence: Recurrence, clock: time | None, strict: bool) -> str:
    days = recurrence_words(recurrence, "fr")
    dated = recurrence.ordinal is not None
    if clock is None:
        return f"{'avant ' if strict else 'au plus tard '}{days}" if dated else days
    if strict:
        return f"{days} avant {clock_words(clock, 'fr')}"
    if dated:
        return f"au plus tard {days} à {clock_words(clock, 'fr')}"
    return f"{days} au plus tard à {clock_words(clock, 'fr')}"


def _deadline_en(recurrence: Recurrence, clock: time | None, strict: bool) -> str:
    days = recurrence_words(recurrence, "en")
    dated = recurrence.ordinal is not None
    if clock is None and strict:
        return f"before {days}"
    if clock is None:
        return f"on {days} at the latest" if dated else days
    lead = "on " if dated else ""
    return f"{lead}{days} {'before' if strict else 'by'} {clock_words(clock, 'en')}"


def clock_words(clock: time, language: str) -> str:
    """10 heures, 17h30, midi; 10:00, noon."""
    if clock == time(12):
        return "noon" if language == "en" else "midi"
    if language == "en":
        return f"{clock.hour}:{clock.minute:02}"
    if clock.minute:
        return f"{clock.hour}h{clock.minute:02}"
    return f"{clock.hour} heure{'s' if clock.hour > 1 else ''}"


def _lead_time(statement: Statement, language: str) -> str:
    return _within(statement, language) + _in_share(statement, language)


def _within(statement: Statement, language: str) -> str:
    """Within 1 working day, before noon, of the request."""
    if statement.duration is None:
        raise ValueError("a lead time without a duration is no sentence")
    since = statement.since_en if language == "en" else statement.since_fr
    allowed = _allowed(statement.duration, language, quicker=statement.strict and statement.clock is None)
    return " ".join(filter(None, (allowed, _clock_limit(statement, language), since)))


def _clock_limit(statement: Statement, language: str) -> str:
    if statement.clock is None:
        return ""
    clock = clock_words(statement.clock, language)
    if language == "en":
        return f"{'before' if statement.strict else 'by'} {clock}"
    return f"{'avant' if statement.strict else 'au plus tard à'} {clock}"


def _allowed(duration: Duration, language: str, *, quicker: bool) -> str:
    if duration.number == 0 and duration.unit is Unit.DAY and duration.day_kind is DayKind.CALENDAR:
        return "the same day" if language == "en" else "le jour même"
    if language == "en":
        return f"{'in less than' if quicker else 'within'} {duration_words(duration, 'en')}"
    article = "dans les" if duration.working and duration.number > 1 else "sous"
    return f"{'en moins de' if quicker else article} {duration_words(duration, 'fr')}"


def duration_words(duration: Duration, language: str) -> str:
    """2 jours ouvrés, 4 working hours, 2 mois."""
    plural = duration.number != 1 if language == "en" else duration.number > 1
    if duration.unit is Unit.DAY:
        day = DAYS[language][duration.day_kind]
        many = day + "s" if language == "en" else " ".join(word + "s" for word in day.split())
        return f"{duration.number} {many if plural else day}"
    unit = _UNITS[language][duration.unit][plural]
    if not duration.working:
        return f"{duration.number} {unit}"
    if language == "en":
        return f"{duration.number} working {unit}"
    return f"{duration.number} {unit} ouvrée{'s' if plural else ''}"


def _threshold(statement: Statement, language: str) -> str:
    if statement.bounds is None:
        raise ValueError("a threshold without bounds is no sentence")
    measure = statement.subject_en if language == "en" else statement.subject_fr
    return f"{measure} {bounds_words(statement.bounds, language)}".lstrip() + _in_share(statement, language)


def bounds_words(bounds: Bounds, language: str) -> str:
    """Au moins 98 %; between 18 and 22 °C."""
    english = language == "en"
    if bounds.low is not None and bounds.low == bounds.high:
        return f"{'exactly' if english else 'exactement'} {_amount(bounds.low, bounds, language)}"
    high = None if bounds.high is None else _amount(bounds.high, bounds, language)
    if bounds.low is None:
        word = ("less than" if english else "moins de") if bounds.high_strict else ("at most" if english else "au plus")
        return f"{word} {high}"
    if high is None:
        word = ("more than" if english else "plus de") if bounds.low_strict else ("at least" if english else "au moins")
        return f"{word} {_amount(bounds.low, bounds, language)}"
    between, and_ = ("between", "and") if english else ("entre", "et")
    return f"{between} {number_words(bounds.low, language)} {and_} {high}"


def unit_words(value: Fraction, unit: str, language: str) -> str:
    """What ``value`` of the closed list counts: %, écarts, error; "" for what is no unit of it."""
    if unit == "%":
        return "%"
    plural = value != 1 if language == "en" else abs(value) >= 2
    return next((one.say(language, plural) for one in UNITS if one.key == unit), "")


def _amount(value: Fraction, bounds: Bounds, language: str) -> str:
    noun = bounds.noun_en if language == "en" else bounds.noun_fr
    number = _mark(value, bounds.out_of, language) if bounds.out_of else number_words(value, language)
    return " ".join(filter(None, (number, unit_words(value, bounds.unit, language), noun)))


def _mark(value: Fraction, out_of: int, language: str) -> str:
    """4.0 out of 5: always with its decimals, "4 out of 5" would be a share of cases."""
    number = number_words(value, language)
    if value.denominator == 1:
        number += ".0" if language == "en" else ",0"
    return f"{number} {'out of' if language == 'en' else 'sur'} {out_of}"


def number_words(value: Fraction, language: str) -> str:
    """98,6 in French, 98.6 in English; no thousands separator. Raises ValueError for what is no decimal number."""
    digits, rest = 0, value
    while rest.denominator != 1:
        digits, rest = digits + 1, rest * 10
        if digits > 12:
            raise ValueError(f"{value} is not a decimal number")
    plain = f"{int(rest):0{digits + 1 + (rest < 0)}d}"
    if digits:
        plain = f"{plain[:-digits]}{'.' if language == 'en' else ','}{plain[-digits:]}"
    return plain


def _share(statement: Statement, language: str) -> str:
    cases = statement.cases_en if language == "en" else statement.cases_fr
    if statement.duration is not None:
        named = "" if _is_ratio(statement) else cases
        return " ".join(filter(None, (_portion(statement, language), named, _within(statement, language))))
    time_ = "" if _is_ratio(statement) else ("of the time" if language == "en" else "du temps")
    return " ".join(
        filter(
            None,
            (
                _portion(statement, language),
                "" if _is_ratio(statement) else cases or time_,
                _clock_limit(statement, language),
            ),
        )
    )


def _portion(statement: Statement, language: str) -> str:
    """95 %; or 2 cases out of 3, which no decimal number says."""
    share = Fraction(1) if statement.share is None else statement.share
    if not _is_ratio(statement):
        return f"{number_words(share * 100, language)} %"
    plural = share.numerator > 1
    cases = (statement.cases_en if language == "en" else statement.cases_fr) or CASE.cases(language)
    noun = next(unit.say(language, plural) for unit in UNITS if unit.cases(language) == cases)
    return f"{share.numerator} {noun} {'out of' if language == 'en' else 'sur'} {share.denominator}"


def _is_ratio(statement: Statement) -> bool:
    return statement.share is not None and not is_percentage(statement.share)


def _yes_no(statement: Statement, language: str) -> str:
    if language == "en":
        answer = f"{statement.subject_en}: {'yes' if statement.expected else 'no'}"
    else:
        answer = f"{statement.subject_fr} : {'oui' if statement.expected else 'non'}"
    return answer + _in_share(statement, language)


def _in_share(statement: Statement, language: str) -> str:
    if statement.share is None:
        return ""
    english = language == "en"
    cases = (statement.cases_en if english else statement.cases_fr) or ("of cases" if english else "des cas")
    portion = _portion(statement, language)
    said = portion if _is_ratio(statement) else f"{portion} {cases}"
    return f", in {said}" if english else f", dans {said}"


_KINDS = {
    Kind.DEADLINE: _deadline,
    Kind.LEAD_TIME: _lead_time,
    Kind.THRESHOLD: _threshold,
    Kind.SHARE: _share,
    Kind.YES_NO: _yes_no,
}
