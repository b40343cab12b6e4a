"""The sample organisation: chapter 9's verdicts, month by month, running, and as of other days."""

from datetime import date

import brute_force_attainment as brute
import pytest

from svcgraph.domain.attainment import Verdict
from svcgraph.domain.objective.period import closed_months, parse_period
from svcgraph.engine.judge import judge
from svcgraph.i18n import Words
from svcgraph.store.calendar import work_calendar
from svcgraph.store.contracts import load_contracts
from svcgraph.store.organisation import load_organisation
from svcgraph.store.readings import load_readings
from svcgraph.views.attainment_words import count_words, lateness_words, planned_words, share_words, verdict_words

AS_OF = date(2026, 11, 16)


@pytest.fixture(scope="module")
def sample(sample_root):
    organisation = load_organisation(sample_root).organisation
    contracts = load_contracts(sample_root)
    readings = load_readings(sample_root, "Europe/Paris")
    assert readings.faults == ()

    def judged(as_of=AS_OF, period=None):
        return judge(
            contracts.current,
            history=contracts.history,
            promises=organisation.promises,
            readings=readings.readings,
            calendar=work_calendar(organisation.calendar),
            as_of=as_of,
            period=parse_period(period) if period else None,
        )

    judged.references = {one.reference: one.id for one in contracts.current}
    return judged


def result(attainment, sample, name):
    """``CS-01 d1.c1`` or a promise's id."""
    reference, _, clause = name.partition(" ")
    if not clause:
        return next(one for one in attainment.promises if one.clause == reference)
    contract = next(one for one in attainment.contracts if one.contract == sample.references[reference])
    return next(one for one in (*contract.objectives, *contract.expectations) if one.clause == clause)


# Chapter 9, column "règle proposée".
CHAPTER_9 = """
CS-01 d1.c1 | 8 sur 11 (1 sans relevé), 1 neutralisé | non atteint
CS-01 d1.c2 | 10 sur 11 | à surveiller
CS-01 d1.c3 | 3 sur 3 | atteint
CS-01 e1.c1 | 3 sur 3 | atteint
CS-02 d1.c1 | 1825 sur 1846 | atteint
CS-02 d1.c2 | 298 sur 300 | atteint
CS-02 e1.c1 | 3 sur 3 | atteint
CS-03 d1.c1 | 610 sur 634 | atteint
CS-03 d1.c2 | 3 sur 3 | atteint
CS-03 e1.c1 | 614 sur 634 | atteint
CS-04 d1.c1 | 576 sur 626 | atteint
CS-04 d1.c2 | 600 sur 626 | atteint
CS-04 d2.c1 | 339 sur 372 | atteint
CS-04 e1.c1 | 602 sur 626 | atteint
CS-04 e2.c1 | 606 sur 626 | atteint
CS-05 d1.c1 | 591 sur 618 | atteint
CS-05 d1.c2 | 614 sur 618 | atteint
CS-05 d2.c1 | 3 sur 3 | atteint
CS-06 d1.c1 | 601 sur 618 | atteint
CS-06 d1.c2 | 3 sur 3 | atteint
CS-06 d2.c1 | 3 sur 3 | atteint
CS-06 e1.c1 | 12 sur 13 | à surveiller
CS-07 d1.c1 | 10 sur 10 (3 sans relevé) | mesures insuffisantes
CS-07 d1.c2 | 10 sur 10 | atteint
CS-08 d1.c1 | 216 sur 248 | à surveiller
CS-08 d1.c2 | 245 sur 248 | atteint
CS-08 d1.c3 |  | non mesurable
CS-08 e1.c1 | 226 sur 248 | à surveiller
CS-09 d1.c1 | 2 sur 3 | à surveiller
CS-09 d1.c2 | 3 sur 3 | atteint
CS-10 d1.c1 |  | non mesuré
CS-10 d2.c1 |  | sans échéance sur la période
e1 | 432 sur 618 | non atteint
e2a | 104 sur 105 | atteint
e2b | 102 sur 105 | atteint
e3 | 11 sur 13 | non atteint
e4 | 215 sur 248 | à surveiller
e5 |  | non mesurable
""".strip().splitlines()


