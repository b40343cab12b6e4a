"""Objectives are sentences with one meaning: read, refused, printed back."""

from datetime import time
from fractions import Fraction

import pytest

from svcgraph.domain.objective import Bounds, DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.text import Text
from svcgraph.sentences.alert import parse_alert
from svcgraph.sentences.parse import parse, parse_text
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.say import say


def deadline(every, clock=None, strict=False, share=None, **recurrence):
    return Statement(
        kind=Kind.DEADLINE, recurrence=Recurrence(every=every, **recurrence), clock=clock, strict=strict, share=share
    )


def lead(number, unit, share=None, **more):
    kind = Kind.LEAD_TIME if share is None else Kind.SHARE
    return Statement(kind=kind, duration=Duration(number=number, unit=unit, **more), share=share)


def threshold(**bounds):
    return Statement(kind=Kind.THRESHOLD, bounds=Bounds(**bounds))


WORKING, BUSINESS = DayKind.WORKING, DayKind.BUSINESS
# The table of the definition, annex B of the form, and the sample's objectives: French, English, the one meaning.
PAIRS = [
    ("tous les lundis avant 10 heures", "every Monday before 10:00", deadline(Every.WEEK, time(10), True, weekday=0)),
    (
        "chaque jour ouvré au plus tard à 17h30",
        "every working day by 17:30",
        deadline(Every.DAY, time(17, 30), day_kind=WORKING),
    ),
    (
        "au plus tard le 5e jour ouvré du mois",
        "on the 5th working day of the month at the latest",
        deadline(Every.MONTH, ordinal=5, day_kind=WORKING),
    ),
    (
        "le dernier vendredi du trimestre avant midi",
        "the last Friday of the quarter before noon",
        deadline(Every.QUARTER, time(12), True, weekday=4, ordinal=-1),
    ),
    (
        "au plus tard le dernier jour ouvré de novembre",
        "on the last working day of November at the latest",
        deadline(Every.YEAR, ordinal=-1, day_kind=WORKING, month=11),
    ),
    (
        "tous les lundis au plus tard à 17 heures",
        "every Monday at 17:00 at the latest",
        deadline(Every.WEEK, time(17), weekday=0),
    ),
    ("sous 2 jours ouvrés", "within 2 working days", lead(2, Unit.DAY, day_kind=WORKING)),
    ("J+2 ouvrés", "D+2 working", lead(2, Unit.DAY, day_kind=WORKING)),
    ("sous 48 heures", "within 48 hours", lead(48, Unit.HOUR)),
    ("95 % sous 2 jours ouvrés", "95 % within 2 working days", lead(2, Unit.DAY, Fraction(19, 20), day_kind=WORKING)),
    (
        "95 % sous 10 jours ouvrables",
        "95 % within 10 business days",
        lead(10, Unit.DAY, Fraction(19, 20), day_kind=BUSINESS),
    ),
    ("95 % sous 2 mois", "95 % within 2 months", lead(2, Unit.MONTH, Fraction(19, 20))),
    (
        "90 % dans les 4 heures ouvrées",
        "90 % within 4 working hours",
        lead(4, Unit.HOUR, Fraction(9, 10), working=True),
    ),
    (
        "sous 2 jours ouvrés dans 95 % des cas",
        "within 2 working days in 95 % of cases",
        lead(2, Unit.DAY, Fraction(19, 20), day_kind=WORKING),
    ),
    ("au moins 98 %", "at least 98 %", threshold(low=Fraction(98), unit="%")),
    ("au moins 98,5 %", "at least 98.5 %", threshold(low=Fraction(197, 2), unit="%")),
    ("au plus 3 erreurs", "at most 3 errors", threshold(high=Fraction(3), unit="error")),
    ("au plus 1 erreur", "at most 1 error", threshold(high=Fraction(1), unit="error")),
    ("au plus 3 écarts", "at most 3 discrepancies", threshold(high=Fraction(3), unit="discrepancy")),
    ("entre 18 et 22 °C", "between 18 and 22 °C", threshold(low=Fraction(18), high=Fraction(22), unit="°C")),
    ("moins de 5 %", "less than 5 %", threshold(high=Fraction(5), high_strict=True, unit="%")),
    (
        "90 % du temps avant 10 heures",
        "90 % of the time before 10:00",
        Statement(kind=Kind.SHARE, clock=time(10), strict=True, share=Fraction(9, 10)),
    ),
    (
        "tous les lundis avant 10 heures, dans 95 % des cas",
        "every Monday before 10:00, in 95 % of cases",
        deadline(Every.WEEK, time(10), True, Fraction(19, 20), weekday=0),
    ),
    ("avant le 5 du mois", "before the 5th of the month", deadline(Every.MONTH, strict=True, ordinal=5)),
    (
        "un lundi sur deux avant 10h",
        "every other Monday before 10 am",
        deadline(Every.WEEK, time(10), True, weekday=0, interval=2),
    ),
    ("le jour même", "the same day", lead(0, Unit.DAY)),
    ("au plus tard à la fin du mois", "by the end of the month", deadline(Every.MONTH, ordinal=-1)),
    ("avant la fin du trimestre", "before the end of the quarter", deadline(Every.QUARTER, ordinal=-1)),
    ("le lundi avant 10h", "on Mondays, before 10:00", deadline(Every.WEEK, time(10), True, weekday=0)),
    ("au plus tard à J+2 ouvrés", "D+2 working days", lead(2, Unit.DAY, day_kind=WORKING)),
    ("sous 24h", "within 24h", lead(24, Unit.HOUR)),
    ("95 % des cas, sous 30 min", "95 % of the cases, within 30 min", lead(30, Unit.MINUTE, Fraction(19, 20))),
]


