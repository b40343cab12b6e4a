"""The law: what is printed means what was read, in both languages, as typed and as set in print."""

import re
from datetime import time
from fractions import Fraction
from time import process_time as time_of_day

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.parse import parse
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.say import say
from svcgraph.sentences.words import CASE, MEASURES, UNITS

RESERVED = {
    *("dans", "sous", "avant", "par", "au", "a", "et", "ou", "oui", "non", "chaque", "tous", "toutes", "pour", "sur"),
    *("within", "before", "by", "in", "per", "and", "or", "every", "each", "on", "at", "no", "yes", "des", "du", "de"),
    *(
        "of",
        "cas",
        "temps",
        "fois",
        "cases",
        "time",
        "times",
        "out",
        "le",
        "la",
        "les",
        "aux",
        "the",
        "un",
        "une",
        "an",
    ),
    *("apres", "suivant", "depuis", "after", "since", "from", "to", "max", "maxi", "mini", "en", "cent", "zero"),
    *("six", "dix", "one", "two", "ten", "sept", "huit", "neuf", "deux", "trois", "five", "four", "nine", "mai", "may"),
    *("mars", "juin", "june", "july", "june", "aout", "midi", "noon"),
}
KNOWN = {word.lower() for unit in UNITS for word in (*unit.fr, *unit.en)}
LETTERS = "abcdefghijklmnopqrstuvwxyzéèàçôû"
word = st.text(alphabet=LETTERS, min_size=2, max_size=9).filter(
    lambda text: not any(re.sub("[éèê]", "e", text).replace("à", "a") == known for known in RESERVED | KNOWN)
)
phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
decimals = st.fractions(min_value=-1000, max_value=100000, max_denominator=1).flatmap(
    lambda whole: st.integers(0, 99).map(lambda cents: whole + Fraction(cents, 100))
)
percents = st.integers(1, 1000).map(lambda tenths: Fraction(tenths, 1000))
ratios = st.tuples(st.integers(1, 30), st.integers(0, 30)).map(lambda pair: Fraction(pair[0], sum(pair)))
shares = st.none() | percents | ratios
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))

weekdays = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(sorted)
weekly = st.builds(
    lambda days, interval: Recurrence(
        every=Every.WEEK, weekday=days[0], also=tuple(days[1:]) if interval == 1 else (), interval=interval
    ),
    weekdays,
    st.integers(1, 53),
) | st.builds(Recurrence, every=st.just(Every.WEEK), interval=st.integers(2, 53))
daily = st.builds(Recurrence, every=st.just(Every.DAY), day_kind=st.sampled_from(DayKind))


def ranks(largest):
    return st.integers(1, largest) | st.sampled_from([-1, -2])


kinds, days, months = st.sampled_from(DayKind), st.integers(0, 6), st.integers(1, 12)
long_periods = st.sampled_from([Every.QUARTER, Every.HALF_YEAR, Every.YEAR])
ranked_day = st.builds(
    Recurrence, every=long_periods | st.just(Every.MONTH), ordinal=ranks(31), day_kind=kinds
) | st.builds(Recurrence, every=st.just(Every.WEEK), ordinal=ranks(7), day_kind=kinds)
ranked_weekday = st.builds(Recurrence, every=long_periods, ordinal=ranks(31), weekday=days) | st.builds(
    Recurrence, every=st.just(Every.MONTH), ordinal=ranks(5), weekday=days
)
in_month = st.builds(
    Recurrence, every=st.just(Every.YEAR), ordinal=ranks(29), day_kind=kinds, month=months
) | st.builds(Recurrence, every=st.just(Every.YEAR), ordinal=ranks(5), weekday=days, month=months)


@st.composite
def several_ranks(draw):
    """The 1st and 15th; the 2nd and last working day: from the first to the last one, those from the end last."""
    every = draw(st.sampled_from([Every.MONTH, Every.QUARTER]))
    weekday = draw(st.none() | days)
    kind = draw(kinds) if weekday is None else DayKind.CALENDAR
    rank = ranks(5 if weekday is not None and every is Every.MONTH else 31)
    told = draw(st.lists(rank, min_size=2, max_size=4, unique=True))
    first, *also = sorted(told, key=lambda one: (one < 0, one))
    return Recurrence(every=every, ordinal=first, also_ranks=tuple(also), weekday=weekday, day_kind=kind)


@st.composite
def deadlines(draw):
    recurrence = draw(weekly | daily | ranked_day | ranked_weekday | in_month | several_ranks())
    clock = draw(st.none() | clocks)
    strict = draw(st.booleans()) if clock or recurrence.ordinal else False
    return Statement(kind=Kind.DEADLINE, recurrence=recurrence, clock=clock, strict=strict, share=draw(shares))


timed = st.sampled_from([Unit.HOUR, Unit.MINUTE])
in_days = st.builds(Duration, number=st.integers(0, 9999), unit=st.just(Unit.DAY), day_kind=kinds)
in_hours = st.builds(Duration, number=st.integers(0, 9999), unit=timed, working=st.booleans()) | st.builds(
    Duration, number=st.integers(0, 9999), unit=st.just(Unit.SECOND)
)
longer = st.builds(Duration, number=st.integers(0, 9999), unit=st.sampled_from([Unit.WEEK, Unit.MONTH]))
since = st.just("") | st.tuples(st.sampled_from(["suivant", "après", "of", "after", "à compter de"]), phrase).map(
    " ".join
)


