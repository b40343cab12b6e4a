"""Attainment over periods: little pictures with the same months, counts never rates for services."""

import re
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree
from picture_checks import assert_counted, assert_texts_stay_on_the_page_and_apart
from picture_examples import HOSTILE, organisation

from svcgraph import pipeline
from svcgraph.domain.attainment import Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs._course import course
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram.trend import By, trends
from svcgraph.views.diagram.trend_words import of_shares
from svcgraph.views.shapes import State

sys.path.append(str(Path(__file__).parents[1]))
from bench.large_facts import facts as large_facts
from bench.large_months import measured as with_objectives
from bench.large_months import months as large_months

FIGURES = re.compile(r"\d+ of \d+")


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def months(story):
    return course(story)


def made(size: int):
    """The same verdicts of a generated organisation in each of twelve months."""
    found = organisation(size)
    day = found.attainment.as_of
    facts = Facts(
        organisation=found.organisation,
        graph=found.graph,
        contracts=found.contracts,
        attainment=found.attainment,
        as_of=day,
    )
    periods = [Period(first=date(2026, month, 1), last=date(2026, month, 28)) for month in range(1, 13)]
    return [replace(found.attainment, period=period) for period in periods], facts


def test_a_promise_is_a_line_of_exact_shares_against_its_target(story, months):
    picture = trends(months, story.facts, Words("en"))
    claims = picture.multiples[0]
    assert claims.name == "E1 Refund"
    assert claims.target == Fraction(95, 100)
    assert claims.ticks[-1].share == Fraction(157, 223)
    assert claims.ticks[-1].text == "157 of 223"
    assert [tick.state for tick in claims.ticks] == [None] * 4 + [State.MISSED] * 8
    assert claims.said == "improving: 70.4\u202f% · 157 of 223 in October, was 55.1\u202f% · 108 of 196 in March"


def test_a_trend_that_its_first_and_last_month_deny_is_told_with_what_it_compares(story, months):
    """E3 was kept in March and is kept in October: "falling" alone would read as a mistake."""
    picture = trends(months, story.facts, Words("en"))
    bulletin = next(one for one in picture.multiples if one.name.startswith("E3"))
    assert bulletin.said.startswith("falling: 4 of 4 in October, was ")
    assert bulletin.said.endswith("; half against half: 83.3\u202f% · 15 of 18, then 76.5\u202f% · 13 of 17")
    ticks = [tick.text.split(" of ") for tick in bulletin.ticks if tick.text]
    kept, due = ([int(tick[at]) for tick in ticks] for at in (0, 1))
    assert (sum(kept[:4]), sum(due[:4]), sum(kept[4:]), sum(due[4:])) == (15, 18, 13, 17)
    assert not any("half" in one.said for one in picture.multiples if one.name.startswith(("E1", "E4")))


def test_the_picture_tells_the_same_trend_as_the_command(story, months):
    """Only months that can be compared count: CS-04 O1 was renegotiated in July, a week of CS-01 O1 is not known."""
    picture = trends(months, story.facts, Words("en"), by=By.OBJECTIVE)
    told = {one.id: one.said for one in picture.multiples}
    assert told["expertise-et-reseau-de-garages--gestion-des-sinistres/d1.c1"].startswith("no trend: too few periods")
    assert "11 of 12, then" in told["service-commercial--marketing/d1.c1"]


def test_a_contract_is_counted_by_the_states_of_its_objectives(story, months):
    picture = trends(months, story.facts, Words("en"))
    sales = next(one for one in picture.multiples if one.name.startswith("CS-01"))
    expected = [next(r for r in m.contracts if r.contract == "service-commercial--marketing") for m in months]
    for tick, result in zip(sales.ticks, expected, strict=True):
        assert sum(number for _, number in tick.cells) == sum(
            one.verdict not in ("not due", "not measurable", "open") for one in result.objectives
        )
    assert sales.target is None


def test_a_service_has_counts_and_neither_rate_nor_verdict(story, months):
    picture = trends(months, story.facts, Words("fr"), by=By.SERVICE)
    assert picture.multiples
    assert all(one.target is None and "contrats non tenus" in one.said for one in picture.multiples)
    assert not any(tick.judged for one in picture.multiples for tick in one.ticks)
    assert "%" not in "".join(text.text or "" for text in etree.fromstring(draw(picture).svg.encode()).iter("{*}text"))


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_samples_trends_are_counted_and_readable(story, months, by, language):
    picture = trends(months, story.facts, Words(language), by=by)
    drawing = draw(picture)
    assert_counted(drawing.svg, picture)
    assert_texts_stay_on_the_page_and_apart(drawing.svg)
    assert drawing.type_size >= 6


