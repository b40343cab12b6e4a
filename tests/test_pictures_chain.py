"""The picture of a chain: what leads to an external client's deliverable, with times, weakest link and gaps."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from picture_checks import assert_counted, assert_texts_stay_on_the_page_and_apart
from picture_examples import AS_OF, HOSTILE, PERIOD, activity, graph, handoff, organisation, service

from svcgraph import pipeline
from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain.build import chains
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.chain import chain_table
from svcgraph.views.chain_words import ChainWords, fit_words
from svcgraph.views.diagram.chain import LONGEST, MOST_OF_ONE, chain
from svcgraph.views.shapes import NodeShape, State
from svcgraph.views.tables import Term

sys.path.append(str(Path(__file__).parents[1]))
from bench.chained_facts import chained


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


def of(story, promise: str):
    return [one for one in story.chains if one.promise == promise]


def cards(picture):
    return [node for node in picture.nodes if node.shape is NodeShape.CARD]


def test_every_link_of_the_claims_chain_is_a_card_once_and_the_weakest_stands_out(story):
    found = of(story, "e1")
    picture = chain(found, story.facts, Words("fr"))
    links = dict.fromkeys(link for path in found[0].paths for link in path.links)
    assert len(cards(picture)) == len(links)
    assert [card.name for card in cards(picture) if card.strong] == ["Rapport de chiffrage"]
    lines = {card.name: [run.text for line in card.details for run in line] for card in cards(picture)}
    assert lines["Rapport de chiffrage"][0].replace("\u00a0", " ") == "CS-04 · 2 jours ouvrés"
    assert lines["Remboursement"][0].startswith("E1 · 95")
    states = {card.name: card.state for card in cards(picture)}
    assert states["Remboursement"] is State.MISSED
    assert states["Rapport de chiffrage"] is State.MET
    assert "Tenir chaque contrat ne suffit pas" in " ".join(picture.notes)


def test_a_promise_kept_as_text_is_not_measurable_wherever_it_is_told(story):
    """E5 names a time, in words that no form of objective has: “no time promised” would be untrue."""
    together = chain(story.chains, story.facts, Words("en"))
    (note,) = (note for note in together.notes if note.startswith("E5"))
    assert note.endswith("5 weeks after the end of the quarter – not measurable (kept as text).")
    (filed,) = (card for card in cards(together) if card.name == "Returns filed")
    said = [run.text.strip() for line in filed.details for run in line if run.text.strip()]
    assert said == ["E5 · 5 weeks after the end of the quarter", "not measurable"]
    told = ChainWords(story.graph, story.organisation, story.contracts, Words("en"))
    listed = chain_table(of(story, "e5"), told).rows[0]
    assert "not measurable" in [cell for cell in listed if isinstance(cell, Term)]
    silent = replace(of(story, "e5")[0], objective=Text())
    assert fit_words(silent, Words("en")) == "no time promised"


def test_what_no_contract_covers_is_drawn_as_nothing_agreed_and_said_in_words(story):
    picture = chain(of(story, "e3"), story.facts, Words("en"))
    bare = [card for card in cards(picture) if card.state is State.DRAFT]
    assert len(bare) == 2
    assert all([run.text for run in card.details[0]] == ["", " no contract"] for card in bare)
    assert all(card.details[0][0].state is State.DRAFT for card in bare)
    assert "no contract in force covers it" in [entry.text for entry in picture.legend]


def test_a_time_borrowed_from_another_output_lends_no_verdict(story):
    """The list of missing documents leaves the activity that also orders assessments (CS-04): nobody agreed on it."""
    found = [one for one in pipeline.chains(story) if one.deliverable.fr == "Demande de pièces"]
    picture = chain(found, story.facts, Words("en"))
    (card,) = [one for one in cards(picture) if one.name == "List of missing documents"]
    said = ["".join(run.text for run in line).replace("\u00a0", " ").strip() for line in card.details]
    assert (card.state, said[:2]) == (State.DRAFT, ["no contract", "time of CS-04, same activity: 1 working day"])
    arrows = [edge.state for edge in picture.edges if card.id in (edge.source, edge.target)]
    assert set(arrows) == {State.DRAFT}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("promise", ["e1", "e3", "e4", ""])
def test_the_samples_chains_are_counted_and_readable(story, promise, language):
    found = of(story, promise) if promise else story.chains
    picture = chain(found, story.facts, Words(language))
    made = draw(picture)
    assert_counted(made.svg, picture)
    assert_texts_stay_on_the_page_and_apart(made.svg)
    assert not promise or made.type_size >= 6


def test_from_a_service_only_what_comes_after_it_is_shown(story):
    picture = chain(of(story, "e1"), story.facts, Words("en"), service="gestion-des-contrats")
    whole = chain(of(story, "e1"), story.facts, Words("en"))
    assert picture.nodes[0].key == "gestion-des-contrats"
    assert 0 < len(cards(picture)) < len(cards(whole))


def looked_at(found, organisation_=Organisation()):
    day = Attainment(as_of=AS_OF, period=PERIOD)
    facts = Facts(organisation=organisation_, graph=found, contracts=(), attainment=day, as_of=AS_OF)
    calendar = WorkCalendar()
    return chains(found, (), organisation_, day, clauses=(), calendar=calendar, as_of=AS_OF), facts


@pytest.mark.parametrize("size", [3, 30, pytest.param(150, marks=pytest.mark.no_cover)])
def test_a_large_organisations_chain_keeps_to_what_can_be_read_and_says_what_is_missing(size):
    made = organisation(size)
    steps = tuple((one.source, one.target) for one in made.graph.handoffs if one.source and one.target)
    found, facts = looked_at(replace(made.graph, steps=steps), made.organisation)
    picture = chain(found[:1], facts, Words("fr"))
    assert 0 < len(cards(picture)) <= MOST_OF_ONE
    longest = max(len(path.links) for path in found[0].paths)
    assert (longest > LONGEST) == any(note.startswith("Des chemins plus longs") for note in picture.notes)
    made_ = draw(picture, paper=Paper.A3 if size < 30 else Paper.A2)
    assert made_.type_size >= 6
    assert_counted(made_.svg, picture)
    assert_texts_stay_on_the_page_and_apart(made_.svg)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_nothing(name):
    ends = (Service(id=name or "empty", name=Text(name)), service("b", external=True))
    given = handoff(ends[0].id, "b", name or "x", source="p#a", target="")
    found, facts = looked_at(graph(ends, (given,), activities=(activity("p#a", ends[0].id),)))
    picture = chain(found, facts, Words("fr"))
    svg = draw(picture).svg
    assert etree.fromstring(svg.encode()) is not None
    assert_counted(svg, picture)


def test_a_workspace_without_chains_has_an_empty_picture():
    picture = chain((), looked_at(graph((service("a"),), ()))[1], Words("en"))
    assert picture.notes[0] == "Nothing that is mapped leads there."
    assert draw(picture).svg.count('<g class="node ') == 0


def test_things_handed_over_together_do_not_lead_to_each_other():
    ends = (service("a"), service("b"), service("c", external=True))
    given = (
        handoff("a", "b", "Report", source="p#1", target="p#2"),
        handoff("a", "b", "Annex", source="p#1", target="p#2"),
        handoff("b", "c", "Letter", source="p#2", target=""),
    )
    work = (activity("p#1", "a"), activity("p#2", "b"))
    found, facts = looked_at(replace(graph(ends, given, activities=work), steps=(("p#1", "p#2"),)))
    picture = chain(found, facts, Words("en"))
    names = {node.id: node.name for node in picture.nodes}
    ways = {(names[edge.source], names[edge.target]) for edge in picture.edges}
    assert {way for way in ways if way[0] in ("Report", "Annex", "Letter")} == {
        ("Report", names_of(picture, "b")),
        ("Annex", names_of(picture, "b")),
        ("Letter", names_of(picture, "c")),
    }


def names_of(picture, service_id):
    return next(node.name for node in picture.nodes if node.key == service_id)


def test_a_sign_on_a_card_whose_frame_says_otherwise_is_explained():
    """A contract may be kept of which one thing is missed: the frame is the contract's, the sign the thing's."""
    facts = chained(3)
    made = chain(facts.chains, facts, Words("en"))
    signs = {run.state for node in made.nodes for line in node.details for run in line if run.state}
    assert signs - {node.state for node in cards(made)}
    assert signs <= {entry.state for entry in made.legend}