@st.composite
def cases(draw, share):
    """Of what it is a share: what "2 of 3" are is of the closed list, or cases."""
    if share is None:
        return {}
    if 10**8 % share.denominator:
        unit = draw(st.sampled_from(UNITS))
        return {} if unit is CASE else {"cases_fr": unit.cases("fr"), "cases_en": unit.cases("en")}
    noun = draw(st.just("") | phrase.map("des {}".format))
    return {"cases_fr": noun, "cases_en": noun}


@st.composite
def lead_times(draw):
    share, start = draw(shares), draw(since)
    duration = draw(in_days | in_hours | longer)
    clock = draw(st.none() | clocks) if duration.unit in (Unit.DAY, Unit.WEEK, Unit.MONTH) else None
    strict = draw(st.booleans()) if clock or duration.unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND) else False
    kind = Kind.LEAD_TIME if share is None else Kind.SHARE
    named = draw(cases(share))
    return Statement(
        kind=kind, duration=duration, since_fr=start, since_en=start, share=share, clock=clock, strict=strict, **named
    )


@st.composite
def bounds(draw):
    low, high = draw(decimals), draw(decimals)
    ends = draw(st.sampled_from(["low", "high", "both"]))
    values = {"both": {"low": min(low, high), "high": max(low, high)}, "low": {"low": low}, "high": {"high": high}}
    strict = {f"{ends}_strict": draw(st.booleans())} if ends != "both" else {}
    if draw(st.integers(0, 9)) == 0:
        return Bounds(low=abs(low) % 10, low_strict=draw(st.booleans()), out_of=10)
    unit = draw(st.sampled_from(["", "%", *(unit.key for unit in UNITS)]))
    noun = draw(phrase) if not unit else draw(st.just("") | phrase.map("des {}".format)) if unit == "%" else ""
    return Bounds(**values[ends], **strict, unit=unit, noun_fr=noun, noun_en=noun)


thresholds = st.builds(Statement, kind=st.just(Kind.THRESHOLD), bounds=bounds(), share=shares) | st.builds(
    lambda measure, limits: Statement(kind=Kind.THRESHOLD, bounds=limits, subject_fr=measure.fr, subject_en=measure.en),
    st.sampled_from(MEASURES),
    bounds(),
)
clocked = st.builds(
    Statement, kind=st.just(Kind.SHARE), clock=clocks, strict=st.booleans(), share=shares.filter(lambda share: share)
)
yes_no = phrase.flatmap(
    lambda subject: st.builds(
        Statement,
        kind=st.just(Kind.YES_NO),
        subject_fr=st.just(subject),
        subject_en=st.just(subject),
        expected=st.booleans(),
        share=shares,
    )
)


@settings(max_examples=400, deadline=None)
@given(deadlines() | lead_times() | thresholds | clocked | yes_no, st.sampled_from(["fr", "en"]), st.booleans())
def test_parse_undoes_say(statement, language, typographic):
    assert parse(say(statement, language, typographic=typographic), language) == statement


WORDS = """tous les|chaque|lundi|mardis|et|le|la|le lundi|du|au|de|des|jour|jours ouvrés|jours ouvrables|mois|semaine|
    trimestre|année|juin|1er|5e|dernier|15|2|95 %|98,5|%|avant|au plus tard|à|10 h|17h30|midi|minuit|fin de|sous|
    dans les|dans|en moins de|heures|heures ouvrées|secondes|J+2|J+1 ouvré|M+5|le jour même|le lendemain|au moins|
    au plus|plus de|entre|ou moins|maximum|erreurs|°C|des dossiers|des cas|fois|sur|9|un|une|une fois par|une semaine|
    suivant la demande|: oui|complet|(|)|jusqu'à|d'ici|pour|0|zéro|aucune|≥|-3|1h30|une demi-heure|every|each|Monday|
    Mondays|on|and|the|from|to|day|working days|month|week|quarter|June|1st|5th|last|before|by|at|at the latest|
    10:00|5 pm|noon|midnight|end of|end of the day|within|in|hours|D+2|the same day|at least|at most|between|or less|
    errors|of files|files|1st and 15th|1er et|4,5 sur 5|température|vingt et un|twenty-one|les|
    of cases|times|out of|once a|other|second|fortnightly|daily|monthly|of the|after receipt|: yes"""
hostile = st.text(max_size=60) | st.lists(
    st.sampled_from([" ".join(word.split()) for word in WORDS.split("|")]), max_size=9
).map(" ".join)


@settings(max_examples=1000, deadline=None)
@given(hostile)
def test_any_text_is_read_or_refused(text):
    try:
        read = parse(text)
    except Refused as refused:
        assert 1 <= refused.position <= len(text) + 1
    else:
        assert read.kind in Kind
        for language in ("fr", "en"):
            assert parse(say(read, language), language) == read


def test_reading_takes_time_in_proportion_to_the_length():
    """The longest sentences there may be, of the words that are hardest to tell apart: far under a second together."""
    hardest = [
        *("tous les lundis et " * 20, "95 % des " * 44, "au plus 3 " + "erreurs a" * 43, "a" * 399 + ":", "( " * 190),
        *("dans les 2 " * 36, "sous 2 jours suivant " + "la demande dans " * 23, "le 1er " * 57, "1 " * 199, "0" * 400),
        *("avant 10 h " * 36, "-" * 400, " " * 399 + "x", "x : oui" * 57, "every Monday and " * 23, "within " * 57),
        "between 1 and " * 28,
    ]
    parse("sous 2 jours", "fr"), parse("within 2 days", "en")  # the grammars themselves are read once
    begun = time_of_day()
    for text in hardest:
        with pytest.raises(Refused):
            parse(text)
    assert time_of_day() - begun < 2
