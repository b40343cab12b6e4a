"""The law: what is printed means what was read, in both languages, as typed and as set in print."""

import re
from datetime import time
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.sentences.parse import parse
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.say import say
from svcgraph.sentences.words import UNITS

RESERVED = {
    *("dans", "sous", "avant", "par", "au", "a", "et", "ou", "oui", "non", "chaque", "tous", "toutes", "pour", "sur"),
    *("within", "before", "by", "in", "per", "and", "or", "every", "each", "on", "at", "no", "yes", "des", "du", "de"),
    *("of", "cas", "temps", "fois", "cases", "time"),
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
shares = st.none() | st.integers(1, 1000).map(lambda tenths: Fraction(tenths, 1000))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))

weekly = st.builds(Recurrence, every=st.just(Every.WEEK), weekday=st.integers(0, 6), interval=st.integers(1, 53))
daily = st.builds(Recurrence, every=st.just(Every.DAY), day_kind=st.sampled_from(DayKind))
ranks = st.integers(1, 31) | st.sampled_from([-1, -2])
ranked_day = st.builds(
    Recurrence,
    every=st.sampled_from([Every.WEEK, Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR]),
    ordinal=ranks,
    day_kind=st.sampled_from(DayKind),
)
ranked_weekday = st.builds(
    Recurrence,
    every=st.sampled_from([Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR]),
    ordinal=ranks,
    weekday=st.integers(0, 6),
)
in_month = st.builds(
    Recurrence, every=st.just(Every.YEAR), ordinal=ranks, day_kind=st.sampled_from(DayKind), month=st.integers(1, 12)
)


@st.composite
def deadlines(draw):
    recurrence = draw(weekly | daily | ranked_day | ranked_weekday | in_month)
    clock = draw(st.none() | clocks)
    strict = draw(st.booleans()) if clock or recurrence.ordinal else False
    return Statement(kind=Kind.DEADLINE, recurrence=recurrence, clock=clock, strict=strict, share=draw(shares))


durations = (
    st.builds(Duration, number=st.integers(0, 9999), unit=st.just(Unit.DAY), day_kind=st.sampled_from(DayKind))
    | st.builds(
        Duration, number=st.integers(0, 9999), unit=st.sampled_from([Unit.HOUR, Unit.MINUTE]), working=st.booleans()
    )
    | st.builds(Duration, number=st.integers(0, 9999), unit=st.sampled_from([Unit.WEEK, Unit.MONTH]))
)
since = st.just("") | st.tuples(st.sampled_from(["suivant", "après", "of", "after", "à compter de"]), phrase).map(
    " ".join
)


@st.composite
def lead_times(draw):
    share, start = draw(shares), draw(since)
    kind = Kind.LEAD_TIME if share is None else Kind.SHARE
    return Statement(kind=kind, duration=draw(durations), since_fr=start, since_en=start, share=share)


@st.composite
def bounds(draw):
    low, high = draw(decimals), draw(decimals)
    ends = draw(st.sampled_from(["low", "high", "both"]))
    values = {"both": {"low": min(low, high), "high": max(low, high)}, "low": {"low": low}, "high": {"high": high}}
    strict = {f"{ends}_strict": draw(st.booleans())} if ends != "both" else {}
    unit = draw(st.sampled_from(["", "%", *(unit.key for unit in UNITS)]))
    noun = draw(phrase) if not unit else draw(st.just("") | phrase.map("des {}".format)) if unit == "%" else ""
    return Bounds(**values[ends], **strict, unit=unit, noun_fr=noun, noun_en=noun)


thresholds = st.builds(Statement, kind=st.just(Kind.THRESHOLD), bounds=bounds(), share=shares)
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


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse(text)
    except Refused as refused:
        assert 1 <= refused.position <= len(text) + 1
    else:
        assert read.kind in Kind
