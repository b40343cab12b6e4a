"""What people read of attainment: words, counts, tables."""

from datetime import date
from fractions import Fraction

import pytest

from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, ServiceCounts, Verdict
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Objective, Party
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.organisation import Organisation, Promise, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.views import attainment_words as told
from svcgraph.views.attainment import attainment_table

FR, EN = Words("fr"), Words("en")


def result(**fields):
    base = {"contract": "a--b", "clause": "d1.c1", "indicator": "a--b/d1.c1.i1", "verdict": Verdict.MET}
    return IndicatorResult(**{**base, **fields})


@pytest.mark.parametrize(
    ("counts", "cases", "french", "english"),
    [
        (
            Counts(due=12, known=11, met=8, excused=1),
            False,
            "8 sur 11 (1 sans relevé), 1 neutralisé",
            "8 of 11 (1 without a reading), 1 excused",
        ),
        (Counts(due=12, known=12, met=11, excused=2), False, "11 sur 12, 2 neutralisés", "11 of 12, 2 excused"),
        (Counts(due=3, known=3, k=1825, n=1846), True, "1\u202f825 sur 1\u202f846", "1,825 of 1,846"),
        (Counts(due=5, known=3, met=3, open=2), False, "3 sur 3", "3 of 3"),
        (Counts(due=3), False, "", ""),
        (
            Counts(excused=1, client_fault=1),
            False,
            "0 sur 0, 1 neutralisé (fait du client)",
            "0 of 0, 1 excused (because of the client)",
        ),
    ],
)
def test_counts(counts, cases, french, english):
    one = result(counts=counts, cases=cases)
    assert (told.count_words(one, FR), told.count_words(one, EN)) == (french, english)


@pytest.mark.parametrize(
    ("share", "french"),
    [
        *(("0.986", "98,6"), ("0.92", "92,0"), ("0.8145", "81,5"), ("0.0005", "0,1"), ("1.5", "150,0")),
        *(("1", "100"), ("0.99999", "99,9"), ("1.0001", "100,1"), ("0", "0"), ("0.0001", "0,1")),
    ],
)
def test_percentages_never_round_to_all_or_nothing(share, french):
    assert told.percent(Fraction(share), "fr") == f"{french}\u202f%"
    assert told.percent(Fraction(share), "en") == f"{french.replace(',', '.')}\u202f%"


@pytest.mark.parametrize(
    ("share", "french"), [("0.95", "95"), ("0.995", "99,5"), ("1", "100"), ("0.05", "5"), ("0", "0")]
)
def test_a_share_that_people_set_is_printed_as_they_write_it(share, french):
    assert told.stated(Fraction(share), "fr") == f"{french}\u202f%"
    assert told.stated(Fraction(share), "en") == f"{french.replace(',', '.')}\u202f%"


def test_no_percentage_under_the_minimum_sample():
    four, five = result(counts=Counts(due=4, known=4, met=3)), result(counts=Counts(due=5, known=5, met=4))
    assert (told.share_words(four, FR), told.share_words(five, FR)) == ("", "80,0\u202f%")
    assert told.share_words(result(counts=Counts(due=5, known=5, met=4), minimum_sample=10), FR) == ""


def test_what_is_not_due_yet_misses_no_reading():
    """November on the 16th: 5 Mondays planned, 3 due and known."""
    november = result(counts=Counts(due=5, known=3, met=3, open=2), minimum_sample=3)
    assert told.coverage_words(november, FR) == "100\u202f%"
    year = result(counts=Counts(due=42, known=35, met=29, open=6))
    assert told.coverage_words(year, FR) == "97,2\u202f%"  # 35 of the 36 due so far


def test_verdicts_are_counted_without_a_plural():
    counted = ServiceCounts(service="a", as_supplier=((Verdict.AT_RISK, 1), (Verdict.MET, 4)))
    assert told.service_words(counted, FR) == ("à surveiller 1 · tenu 4", "")


@pytest.mark.parametrize(
    ("minutes", "words"), [(25, "25\u00a0min"), (208, "3\u00a0h\u00a028"), (3540, "2\u00a0j 11\u00a0h")]
)
def test_durations(minutes, words):
    assert told.duration(minutes, FR).replace("j\u00a0", "j ") == words


def test_verdicts_of_objectives_and_contracts_have_their_own_words():
    assert told.verdict_words(result(verdict=Verdict.MISSED), FR) == "non atteint"
    assert (
        told.verdict_words(result(verdict=Verdict.AT_RISK, subject_to=1), FR)
        == "à surveiller, sous réserve de 1 relevé manquant"
    )
    assert (
        told.verdict_words(result(verdict=Verdict.AT_RISK, subject_to=2), EN)
        == "at risk, subject to 2 missing readings"
    )
    missed = ContractResult(contract="a--b", verdict=Verdict.MISSED, incomplete=True, met=3, judged=4)
    assert told.contract_verdict_words(missed, FR) == "non tenu (incomplet)"
    assert (told.objectives_words(missed, FR), told.objectives_words(missed, EN)) == (
        "3 objectifs sur 4",
        "3 objectives of 4",
    )