@pytest.mark.parametrize(("french", "english", "meaning"), PAIRS, ids=[pair[1] for pair in PAIRS])
def test_both_languages_say_one_thing(french, english, meaning):
    assert parse(french, "fr") == parse(english, "en") == parse(french) == parse(english) == meaning
    assert parse_text(Text(french, english)) == meaning


@pytest.mark.parametrize(("french", "english", "meaning"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_is_printed_is_read_back(french, english, meaning):
    for language in ("fr", "en"):
        assert parse(say(meaning, language), language) == meaning
        assert parse(say(meaning, language, typographic=True), language) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "tous les lundis avant 10h",
        "tous les lundis avant 10 h 00",
        "tous les lundis avant 10:00",
        "tous les lundis avant 10:00 am",
        "Tous les lundis, avant 10 heures",
        "TOUS LES LUNDIS AVANT 10 HEURES.",
        "tous\u00a0les lundis\u202favant 10\u00a0h\u202f00",
        "chaque lundi avant 10 heures",
    ],
)
def test_any_way_of_typing_it(text):
    assert parse(text, "fr") == PAIRS[0][2]


@pytest.mark.parametrize("text", ["98%", "98 %", "98\u202f%", "98,0 %", "98.0%"])
def test_any_per_cent(text):
    assert parse(f"au moins {text}") == threshold(low=Fraction(98), unit="%")


def test_any_apostrophe():
    straight = parse("au plus tard l'avant-dernier jour ouvré de l'année")
    assert straight == parse("au plus tard l’avant-dernier jour ouvré de l’année")
    assert straight == deadline(Every.YEAR, ordinal=-2, day_kind=WORKING)


def test_yes_or_no_keeps_its_words():
    read = parse_text(Text("toutes les rubriques remplies : oui", "all sections filled in: yes"))
    assert (read.kind, read.expected) == (Kind.YES_NO, True)
    assert (read.subject_fr, read.subject_en) == ("toutes les rubriques remplies", "all sections filled in")
    assert say(read, "en") == "all sections filled in: yes"
    assert parse("pièce manquante : non").expected is False