def test_chapter_9_objective_by_objective(sample):
    attainment, words = sample(), Words("fr")
    assert attainment.period == parse_period("2026-08..2026-10")
    told = []
    for line in CHAPTER_9:
        name = line.split(" | ")[0]
        one = result(attainment, sample, name)
        told.append(f"{name} | {count_words(one, words).replace(chr(0x202F), '')} | {verdict_words(one, words)}")
    assert told == CHAPTER_9
    assert len(CHAPTER_9) == sum(len(one.objectives) + len(one.expectations) for one in attainment.contracts) + 6


V = Verdict


def test_chapter_9_contract_by_contract(sample):
    attainment = sample()
    verdicts = {one.contract: one.verdict for one in attainment.contracts}
    assert {
        reference: verdicts[sample.references[reference]]
        for reference in sample.references
        if sample.references[reference] in verdicts
    } == {
        **{"CS-01": V.MISSED, "CS-02": V.MET, "CS-03": V.MET, "CS-04": V.MET, "CS-05": V.MET, "CS-06": V.MET},
        **{"CS-07": V.UNDETERMINED, "CS-08": V.AT_RISK, "CS-09": V.AT_RISK, "CS-10": V.NO_DATA},
    }
    incomplete = {one.contract for one in attainment.contracts if one.incomplete}
    assert incomplete == {sample.references[reference] for reference in ("CS-07", "CS-08", "CS-10")}


def test_lateness_beside_the_count(sample):
    one = result(sample(), sample, "CS-01 d1.c1")
    assert lateness_words(one, Words("en")) == "8 on time, 2 late (median 3\u00a0h\u00a028), 1 not delivered"
    assert lateness_words(one, Words("fr")) == "8 à l’heure, 2 en retard (médiane 3\u00a0h\u00a028), 1 non remis"


def test_no_percentage_below_five_occurrences(sample):
    attainment, words = sample(), Words("fr")
    assert share_words(result(attainment, sample, "CS-09 d1.c1"), words) == ""
    assert share_words(result(attainment, sample, "e1"), words) == "69,9\u202f%"


MONTHS = {
    "2026-03": "5 of 5",
    "2026-04": "3 of 4",
    "2026-05": "3 of 3, 1 excused (because of the client)",
    "2026-06": "4 of 5",
    "2026-07": "3 of 4",
    "2026-08": "2 of 4 (1 without a reading)",
    "2026-09": "3 of 4",
    "2026-10": "3 of 3, 1 excused",
}


@pytest.mark.parametrize("month", MONTHS)
def test_month_by_month(sample, month):
    one = result(sample(period=month), sample, "CS-01 d1.c1")
    assert count_words(one, Words("en")) == MONTHS[month]


def test_eight_months(sample):
    counts = result(sample(period="2026-03..2026-10"), sample, "CS-01 d1.c1").counts
    told = (counts.met, len(counts.lateness), counts.not_delivered, counts.due - counts.known, counts.excused)
    assert told == (26, 5, 1, 1, 2)
    assert counts.due + counts.excused == 35


def test_the_months_of_a_result_add_up(sample):
    one = result(sample(), sample, "CS-01 d1.c1")
    assert [(counts.met, counts.known) for _, counts in one.months] == [(2, 4), (3, 4), (3, 3)]


def test_missing_readings_are_named(sample):
    attainment = sample()
    told = {
        name: [f"{day:%d/%m}" for day in result(attainment, sample, name).missing]
        for name in ("CS-01 d1.c1", "CS-07 d1.c1", "CS-07 d1.c2", "CS-10 d1.c1")
    }
    assert told == {
        "CS-01 d1.c1": ["17/08"],
        "CS-07 d1.c1": ["10/08", "17/08", "24/08"],
        "CS-07 d1.c2": [],
        "CS-10 d1.c1": ["01/08", "01/09", "01/10"],
    }


