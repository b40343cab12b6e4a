"""Readings put to occurrences: corrections, excuses, versions, cases, aggregates, growing windows."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.attainment import Verdict
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Indicator, Objective, Party, Status
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.organisation import Frequency, Promise
from svcgraph.domain.text import Text
from svcgraph.engine.aggregate import aggregate
from svcgraph.engine.judge import judge
from svcgraph.errors import Place, UsageError

CALENDAR = WorkCalendar()  # no public holidays
AS_OF = date(2026, 11, 16)


def text(words):
    return Text(words, words)


def criterion(identity, sentence, *, frequency=None, alert="", key=False, depends_on=(), **indicator):
    return Criterion(
        id=identity,
        text=text("x"),
        objective=Objective(text=text(sentence), alert=alert, key=key, depends_on=depends_on),
        indicator=Indicator(id=f"{identity}.i1", frequency=frequency, **indicator),
    )


def contract(*criteria, expectations=(), **fields):
    base = {
        "supplier": Party(service="a"),
        "client": Party(service="b"),
        "status": Status.ACTIVE,
        "version": "1.0",
        "start": date(2026, 1, 1),
        "place_file": "a--b.yaml",
    }
    return Contract(
        id="a--b",
        deliverables=(Deliverable(id="d1", name=text("Rapport"), criteria=criteria),),
        expectations=(Deliverable(id="e1", name=text("Liste"), criteria=expectations),) if expectations else (),
        **{**base, **fields},
    )


class Book:
    """Readings, one line each."""

    def __init__(self):
        self.lines = []

    def note(self, clause, span=None, recorded=None, **said):
        for name in ("delivered_at", "requested_at"):
            if name in said:
                said[name] = moment(said[name])
        reading = Reading(
            indicator=f"a--b/{clause}.i1" if "/" not in clause else clause,
            span=parse_period(span) if span else None,
            recorded_at=moment(recorded) if recorded else None,
            place=Place(file="r.csv", line=len(self.lines) + 2),
            **said,
        )
        self.lines.append(reading)
        return self


def moment(words):
    day, _, clock = words.partition(" ")
    return CALENDAR.moment(date.fromisoformat(day), time.fromisoformat(clock or "12:00"))


def judged(one, book, period="2026-10", as_of=AS_OF, *, history=(), promises=()):
    return judge(
        [one] if one else [],
        history=history,
        promises=promises,
        readings=book.lines,
        calendar=CALENDAR,
        as_of=as_of,
        period=parse_period(period) if period else None,
    )


def first(attainment):
    return attainment.contracts[0].objectives[0]


def codes(attainment):
    return [(fault.code, fault.place.line) for fault in attainment.faults if fault.place.file == "r.csv"]


MONDAYS = criterion("d1.c1", "tous les lundis avant 10 heures")


def mondays(*days, clock="09:00"):
    book = Book()
    for day in days:
        book.note("d1.c1", day, delivered_at=f"{day} {clock}")
    return book


OCTOBER = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26")


def test_a_second_reading_that_replaces_nothing_is_a_finding_and_the_first_stands():
    book = mondays(*OCTOBER).note("d1.c1", "2026-10-05", "2026-10-06", delivered_at="2026-10-05 11:00")
    attainment = judged(contract(MONDAYS), book)
    assert (first(attainment).counts.met, codes(attainment)) == (4, [("second-reading", 6)])


def test_a_value_in_another_unit_is_a_finding_and_not_counted():
    book = Book().note("d1.c1", "2026-10", value=Fraction(2), unit="h").note("d1.c1", "2026-10", value=Fraction(1))
    attainment = judged(contract(criterion("d1.c1", "au plus 3 erreurs")), book)
    assert (first(attainment).counts.known, codes(attainment)) == (1, [("wrong-unit", 2)])


def test_the_first_recorded_stands_whatever_the_order_of_lines():
    book = Book()
    book.note("d1.c1", "2026-10-05", "2026-10-07", delivered_at="2026-10-05 11:00")
    book.note("d1.c1", "2026-10-05", "2026-10-06", delivered_at="2026-10-05 09:00")
    attainment = judged(contract(MONDAYS), book)
    assert (first(attainment).counts.met, codes(attainment)) == (1, [("second-reading", 2)])
    book.lines.reverse()
    assert first(judged(contract(MONDAYS), book)).counts.met == 1


def test_a_correction_replaces_from_the_day_it_was_recorded():
    book = Book()
    book.note("d1.c1", "2026-10-05", "2026-10-05", delivered_at="2026-10-05 11:00", id="r1")
    book.note("d1.c1", "2026-10-05", "2026-10-08", delivered_at="2026-10-05 09:00", id="r2", replaces="r1")
    assert first(judged(contract(MONDAYS), book)).counts.met == 1
    assert first(judged(contract(MONDAYS), book, as_of=date(2026, 10, 7))).counts.met == 0
    assert codes(judged(contract(MONDAYS), book)) == []


def test_what_replaces_nothing_and_what_names_no_occurrence_is_said():
    book = Book()
    book.note("d1.c1", "2026-10-05", delivered_at="2026-10-05 09:00", replaces="nobody")
    book.note("d1.c1", "2026-10-06", delivered_at="2026-10-06 09:00")
    book.note("d9.c1", "2026-10-05", delivered_at="2026-10-06 09:00")
    book.note("d1.c1", "2026-10-12", value=Fraction(3))
    found = codes(judged(contract(MONDAYS), book))
    assert found == [("replaces-nothing", 2), ("no-such-occurrence", 3), ("unknown-indicator", 4), ("reading-kind", 5)]


def test_a_reading_without_a_date_of_entry_is_known_from_its_delivery_or_period_end():
    book = mondays(*OCTOBER)
    assert first(judged(contract(MONDAYS), book, as_of=date(2026, 10, 12))).counts.known == 2
    counted = contract(criterion("d1.c1", "au plus 3 erreurs"))
    errors = Book().note("d1.c1", "2026-10", value=Fraction(2))
    assert first(judged(counted, errors, as_of=date(2026, 10, 30))).counts.known == 0
    assert first(judged(counted, errors, as_of=date(2026, 10, 31))).counts.known == 1


def test_an_excuse_leaves_both_sides_of_the_count():
    book = mondays(*OCTOBER[1:]).note(
        "d1.c1", OCTOBER[0], delivered_at="2026-10-05 15:00", excused_reason="panne", excused_by="Julien Roche"
    )
    counts = first(judged(contract(MONDAYS), book)).counts
    assert (counts.met, counts.known, counts.due, counts.excused, counts.client_fault) == (3, 3, 3, 1, 0)


def test_an_excuse_alone_may_come_later():
    book = mondays(*OCTOBER, clock="11:00").note("d1.c1", OCTOBER[0], excused_reason="panne", excused_by="J. Roche")
    attainment = judged(contract(MONDAYS), book)
    assert (first(attainment).counts.excused, codes(attainment)) == (1, [])


LIST = criterion("e1.c1", "au plus tard le dernier jour ouvré du mois")


def test_a_missed_precondition_excuses_one_miss_after_it():
    supplier = replace(MONDAYS, objective=replace(MONDAYS.objective, depends_on=("e1.c1",)))
    book = Book().note("e1.c1", "2026-09", delivered_at="2026-10-02 12:00")
    for day, clock in zip(OCTOBER, ("09:00", "11:00", "11:00", "09:00"), strict=True):
        book.note("d1.c1", day, delivered_at=f"{day} {clock}")
    one = first(judged(contract(supplier, expectations=(LIST,)), book))
    assert (one.counts.met, one.counts.known, one.counts.excused, one.counts.client_fault) == (2, 3, 1, 1)


def test_a_kept_or_unknown_precondition_excuses_nothing():
    supplier = replace(MONDAYS, objective=replace(MONDAYS.objective, depends_on=("e1.c1",)))
    for book in (Book(), Book().note("e1.c1", "2026-09", delivered_at="2026-09-30 12:00")):
        book.note("d1.c1", OCTOBER[1], delivered_at=f"{OCTOBER[1]} 11:00")
        assert first(judged(contract(supplier, expectations=(LIST,)), book)).counts.excused == 0


COMPLETE = criterion("d1.c2", "toutes les rubriques remplies : oui", frequency=Frequency.CONTINUOUS)


def test_what_was_not_delivered_counts_once():
    book = mondays(*OCTOBER[:2]).note("d1.c1", OCTOBER[2], not_delivered=True)
    for day in (OCTOBER[0], OCTOBER[1]):
        book.note("d1.c2", day, answer=True)
    timeliness, complete = judged(contract(MONDAYS, COMPLETE), book).contracts[0].objectives
    assert (timeliness.counts.met, timeliness.counts.known, timeliness.counts.not_delivered) == (2, 3, 1)
    assert (complete.counts.met, complete.counts.due, complete.verdict) == (2, 2, Verdict.MET)


def test_a_delivery_without_its_check_is_a_missing_reading():
    book = mondays(*OCTOBER).note("d1.c2", OCTOBER[0], answer=True)
    complete = judged(contract(MONDAYS, COMPLETE), book).contracts[0].objectives[1]
    assert (complete.counts.known, complete.counts.due) == (1, 4)


def test_a_month_whose_only_delivery_was_not_made_has_nothing_else_due():
    balance = criterion("d1.c1", "au plus tard le 5e jour ouvré du mois")
    gaps = criterion("d1.c2", "au plus 3 écarts", frequency=Frequency.MONTHLY)
    book = Book().note("d1.c1", "2026-09", not_delivered=True).note("d1.c1", "2026-10", delivered_at="2026-10-05 12:00")
    book.note("d1.c2", "2026-10", value=Fraction(1))
    _, second = judged(contract(balance, gaps), book, "2026-09..2026-10").contracts[0].objectives
    assert (second.counts.due, second.counts.met) == (1, 1)


def test_versions_weigh_by_what_was_counted_under_each():
    old = contract(criterion("d1.c1", "90 % sous 3 jours ouvrés"), end=date(2026, 10, 1))
    new = contract(criterion("d1.c1", "80 % sous 2 jours ouvrés"), version="2.0", start=date(2026, 10, 1))
    book = Book().note("d1.c1", "2026-09", k=80, n=100).note("d1.c1", "2026-10", k=250, n=300)
    one = first(judged(new, book, "2026-09..2026-10", history=[old]))
    assert (one.counts.k, one.counts.n, one.target) == (330, 400, Fraction(330, 400))
    assert one.verdict is Verdict.MET  # 10 of 100 and 60 of 300 may be late: 70
    assert first(judged(new, book, "2026-09", history=[old])).verdict is Verdict.MISSED


def test_nothing_is_due_before_the_start_nor_from_the_end_on():
    one = contract(MONDAYS, start=date(2026, 10, 12), end=date(2026, 10, 26))
    assert first(judged(one, Book())).counts.due == 2


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PROPOSED, Status.NEGOTIATION, Status.SUSPENDED, Status.ENDED])
def test_only_contracts_in_force_are_judged(status):
    attainment = judged(contract(MONDAYS, status=status), mondays(*OCTOBER))
    assert (attainment.contracts, codes(attainment)) == ((), [])


def test_under_three_occurrences_the_window_grows_and_says_so():
    quarterly = criterion("d1.c1", "le dernier vendredi du trimestre avant midi")
    one = contract(quarterly, start=date(2025, 1, 1))
    book = Book().note("d1.c1", "2026-09-25", delivered_at="2026-09-25 09:00")
    grown = first(judged(one, book, period=None))
    assert (grown.grown, grown.period, grown.counts.due) == (True, parse_period("2026-03..2026-10"), 3)
    asked = first(judged(one, book, period="2026-08..2026-10"))
    assert (asked.grown, asked.counts.due) == (False, 1)


def test_the_window_grows_to_twelve_months_at_most():
    yearly = criterion("d1.c1", "au plus tard le dernier jour ouvré de juin")
    one = first(judged(contract(yearly, start=date(2020, 1, 1)), Book(), period=None))
    assert (one.grown, one.counts.due) == (True, 1)
    assert one.period == parse_period("2025-11..2026-10")


def test_single_cases_of_a_lead_time():
    one = contract(criterion("d1.c1", "95 % sous 2 jours ouvrés"))
    book = Book()
    book.note("d1.c1", requested_at="2026-10-05 09:00", delivered_at="2026-10-07 23:59:59")
    book.note("d1.c1", requested_at="2026-10-05 09:00", delivered_at="2026-10-08 00:00")
    book.note("d1.c1", requested_at="2026-10-06 09:00", recorded="2026-10-06")  # never delivered, overdue
    book.note("d1.c1", requested_at="2026-10-30 09:00", delivered_at="2026-10-30 10:00")  # due on 3 November
    october = first(judged(one, book))
    assert (october.counts.k, october.counts.n, october.cases) == (1, 3, True)
    assert first(judged(one, book, "2026-11")).counts.n == 1


def test_an_open_case_is_not_counted_yet():
    one = contract(criterion("d1.c1", "95 % sous 2 mois"))
    book = Book().note("d1.c1", requested_at="2026-10-05 09:00", recorded="2026-10-05")
    assert first(judged(one, book, "2026-12")).counts.n == 0


def test_a_lead_time_without_a_share_counts_as_all_and_says_so():
    attainment = judged(
        contract(criterion("d1.c1", "sous 2 jours ouvrés")), Book().note("d1.c1", "2026-10", k=99, n=100)
    )
    one = first(attainment)
    assert (one.target, one.target_stated, one.verdict) == (1, False, Verdict.AT_RISK)
    assert "share-not-stated" in [fault.code for fault in attainment.faults]


def test_a_percentage_is_not_taken_for_a_share_of_cases():
    attainment = judged(
        contract(criterion("d1.c1", "95 % sous 2 jours ouvrés")), Book().note("d1.c1", "2026-10", value=Fraction(98))
    )
    assert (first(attainment).verdict, codes(attainment)) == (Verdict.NO_DATA, [("reading-kind", 2)])


def test_at_least_so_many_per_cent_is_a_share_when_noted_as_k_of_n_else_a_value():
    clause = contract(criterion("d1.c1", "au moins 95 %"))
    share = first(judged(clause, Book().note("d1.c1", "2026-10", k=94, n=100)))
    assert (share.cases, share.target, share.verdict) == (True, Fraction(95, 100), Verdict.AT_RISK)
    value = first(judged(clause, Book().note("d1.c1", "2026-10", value=Fraction(94))))
    assert (value.cases, value.counts.met, value.verdict) == (False, 0, Verdict.MISSED)


def test_at_most_so_many_per_cent_is_never_noted_as_k_of_n():
    attainment = judged(contract(criterion("d1.c1", "au plus 2 %")), Book().note("d1.c1", "2026-10", k=98, n=100))
    assert (first(attainment).verdict, codes(attainment)) == (Verdict.NO_DATA, [("reading-kind", 2)])


VALUES = (Fraction(4), Fraction(1), Fraction(3), Fraction(2))


@pytest.mark.parametrize(
    ("how", "value"),
    [("last", 2), ("mean", "5/2"), ("median", "5/2"), ("sum", 10), ("min", 1), ("max", 4), ("p95", "77/20")],
)
def test_aggregates(how, value):
    assert aggregate(VALUES, how) == Fraction(value)


def test_readings_within_a_period_are_aggregated_into_one_occurrence():
    book = Book()
    for day, value in zip(OCTOBER, VALUES, strict=True):
        book.note("d1.c1", day, value=value)
    for how, kept in (("last", 1), ("sum", 0), ("mean", 1), ("max", 0)):
        one = first(judged(contract(criterion("d1.c1", "au plus 3 erreurs", aggregate=how)), book))
        assert (one.counts.due, one.counts.met) == (1, kept)


def test_the_same_day_twice_is_a_second_reading():
    book = Book().note("d1.c1", "2026-10-05", value=Fraction(1)).note("d1.c1", "2026-10-05", value=Fraction(9))
    attainment = judged(contract(criterion("d1.c1", "au plus 3 erreurs", aggregate="sum")), book)
    assert (first(attainment).counts.met, codes(attainment)) == (1, [("second-reading", 3)])


@pytest.mark.parametrize(
    ("sentence", "alert", "code"),
    [
        ("au plus 3 erreurs", "quand ça coince", "alert-not-read"),
        ("au plus 3 erreurs", "5 °C", "alert-unit"),
        ("tous les lundis avant 10 heures", "3 erreurs", "alert-unit"),
        ("entre 18 et 22 °C", "24 °C", "alert-unit"),
    ],
)
def test_an_alert_level_that_does_not_fit_is_a_finding(sentence, alert, code):
    attainment = judged(contract(criterion("d1.c1", sentence, alert=alert)), Book())
    assert [fault.code for fault in attainment.faults] == [code]


def test_text_only_is_not_measurable_and_takes_the_verdict_from_the_contract():
    attainment = judged(contract(criterion("d1.c1", "le plus vite possible")), Book())
    assert (first(attainment).verdict, attainment.contracts[0].verdict) == (Verdict.NOT_MEASURABLE,) * 2
    assert [fault.code for fault in attainment.faults] == ["objective-not-read"]


def test_a_measure_still_to_be_built_shows_no_data():
    one = contract(criterion("d1.c1", "au plus 3 erreurs", build_before=date(2027, 1, 31)))
    assert first(judged(one, Book())).verdict is Verdict.NO_DATA


def test_a_promise_is_judged_alike():
    promise = Promise(
        id="e3", party="courtier", deliverable=text("Bulletin"), objective=text("tous les mardis avant 10 heures")
    )
    book = Book().note("promises/e3", "2026-10-06", delivered_at="2026-10-06 11:00")
    (one,) = judged(None, book, promises=[promise]).promises
    assert (one.counts.due, one.counts.known, one.counts.met) == (4, 1, 0)


def test_the_hostile_year_9999_does_not_stop_the_others():
    book = mondays(*OCTOBER).note("d1.c1", "9999-12-31", "2026-10-06", delivered_at="2026-10-05 09:00")
    attainment = judged(contract(MONDAYS), book)
    assert first(attainment).counts.met == 4
    assert codes(attainment) == [("no-such-occurrence", 6)]


def test_two_versions_of_one_name_are_two_versions():
    old = contract(criterion("d1.c1", "tous les mardis avant 10 heures"), version="", end=date(2026, 10, 12))
    new = contract(MONDAYS, version="", start=date(2026, 10, 12))
    book = Book().note("d1.c1", "2026-10-06", delivered_at="2026-10-06 09:00")
    book.note("d1.c1", "2026-10-12", delivered_at="2026-10-12 09:00")
    attainment = judged(new, book, history=[old])
    assert (first(attainment).counts.met, first(attainment).counts.due, codes(attainment)) == (2, 4, [])


def test_a_version_replaced_on_its_first_day_was_never_in_force():
    old = contract(criterion("d1.c1", "tous les mardis avant 10 heures"), version="1.0")
    counts = first(judged(contract(MONDAYS, version="1.1"), Book(), history=[old])).counts
    assert counts.due == 4


def test_readings_of_a_clause_that_was_taken_out_are_no_strangers():
    old = contract(MONDAYS, criterion("d1.c2", "au plus 3 erreurs"), end=date(2026, 10, 1))
    book = Book().note("d1.c2", "2026-09", value=Fraction(1))
    assert codes(judged(contract(MONDAYS, start=date(2026, 10, 1)), book, history=[old])) == []


def test_what_was_counted_otherwise_is_left_out_and_said():
    old = contract(MONDAYS, end=date(2026, 10, 1))
    new = contract(criterion("d1.c1", "95 % sous 2 jours ouvrés"), start=date(2026, 10, 1))
    book = mondays("2026-09-07").note("d1.c1", "2026-10", k=96, n=100)
    attainment = judged(new, book, "2026-09..2026-10", history=[old])
    assert (first(attainment).counts.n, first(attainment).counts.due) == (100, 1)
    assert [fault.code for fault in attainment.faults] == ["counted-otherwise"]


def test_a_share_of_the_time_takes_deliveries():
    book = (
        Book()
        .note("d1.c1", "2026-10-05", delivered_at="2026-10-05 09:59")
        .note("d1.c1", "2026-10-06", not_delivered=True)
    )
    book.note("d1.c1", "2026-10-07", delivered_at="2026-10-07 10:00")
    one = first(judged(contract(criterion("d1.c1", "90 % du temps avant 10 heures")), book))
    assert (one.counts.k, one.counts.n) == (1, 3)


def test_a_running_month_of_cases_is_neither_won_nor_lost():
    one = contract(criterion("d1.c1", "90 % sous 2 jours ouvrés"))
    for k, verdict in ((10, Verdict.ON_TRACK), (5, Verdict.AT_RISK)):
        book = Book().note("d1.c1", "2026-11-02..2026-11-08", k=k, n=10)
        assert first(judged(one, book, "2026-11")).verdict is verdict


def test_a_measure_of_a_running_month_may_still_change():
    book = Book().note("d1.c1", "2026-11-02", value=Fraction(1))
    one = first(judged(contract(criterion("d1.c1", "au plus 3 erreurs", aggregate="sum")), book, "2026-11"))
    assert (one.verdict, one.counts.provisional) == (Verdict.ON_TRACK, 1)


def test_years_without_a_calendar_are_refused():
    known = replace(CALENDAR, years=(2000, 2060))
    with pytest.raises(UsageError):
        judge([], history=[], promises=[], readings=[], calendar=known, as_of=date(2070, 1, 1))


def test_readings_that_replace_each_other_in_a_circle_are_said_and_lost_are_none():
    book = Book()
    book.note("d1.c1", OCTOBER[0], "2026-10-05", delivered_at="2026-10-05 09:00", id="a", replaces="b")
    book.note("d1.c1", OCTOBER[1], "2026-10-12", delivered_at="2026-10-12 09:00", id="b", replaces="a")
    book.note("d1.c1", OCTOBER[2], "2026-10-19", delivered_at="2026-10-19 09:00", id="c", replaces="c")
    attainment = judged(contract(MONDAYS), book)
    assert first(attainment).counts.met == 3
    assert codes(attainment) == [("replaces-in-a-circle", line) for line in (2, 3, 4)]


def test_a_chain_of_corrections_leaves_the_last():
    book = Book()
    book.note("d1.c1", OCTOBER[0], "2026-10-05", delivered_at="2026-10-05 11:00", id="a")
    book.note("d1.c1", OCTOBER[0], "2026-10-06", delivered_at="2026-10-05 12:00", id="b", replaces="a")
    book.note("d1.c1", OCTOBER[0], "2026-10-07", delivered_at="2026-10-05 09:00", id="c", replaces="b")
    attainment = judged(contract(MONDAYS), book)
    assert (first(attainment).counts.met, codes(attainment)) == (1, [])


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_lines_changes_nothing(random):
    book = mondays(*OCTOBER).note("d1.c1", OCTOBER[0], "2026-10-08", delivered_at="2026-10-05 11:00")
    book.note("d1.c1", "2026-10-06", value=Fraction(1)).note("d1.c2", OCTOBER[1], answer=True).note(
        "x/y", "2026", k=1, n=2
    )
    expected = judged(contract(MONDAYS, COMPLETE), book)
    random.shuffle(book.lines)
    assert judged(contract(MONDAYS, COMPLETE), book) == expected


def test_only_the_other_party_accepts_an_excuse():
    sides = {
        "supplier": Party(service="a", representative="sandrine-mercier", deputy="ines-caron"),
        "client": Party(service="b", representative="julien-roche"),
    }
    for name, excused in (("Inès Caron", 0), ("Julien Roche", 1), ("sandrine-mercier", 0)):
        book = Book().note(
            "d1.c1", OCTOBER[0], delivered_at="2026-10-05 15:00", excused_reason="panne", excused_by=name
        )
        attainment = judged(contract(MONDAYS, **sides), book)
        assert first(attainment).counts.excused == excused
        assert codes(attainment) == ([] if excused else [("excused-by-own-side", 2)])


def test_the_cut_off_hour_of_a_clause():
    late = criterion("d1.c1", "95 % sous 1 jour ouvré")
    late = replace(late, objective=replace(late.objective, cut_off="16 h"))
    book = Book().note("d1.c1", requested_at="2026-10-05 16:30", delivered_at="2026-10-07 12:00")
    assert first(judged(contract(late), book)).counts.k == 1
    wrong = replace(late, objective=replace(late.objective, cut_off="le soir"))
    attainment = judged(contract(wrong), book)
    assert (first(attainment).counts.k, attainment.faults[0].code) == (0, "cut-off-not-read")


def test_a_precondition_of_a_month_excuses_a_miss_of_that_month():
    plan = criterion("e1.c1", "plan de classement à jour : oui", frequency=Frequency.MONTHLY)
    supplier = replace(MONDAYS, objective=replace(MONDAYS.objective, depends_on=("e1.c1",)))
    book = Book().note("e1.c1", "2026-10", answer=False)
    for day in OCTOBER:
        book.note("d1.c1", day, delivered_at=f"{day} 11:00")
    counts = first(judged(contract(supplier, expectations=(plan,)), book)).counts
    assert (counts.client_fault, counts.known, counts.met) == (1, 3, 0)


def test_a_deadline_may_be_noted_as_kept_or_not():
    book = Book().note("d1.c1", OCTOBER[0], answer=True).note("d1.c1", OCTOBER[1], answer=False)
    counts = first(judged(contract(MONDAYS), book)).counts
    assert (counts.met, counts.known, counts.lateness) == (1, 2, ())


def test_yes_or_no_is_not_a_number():
    signed = contract(criterion("d1.c1", "journal signé : oui", frequency=Frequency.MONTHLY))
    attainment = judged(signed, Book().note("d1.c1", "2026-10", value=Fraction(1)))
    assert (first(attainment).counts.known, codes(attainment)) == (0, [("reading-kind", 2)])


def test_a_case_that_will_not_be_delivered_is_a_miss():
    one = contract(criterion("d1.c1", "95 % sous 2 jours ouvrés"))
    book = Book().note("d1.c1", requested_at="2026-10-05 09:00", not_delivered=True)
    assert (first(judged(one, book)).counts.k, first(judged(one, book)).counts.n) == (0, 1)


def test_a_measure_twice_a_year_has_two_occurrences():
    one = contract(criterion("d1.c1", "au plus 3 erreurs", frequency=Frequency.HALF_YEARLY))
    book = Book().note("d1.c1", "2026-06", "2026-07-02", value=Fraction(2))
    counts = first(judged(one, book, "2026-01..2026-12", as_of=date(2026, 12, 31))).counts
    assert (counts.due, counts.known, counts.met) == (2, 1, 1)


def test_a_request_beyond_the_known_years_is_a_finding():
    book = Book().note("d1.c1", requested_at="1801-02-03", delivered_at="1801-02-04")
    attainment = judged(contract(criterion("d1.c1", "95 % sous 2 jours ouvrés")), book)
    assert codes(attainment) == [("no-such-occurrence", 2)]


def test_a_request_says_nothing_of_a_share_of_the_time():
    book = Book().note("d1.c1", "2026-10-05", requested_at="2026-10-05 08:00", delivered_at="2026-10-05 09:00")
    attainment = judged(contract(criterion("d1.c1", "90 % du temps avant 10h")), book)
    assert (first(attainment).counts.k, first(attainment).counts.n, codes(attainment)) == (1, 1, [])
