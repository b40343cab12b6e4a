"""What stands beside the sentence counts: share of cases, cut-off hour, day off, time zone, holidays of elsewhere."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from svcgraph.domain import contract as d
from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.inheritance import with_defaults
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.organisation import CalendarSettings, DayOff, Defaults, Organisation
from svcgraph.domain.session import CountingRule, CountingRules
from svcgraph.domain.text import Text
from svcgraph.engine.judge import judge
from svcgraph.errors import Place
from svcgraph.store.calendar import calendars_asked, work_calendar

FRANCE = work_calendar(CalendarSettings())


def contract(objective: d.Objective, **fields: object) -> d.Contract:
    criterion = d.Criterion(id="d1.c1", text=Text("x", "x"), objective=objective, indicator=d.Indicator(id="d1.c1.i1"))
    whole: dict[str, object] = {
        "supplier": d.Party(service="a"),
        "client": d.Party(service="b"),
        "status": d.Status.ACTIVE,
        "start": date(2026, 1, 1),
        "deliverables": (d.Deliverable(id="d1", name=Text("R", "R"), criteria=(criterion,)),),
        **fields,
    }
    return d.Contract(id="a--b", **whole)  # type: ignore[arg-type]


def sentence(words: str, **beside: object) -> d.Objective:
    return d.Objective(text=Text(words, words), **beside)  # type: ignore[arg-type]


def moment(day: str, clock: str = "12:00") -> object:
    return FRANCE.moment(date.fromisoformat(day), time.fromisoformat(clock))


def case(asked: tuple[str, str], given: tuple[str, str], line: int = 2) -> Reading:
    place = Place(file="r.csv", line=line)
    return Reading(
        indicator="a--b/d1.c1.i1",
        requested_at=moment(*asked),  # type: ignore[arg-type]
        delivered_at=moment(*given),  # type: ignore[arg-type]
        place=place,
    )


def delivery(day: str, given: tuple[str, str]) -> Reading:
    return Reading(
        indicator="a--b/d1.c1.i1",
        span=parse_period(day),
        delivered_at=moment(*given),  # type: ignore[arg-type]
        place=Place(file="r.csv", line=2),
    )


def judged(one: d.Contract, *readings: Reading, period: str = "2026-10") -> Attainment:
    return judge(
        [one],
        history=(),
        promises=(),
        readings=readings,
        calendar=FRANCE,
        as_of=date(2026, 11, 30),
        period=parse_period(period),
        calendars=calendars_asked([one], CalendarSettings()),
    )


def first(attainment: Attainment) -> IndicatorResult:
    return attainment.contracts[0].objectives[0]


def codes(attainment: Attainment) -> list[str]:
    return [fault.code for fault in attainment.faults]


KEPT = (("2026-10-05", "10:00"), ("2026-10-06", "10:00"))
LATE = (("2026-10-12", "10:00"), ("2026-10-20", "10:00"))


def test_a_share_beside_a_lead_time_is_its_target_and_nothing_is_missing() -> None:
    cases = [case(*KEPT, line) for line in range(2, 11)] + [case(*LATE, 12)]
    made = judged(contract(sentence("sous 2 jours ouvrés", share="90 %")), *cases)
    assert (first(made).target, first(made).target_stated, first(made).verdict) == (
        Fraction(9, 10),
        True,
        Verdict.MET,
    )
    assert "share-not-stated" not in codes(made)
    alone = judged(contract(sentence("sous 2 jours ouvrés")), *cases)
    assert (first(alone).target, "share-not-stated" in codes(alone)) == (Fraction(1), True)


@pytest.mark.parametrize("share", ["98,5 %", "98.5%", " 98,5 ", "98,50\u202f%"])
def test_a_share_is_exact_however_it_is_written(share: str) -> None:
    made = first(judged(contract(sentence("chaque lundi avant 10 h", share=share))))
    assert made.target == Fraction(985, 1000)


@pytest.mark.parametrize("share", ["presque tous", "0 %", "101 %", "-5 %"])
def test_a_share_that_is_none_is_said_and_does_not_count(share: str) -> None:
    made = judged(contract(sentence("chaque lundi avant 10 h", share=share)))
    assert (first(made).target, codes(made)) == (Fraction(1), ["share-not-read"])


def test_the_sentence_comes_before_what_stands_beside_it() -> None:
    made = judged(contract(sentence("95 % sous 2 jours ouvrés", share="80 %")), case(*KEPT))
    assert (first(made).target, codes(made)) == (Fraction(95, 100), ["share-twice"])
    same = judged(contract(sentence("95 % sous 2 jours ouvrés", share="95 %")), case(*KEPT))
    assert codes(same) == []


LAST_MINUTE = case(("2026-10-05", "17:00"), ("2026-10-07", "09:00"))  # a day late unless it came on the 6th


@pytest.mark.parametrize(
    ("objective", "rules", "met"),
    [
        ({}, CountingRules(), 0),
        ({}, CountingRules(cut_off="16:00"), 1),
        ({}, CountingRules(cut_off="16:00", struck=(CountingRule.CUT_OFF,)), 0),
        ({"cut_off": "16:00"}, CountingRules(struck=(CountingRule.CUT_OFF,)), 1),
        ({"cut_off": "18:00"}, CountingRules(cut_off="16:00"), 0),
    ],
)
def test_the_cut_off_of_the_objective_else_of_the_contract(
    objective: dict[str, str], rules: CountingRules, met: int
) -> None:
    one = contract(sentence("sous 1 jour ouvré", share="95 %", **objective), counting=rules)
    assert first(judged(one, LAST_MINUTE)).counts.k == met


def test_an_inherited_cut_off_counts() -> None:
    general = Organisation(defaults=Defaults(cut_off="16:00"))
    one = with_defaults(contract(sentence("sous 1 jour ouvré", share="95 %")), general)
    assert first(judged(one, LAST_MINUTE)).counts.k == 1


@pytest.mark.parametrize(
    ("own", "rules", "last_good"),
    [
        (None, CountingRules(), "2026-10-05"),  # Saturday 3 October: the organisation's rule is the next working day
        (None, CountingRules(day_off=DayOff.PREVIOUS), "2026-10-02"),
        (None, CountingRules(day_off=DayOff.PREVIOUS, struck=(CountingRule.DAY_OFF,)), "2026-10-03"),
        (DayOff.PREVIOUS, CountingRules(day_off=DayOff.NEXT), "2026-10-02"),
    ],
)
def test_where_a_deadline_on_a_day_off_goes(own: DayOff | None, rules: CountingRules, last_good: str) -> None:
    one = contract(sentence("tous les samedis", day_off=own), counting=rules)
    after = (date.fromisoformat(last_good) + timedelta(days=1)).isoformat()
    kept = judged(one, delivery("2026-10-03", (last_good, "23:00")))
    late = judged(one, delivery("2026-10-03", (after, "08:00")))
    assert (first(kept).counts.met, first(late).counts.met) == (1, 0)


def test_hours_in_another_time_zone() -> None:
    at_ten = delivery("2026-10-05", ("2026-10-05", "10:30"))  # 09:30 in London
    here, there = sentence("chaque lundi avant 10 h"), sentence("chaque lundi avant 10 h", timezone="Europe/London")
    assert first(judged(contract(here), at_ten)).counts.met == 0
    assert first(judged(contract(there), at_ten)).counts.met == 1
    wrong = judged(contract(sentence("chaque lundi avant 10 h", timezone="Mars")), at_ten)
    assert (first(wrong).counts.met, codes(wrong)) == (0, ["timezone-not-read"])


def test_holidays_of_another_country() -> None:
    """21 July is a holiday in Belgium, 14 July in France."""
    asked = case(("2026-07-13", "10:00"), ("2026-07-15", "10:00"))
    beside = {"share": "95 %"}
    assert first(judged(contract(sentence("sous 1 jour ouvré", **beside)), asked, period="2026-07")).counts.k == 1
    belgian = contract(sentence("sous 1 jour ouvré", calendar="BE", **beside))
    assert first(judged(belgian, asked, period="2026-07")).counts.k == 0
    wrong = judged(contract(sentence("sous 1 jour ouvré", calendar="XX", **beside)), asked, period="2026-07")
    assert (first(wrong).counts.k, codes(wrong)) == (1, ["calendar-not-read"])


@pytest.mark.parametrize(
    ("own", "of_contract", "counted"), [(None, None, 5), (None, 8, 8), (3, 8, 3), (None, d.MINIMUM_SAMPLE, 5)]
)
def test_the_minimum_sample_of_the_indicator_else_of_the_contract(
    own: int | None, of_contract: int | None, counted: int
) -> None:
    indicator = d.Indicator(id="d1.c1.i1", minimum_sample=own)
    criterion = d.Criterion(id="d1.c1", text=Text("x", "x"), objective=sentence("chaque lundi"), indicator=indicator)
    items = (d.Deliverable(id="d1", name=Text("R", "R"), criteria=(criterion,)),)
    assert (
        first(judged(contract(sentence(""), deliverables=items, minimum_sample=of_contract))).minimum_sample == counted
    )