def test_a_noun_is_kept_as_written():
    read = parse("au plus 3 dossiers incomplets")
    assert read.bounds == Bounds(high=Fraction(3), noun_fr="dossiers incomplets", noun_en="dossiers incomplets")
    assert say(read, "en") == "at most 3 dossiers incomplets"


def test_the_start_of_a_lead_time_is_kept_as_written():
    read = parse_text(Text("dans les 4 heures ouvrées suivant la demande", "within 4 working hours of the request"))
    assert (read.since_fr, read.since_en) == ("suivant la demande", "of the request")
    assert say(read, "fr") == "dans les 4 heures ouvrées suivant la demande"


@pytest.mark.parametrize(
    ("text", "position", "found"),
    [
        ("5 semaines après la fin du trimestre", 12, "après"),
        ("au plus 3 erreurs par mois", 19, "par"),
        ("tous les lundis avant 25 heures", 23, "25 heures"),
        ("tous les lundis avant", 22, ""),
        ("tous les lundis à 10 heures", 28, ""),
        ("sous 2 jours ouvrés ou plus", 21, "ou"),
        ("98 %", 5, ""),
        ("", 1, ""),
        ("au moins 120 % sous 2 jours", 10, "120"),
        ("au plus tard le 45e jour ouvré du mois", 17, "45e"),
        ("sous 2,5 jours ouvrés", 6, "2,5"),
        ("entre 22 et 18 °C", 7, "22"),
        ("rapidement", 1, "rapidement"),
    ],
)
def test_what_is_not_understood_is_refused_where_it_stops(text, position, found):
    with pytest.raises(Refused) as refusal:
        parse(text, "fr")
    assert (refusal.value.position, refusal.value.found) == (position, found)
    assert refusal.value.expected


def test_a_refusal_says_what_was_expected():
    with pytest.raises(Refused, match=r"“par” was found where « dans 95 % des cas », .* was expected"):
        parse("au plus 3 erreurs par mois", "fr")


def test_two_languages_that_differ_are_refused():
    with pytest.raises(Refused):
        parse_text(Text("sous 2 jours ouvrés", "within 2 business days"))


def test_ouvre_and_ouvrable_are_two_words():
    assert parse("sous 2 jours ouvrés") != parse("sous 2 jours ouvrables")
    assert parse("sous 2 jours").duration.day_kind is DayKind.CALENDAR


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("tous les lundis avant 10 heures", "tous les lundis avant 10\u00a0h\u00a000"),
        ("chaque jour ouvré au plus tard à 17h30", "chaque jour ouvré au plus tard à 17\u00a0h\u00a030"),
        ("au moins 98,5 %", "au moins 98,5\u202f%"),
        ("toutes les rubriques remplies : oui", "toutes les rubriques remplies\u00a0: oui"),
        ("au plus tard l'avant-dernier jour ouvré du mois", "au plus tard l’avant-dernier jour ouvré du mois"),
    ],
)
def test_print_has_its_own_spaces(written, printed):
    assert say(parse(written), "fr") == written
    assert say(parse(written), "fr", typographic=True) == printed


def test_alert_levels():
    assert parse_alert("") is None
    misses = parse_alert("1 manquement sur 3 mois")
    assert (misses.misses, misses.months) == (1, 3) == (parse_alert("1 miss in 3 months").misses, 3)
    assert parse_alert("aucune").misses == 0
    assert (parse_alert("95 %").level, parse_alert("95 %").unit) == (Fraction(95), "%")
    assert (parse_alert("3 erreurs").level, parse_alert("3 errors").unit) == (Fraction(3), "error")
    assert parse_alert("2 manquements par mois").months == 1
    with pytest.raises(Refused):
        parse_alert("si besoin")


def test_an_endless_sentence_is_refused():
    with pytest.raises(Refused):
        parse("au plus 3 " + "a" * 100_000, "fr")