def test_every_verdict_has_words():
    for verdict in Verdict:
        assert told.verdict_words(result(verdict=verdict), FR) != verdict.value
        assert told.contract_verdict_words(ContractResult(contract="a--b", verdict=verdict), EN)


@pytest.mark.parametrize(
    ("period", "french", "english"),
    [
        ("2026-08..2026-10", "août à octobre 2026", "August to October 2026"),
        ("2026-10", "octobre 2026", "October 2026"),
        ("2025-12..2026-02", "décembre 2025 à février 2026", "December 2025 to February 2026"),
        ("2026-10-05", "5 octobre 2026", "5 October 2026"),
        ("2026-03-01..2026-04-15", "1er mars 2026 à 15 avril 2026", "1 March 2026 to 15 April 2026"),
    ],
)
def test_periods(period, french, english):
    whole = parse_period(period)
    assert (told.period_words(whole, FR), told.period_words(whole, EN)) == (french, english)


def test_remarks():
    grown = result(grown=True, period=parse_period("2025-11..2026-10"), counts=Counts(due=1, known=1))
    assert told.reason_words(grown, FR) == "regardé sur novembre 2025 à octobre 2026\u00a0: trop peu d’occurrences"
    assert told.reason_words(result(counts=Counts(due=10, known=8)), FR) == "moins de neuf sur dix ont un relevé"
    assert told.reason_words(result(counts=Counts(due=10, known=9)), FR) == ""
    assert told.reason_words(result(reason="the objective is text only"), FR) == "l’objectif n’est qu’un texte"


def test_tables():
    objective = Objective(text=Text("sous 2 jours ouvrés", "within 2 working days"))
    criterion = Criterion(id="d1.c1", text=Text("x", "x"), objective=objective)
    contract = Contract(
        id="a--b",
        reference="CS-01",
        supplier=Party(service="a"),
        client=Party(service="b"),
        deliverables=(Deliverable(id="d1", name=Text("y", "y"), criteria=(criterion,)),),
    )
    organisation = Organisation(
        services=(
            ServiceEntry(id="a", name=Text("Ventes", "Sales")),
            ServiceEntry(id="b", name=Text("Achats", "Buying")),
        ),
        promises=(Promise(id="e1", party="p", deliverable=Text("z", "z"), objective=Text("95 %", "95 %")),),
    )
    one = result(counts=Counts(due=3, known=3, k=90, n=100), cases=True)
    attainment = Attainment(
        as_of=date(2026, 11, 16),
        period=parse_period("2026-08..2026-10"),
        contracts=(ContractResult(contract="a--b", verdict=Verdict.MET, met=1, judged=1, objectives=(one,)),),
        promises=(result(contract="", clause="e1", indicator="promises/e1", verdict=Verdict.NO_DATA),),
        running=Attainment(
            as_of=date(2026, 11, 16),
            period=parse_period("2026-11"),
            promises=(
                result(
                    contract="",
                    clause="e1",
                    indicator="promises/e1",
                    verdict=Verdict.ON_TRACK,
                    counts=Counts(due=5, known=3, met=3, open=2),
                ),
            ),
        ),
        services=(ServiceCounts(service="a", as_supplier=((Verdict.MET, 1),)),),
    )
    table = attainment_table(attainment, [contract], organisation, FR)
    assert table.title == "Atteinte des objectifs, août à octobre 2026"
    assert table.notes == ("Connu au 16 novembre 2026.",)
    assert table.rows[0][:9] == (
        "CS-01",
        "d1.c1",
        "Ventes",
        "Achats",
        "sous 2 jours ouvrés",
        False,
        "90 sur 100",
        Fraction(9, 10),
        "",
    )
    assert table.rows[1][9:12] == ("non mesuré", "", "3 sur 3 connus, 5 prévus\u00a0: en bonne voie")
    assert table.rows[0][11] == ""
    (row,) = attainment_table(attainment, [contract], organisation, EN, by="contract").rows
    assert row == ("CS-01", "Sales", "Buying", "kept", "1 objective of 1", "", "")
    assert attainment_table(attainment, [contract], organisation, FR, by="service").rows == (("Ventes", "tenu 1", ""),)
    with pytest.raises(KeyError):
        attainment_table(attainment, [contract], organisation, FR, by="person")
