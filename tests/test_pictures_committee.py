"""The committee's page: what was promised, what is signed, what is kept; where nothing is agreed; three decisions."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from picture_checks import assert_counted, assert_texts_stay_on_the_page_and_apart
from picture_examples import AS_OF, HOSTILE, PERIOD, activity, graph, handoff, organisation, service
from picture_measures import tracing

from svcgraph import pipeline
from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain.build import chains
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs._course import before, course
from svcgraph.renderers.picture.drawing import draw, draw_readable
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.attainment_words import stated
from svcgraph.views.diagram.chain import chain
from svcgraph.views.diagram.committee import MOST_ARROWS, committee
from svcgraph.views.diagram.committee import forms as committee_forms
from svcgraph.views.shapes import NodeShape, Sample, State

sys.path.append(str(Path(__file__).parents[1]))
from bench.chained_facts import chained


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def page(story):
    return committee(story.facts, Words("fr"), before=before(story))


def test_the_title_is_the_finding(page):
    assert page.title.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Remboursement : 5 jours ouvrés promis, 7 signés, 69,9 % tenus"
    )


def test_promises_stand_on_the_right_with_their_measured_result(page):
    promises = [node for node in page.nodes if node.shape is NodeShape.PROMISE]
    assert {node.column for node in promises} == {max(node.column for node in page.nodes)}
    claims = next(node for node in promises if node.details[0][0].text == "E1 Remboursement")
    assert claims.state is State.MISSED
    assert "432 sur 618" in claims.details[2][1].text


def test_at_most_25_arrows_each_numbered_and_told(page):
    assert 0 < len(page.edges) <= MOST_ARROWS
    assert [edge.label for edge in page.edges] == [item.number for item in page.listing]
    bare = [item.text for item in page.listing if item.state is State.DRAFT]
    assert bare
    assert all("aucun contrat" in text for text in bare)


def test_three_decisions_are_asked_for_three_promises(page):
    asked = page.panels[2].lines
    assert [line.split("\u00a0")[0] for line in asked] == ["1. E1", "2. E3", "3. E4"]


def test_every_decision_names_the_service_that_is_to_act(story):
    """E4 waits for what Broker Relations hands over late to Underwriting, and both are named."""
    asked = committee(story.facts, Words("en")).panels[2].lines
    names = [service.name.en for service in story.graph.services if not service.external]
    assert all(any(f"({name})" in line for name in names) for line in asked)
    assert asked[2] == (
        "3. E4: have “Complete quotation request” (Broker Relations) handed over on time: "
        "CS-08 “Quotation” (Underwriting) is late because of it."
    )


def test_counts_are_told_with_their_change_since_the_period_before(page, story):
    earlier = before(story)
    assert (earlier.period.first.isoformat(), earlier.period.last.isoformat()) == ("2026-05-01", "2026-07-31")
    assert "non tenu 1 (−1)" in page.panels[0].lines[0].replace("\u00a0", " ")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_count_and_its_change_stay_on_one_line(page):
    _, said = page.panels[0].lines[0].split(" : ".replace(" :", "\u00a0:"))
    assert all(" " not in pair for pair in said.split(" · "))


def test_what_is_counted_says_of_what_and_how_much_of_it_is_on_the_page(page, story):
    contracts, promises = map(plain, page.panels[0].lines[:2])
    told = " ".join(item.text for item in page.listing)
    shown = [one for one in story.contracts if one.status.binding and one.reference and one.reference in told]
    assert contracts.startswith(f"Contrats en vigueur ({len(story.attainment.contracts)}, dont {len(shown)} sur")
    assert len(shown) == 7
    ends = [node for node in page.nodes if node.shape is NodeShape.PROMISE]
    assert promises.startswith(f"Engagements externes ({len(story.organisation.promises)}, dont {len(ends)} sur")


def test_the_signed_days_of_the_title_add_up_from_the_numbers_on_the_page(page):
    note = plain(page.notes[0])
    assert note.startswith("E1, délais signés : n° 1 : 1 jour ouvré") and note.endswith("en tout 7 jours ouvrés.")
    days = [int(part.split(": ")[-1].split()[0]) for part in note.split("signés : ")[1].split(" ; ")[0].split(", ")]
    assert sum(days) == 7
    assert "CS-06, 2 jours ouvrés, pour la même activité" in plain(page.listing[4].text)


def test_what_is_not_known_well_enough_has_no_share_beside_it(page):
    sheet = plain(page.listing[8].text)
    assert page.listing[8].state is State.UNKNOWN
    assert "10 sur 10 (3 sans relevé) · mesures insuffisantes" in sheet
    assert "%" not in sheet
    assert any(line.endswith("n° 9.") for line in map(plain, page.panels[1].lines))


def test_stretches_without_a_contract_are_named_by_their_numbers(page):
    bare = [item.number for item in page.listing if item.state is State.DRAFT]
    assert f"(n° {', '.join(bare)})" in plain(page.panels[1].lines[0])


def test_what_is_left_out_is_named(page):
    assert "E5" in page.notes[-1]


def test_no_person_no_figure_of_a_service_and_no_draft_is_on_the_page(page, story):
    svg = draw(page).svg
    assert not [person.name for person in story.organisation.people if person.name in svg]
    assert not [node for node in page.nodes if node.shape is NodeShape.SERVICE and node.details]
    drafts = {one.reference for one in story.contracts if not one.status.binding and one.reference}
    assert not [reference for reference in drafts if reference in svg]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_counted_and_readable_on_a3(story, language):
    picture = committee(story.facts, Words(language), before=before(story))
    made = draw(picture)
    assert_counted(made.svg, picture)
    assert_texts_stay_on_the_page_and_apart(made.svg)
    assert made.type_size >= 6


def test_the_course_is_judged_month_by_month_up_to_the_last_closed_one(story):
    months = course(story)
    assert len(months) == 12
    assert (months[0].period.first.isoformat(), months[-1].period.last.isoformat()) == ("2025-11-01", "2026-10-31")
    claims = [next(one for one in month.promises if one.clause == "e1") for month in months]
    assert sum(one.counts.k for one in claims[-3:]) == 432


def looked_at(found, organisation_):
    day = Attainment(as_of=AS_OF, period=PERIOD)
    made = chains(found, (), organisation_, day, clauses=(), calendar=WorkCalendar(), as_of=AS_OF)
    return Facts(organisation=organisation_, graph=found, contracts=(), attainment=day, as_of=AS_OF, chains=made)


def promise(party: str, thing: str, number: int) -> Promise:
    return Promise(id=f"e{number}", party=party, deliverable=Text(thing), objective=Text("sous 5 jours"))


@pytest.mark.parametrize("size", [3, 30, pytest.param(150, marks=pytest.mark.no_cover)])
def test_a_large_organisations_page_keeps_to_its_arrows(size):
    made = organisation(size)
    steps = tuple((one.source, one.target) for one in made.graph.handoffs if one.source and one.target)
    outside = [one for one in made.graph.handoffs if one.client.startswith("partie")]
    promises = tuple(promise(one.client, one.deliverable, at) for at, one in enumerate(outside[:6]))
    facts = looked_at(replace(made.graph, steps=steps), replace(made.organisation, promises=promises))
    picture = committee(facts, Words("fr"))
    made_ = draw(picture)
    svg = made_.svg
    assert 0 < len(picture.edges) <= MOST_ARROWS
    assert made_.type_size >= 6
    assert_counted(svg, picture)
    assert_texts_stay_on_the_page_and_apart(svg)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_nothing(name):
    ends = (Service(id=name or "empty", name=Text(name)), service("b", external=True))
    given = handoff(ends[0].id, "b", name or "x", source="p#a", target="")
    found = graph(ends, (given,), activities=(activity("p#a", ends[0].id),))
    picture = committee(looked_at(found, Organisation(promises=(promise("b", name or "x", 1),))), Words("fr"))
    svg = draw(picture).svg
    assert etree.fromstring(svg.encode()) is not None
    assert_counted(svg, picture)


def test_promises_that_nobody_measures_are_counted_as_such():
    found = graph((service("a"), service("b", external=True)), (handoff("a", "b", "Colis", source="p#a"),),
                  activities=(activity("p#a", "a"),))  # fmt: skip
    picture = committee(looked_at(found, Organisation(promises=(promise("b", "Colis", 1),))), Words("fr"))
    assert plain(picture.panels[0].lines[1]) == "Engagements externes (1, dont 1 sur cette page) : relevés manquants 1"


def test_without_promises_the_page_says_so():
    picture = committee(looked_at(graph((service("a"),), ()), Organisation()), Words("en"))
    assert picture.title == "No promise to external clients can be judged yet"
    assert draw(picture).width > 0


@pytest.mark.parametrize(("language", "between"), [("en", "for"), ("fr", "pour")])
def test_every_share_stands_beside_the_share_that_was_promised(story, language, between):
    words = Words(language)
    facts = story.facts
    pictures = (committee(facts, words), chain(facts.chains, facts, words))
    for picture in pictures:
        lines = ["".join(run.text for run in line) for node in picture.nodes for line in node.details]
        told = [text for text in (*lines, *(item.text for item in picture.listing)) if "% ·" in text]
        assert len(told) >= 5
        results = [one.result for one in facts.chains if one.result]
        results += [link.result for one in facts.chains for link in one.inner if link.result]
        targets = {stated(one.target, language) for one in results}
        found = [re.findall(rf"% {between} ([0-9.,]+.%) · ", text) for text in told]
        assert all(found)
        assert {target for one in found for target in one} <= targets
        assert sum(entry.sample is Sample.SHARE for entry in picture.legend) == 1


def test_where_no_share_is_told_the_legend_explains_none(story):
    picture = chain((), story.facts, Words("en"))
    assert not any(entry.sample is Sample.SHARE for entry in picture.legend)


@pytest.mark.parametrize("size", [150, 500])
def test_arrows_to_one_service_end_apart(size):
    """Two things between the same two services were one line, and a third arrow ended under it in the void."""
    found = tracing(draw_readable(committee_forms(chained(size), Words("fr")), paper=Paper.A3)[1])
    assert found["ends as one"] == []
    assert found["run as one"] == []