def test_november_is_running(sample):
    running = sample().running
    words = Words("fr")
    report = result(running, sample, "CS-01 d1.c1")
    assert (planned_words(report, words), report.verdict) == ("3 sur 3 connus, 5 prévus", V.ON_TRACK)
    assert result(running, sample, "CS-09 d1.c1").verdict is V.SECURED
    test = result(running, sample, "CS-10 d2.c1")
    assert (test.verdict, test.counts.due, test.counts.open) == (V.OPEN, 1, 1)
    assert result(running, sample, "CS-02 d1.c1").verdict is V.OPEN


def test_as_of_selects_what_was_recorded_by_then(sample):
    # the September share of CS-02 was entered on 19 October only
    before = result(sample(date(2026, 10, 12), "2026-09"), sample, "CS-02 d1.c1")
    after = result(sample(date(2026, 10, 19), "2026-09"), sample, "CS-02 d1.c1")
    assert (before.verdict, after.counts.k, after.counts.n) == (V.NO_DATA, 624, 630)
    # 199 of 204 was corrected to 202 of 204 on 8 July
    entered = result(sample(date(2026, 7, 7), "2026-06"), sample, "CS-05 d1.c2").counts
    corrected = result(sample(date(2026, 7, 8), "2026-06"), sample, "CS-05 d1.c2").counts
    assert (entered.k, corrected.k, corrected.n) == (199, 202, 204)


def test_the_default_period_is_closed_as_of_the_day(sample):
    attainment = sample(date(2026, 10, 12))
    assert attainment.period == closed_months(date(2026, 10, 12)) == parse_period("2026-07..2026-09")
    assert result(attainment, sample, "CS-02 d1.c1").verdict is V.UNDETERMINED


def test_the_version_in_force_on_the_due_day_judges(sample):
    # 3 days until June, 2 from July: both shares of 90 %, so the count is one and the history is needed for March on
    june = result(sample(period="2026-06"), sample, "CS-04 d1.c1")
    assert (june.counts.k, june.counts.n, june.verdict) == (192, 206, V.MET)
    july = result(sample(period="2026-07"), sample, "CS-04 d1.c1")
    assert (july.counts.k, july.counts.n, july.verdict) == (194, 221, V.AT_RISK)


def test_services_carry_counts(sample):
    counts = {one.service: one for one in sample().services}
    claims = counts["gestion-des-sinistres"]
    assert claims.as_supplier == ((V.MET, 1),)
    assert claims.as_client == ((V.NO_DATA, 1), (V.MET, 4))


def test_the_sample_has_one_sentence_that_is_text_only(sample):
    faults = sample().faults
    assert [(fault.code, fault.place.element) for fault in faults] == [("objective-not-read", "e5")]


PERIODS = ["2026-08..2026-10", "2026-03..2026-05", "2026-06..2026-08", "2026-03..2026-10", *MONTHS]


EARLIER = date(2026, 10, 12)
CLOSED = [(AS_OF, period) for period in PERIODS] + [
    (EARLIER, period) for period in PERIODS if parse_period(period).last <= EARLIER
]


@pytest.mark.parametrize(("as_of", "period"), CLOSED)
def test_brute_force_comes_to_the_same(sample, sample_root, as_of, period):
    whole = parse_period(period)
    results, contracts = brute.everything(sample_root / "processes" / "readings", whole.first, whole.last, as_of)
    attainment = sample(as_of, period)
    every = [
        *attainment.promises,
        *(one for contract in attainment.contracts for one in (*contract.objectives, *contract.expectations)),
    ]
    told = {
        one.indicator: (
            *((one.counts.k, one.counts.n) if one.cases else (one.counts.met, one.counts.known)),
            one.verdict.value,
        )
        for one in every
        if one.indicator in results
    }
    assert told == results
    assert {one.contract: one.verdict.value for one in attainment.contracts} == contracts