@pytest.mark.parametrize("size", [3, 30, 150])
def test_of_many_the_worst_are_shown_and_the_rest_is_counted(size):
    found, facts = made(size)
    picture = trends(found, facts, Words("en"), by=By.SERVICE)
    with_contracts = sum(bool(one.as_supplier) for one in facts.attainment.services)
    assert len(picture.multiples) == min(24, with_contracts)
    if with_contracts > 24:
        assert f"Others: {with_contracts - 24}, with a missed contract:" in picture.notes[0]
    svg = draw(picture).svg
    assert_counted(svg, picture)
    assert_texts_stay_on_the_page_and_apart(svg)


def counts(met: int, known: int) -> IndicatorResult:
    verdict = Verdict.MET if met == known else Verdict.MISSED
    return IndicatorResult(
        contract="c", clause="d1.c1", indicator="c/d1.c1", verdict=verdict,
        counts=Counts(due=max(known, 1), known=known, met=met),
    )  # fmt: skip


def test_of_too_few_occurrences_the_count_is_told_without_a_percentage():
    periods = [Period(first=date(2026, month, 1), last=date(2026, month, 28)) for month in range(1, 7)]
    few = [(period, counts(3 - at // 3, 3)) for at, period in enumerate(periods)]
    many = [(period, counts(10 - at, 10)) for at, period in enumerate(periods)]
    assert of_shares(few, Words("en")).said == "falling: 2 of 3 in June, was 3 of 3 in January"
    assert of_shares(many, Words("en")).said == (
        "falling: 50.0\u202f% · 5 of 10 in June, was 100\u202f% · 10 of 10 in January"
    )
    # the halves of the months have enough
    assert of_shares(few, Words("en")).way == "100\u202f% · 9 of 9, then 66.7\u202f% · 6 of 9"


def test_the_sheet_says_which_fell_and_which_rose_most():
    facts = with_objectives(large_facts(30))
    picture = trends(large_months(facts), facts, Words("en"), by=By.OBJECTIVE)
    falling, rising = picture.panels
    assert falling.title.startswith("Falling: ")
    assert rising.title.startswith("Improving: ")
    falls = [one for one in picture.multiples if "falling: " in one.said]
    assert 0 < len(falls) <= int(falling.title.split()[1])
    shares = [[Fraction(*map(int, half.split(" of "))) for half in FIGURES.findall(line)] for line in falling.lines]
    changes = [before - after for before, after in shares]
    assert changes == sorted(changes, reverse=True)
    assert min(changes) > Fraction(5, 100)


def test_a_contract_is_told_by_the_months_in_which_it_was_kept():
    facts = with_objectives(large_facts(30))
    course = large_months(facts)
    picture = trends(course, facts, Words("en"))
    judged = {"met", "at risk", "missed"}
    for one in (one for one in picture.multiples if "kept in" in one.said):
        verdicts = [next(r.verdict for r in month.contracts if r.contract == one.id) for month in course]
        known = [verdict for verdict in verdicts if verdict in judged]
        half = len(known) // 2
        after, before = (part.count("met") for part in (known[-half:], known[:half]))
        assert f"kept in {after} of the last {half} months judged, in {before} of the {half} first" in one.said


def test_columns_of_a_sheet_have_one_scale_and_their_states_a_sign_in_each_cell():
    facts = with_objectives(large_facts(150))
    picture = trends(large_months(facts), facts, Words("fr"), by=By.SERVICE)
    root = etree.fromstring(draw(picture).svg.encode())
    heights: dict[int, set[float]] = defaultdict(set)
    for one in root.iter("{*}g"):
        if not (one.get("class") or "").startswith("node multiple"):
            continue
        cells = [child for child in one.iter("{*}rect") if child.get("rx") == "1"]
        marks = [child for child in one.iter("{*}g") if (child.get("class") or "").startswith("mark ")]
        assert len(marks) == len(cells) > 0
        counts = [int(text.text) for text in one.iter("{*}text") if text.get("font-weight") and text.text.isdigit()]
        for cell, count in zip(cells, counts, strict=True):
            heights[count].add(float(cell.get("height")))
    assert len(heights) > 2
    assert all(len(found) == 1 for found in heights.values())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_nothing(name):
    found, facts = made(3)
    first = facts.graph.services[0]
    named = replace(facts.graph, services=(Service(id=first.id, name=Text(name)), *facts.graph.services[1:]))
    picture = trends(found, replace(facts, graph=named), Words("fr"), by=By.SERVICE)
    svg = draw(picture).svg
    assert etree.fromstring(svg.encode()) is not None
    assert_counted(svg, picture)


def test_nothing_measured_is_said():
    _, facts = made(3)
    picture = trends((), facts, Words("en"))
    assert picture.notes[0] == "Nothing was measured in these periods."
    assert draw(picture).svg
