"""Attainment over periods: little pictures with the same months, counts never rates for services."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from lxml import etree
from picture_checks import assert_counted, assert_texts_stay_on_the_page_and_apart
from picture_examples import HOSTILE, organisation

from svcgraph import pipeline
from svcgraph.domain.attainment import Period
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs._course import course
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram.trend import By, trends
from svcgraph.views.shapes import State


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
    assert claims.said == "improving, last month known: 157 of 223"


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
    assert all(one.target is None and not one.said for one in picture.multiples)
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
        assert picture.notes[0].startswith(f"Left out: {with_contracts - 24} more")
    svg = draw(picture).svg
    assert_counted(svg, picture)
    assert_texts_stay_on_the_page_and_apart(svg)


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
