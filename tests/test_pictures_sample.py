"""The sample's pictures tell its story."""

from collections import Counter

import pytest

from svcgraph import pipeline
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram.organisation import organisation
from svcgraph.views.diagram.process import process
from svcgraph.views.shapes import State


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


def test_the_organisation_is_65_pairs_and_18_arrows_outside(story):
    picture = organisation(story.graph, story.contracts, story.attainment, story.organisation, Words("fr"))
    inside = [edge for edge in picture.edges if not outside(edge, story)]
    assert len(picture.clusters) == 5
    assert len(inside) == 65
    assert len(picture.nodes) == 24
    assert draw(picture).type_size > 6
    states = {edge.id: edge.state for edge in picture.edges}
    assert states["service-commercial--marketing"] is State.MISSED
    assert states["marketing--relation-courtiers"] is State.UNKNOWN
    assert states["systemes-d-information--gestion-des-sinistres"] is State.UNKNOWN
    assert states["souscription--relation-courtiers"] is State.AT_RISK
    assert states["relation-courtiers--souscription"] is State.AT_RISK  # covered by an expectation
    assert states["systemes-d-information--relation-societaires"] is State.SUSPENDED
    assert states["actuariat--souscription"] is State.DRAFT
    assert states["comptabilite-et-reglements--societaire"] is State.MISSED
    assert states["relation-courtiers--courtier"] is State.MISSED


def outside(edge, story) -> bool:
    parties = {service.id for service in story.graph.services if service.external}
    return edge.source in parties or edge.target in parties


def test_small_home_claims_are_all_blue_inside_and_red_outside(story):
    index = [mapped.id for mapped in story.graph.processes].index("o5")
    mapped = story.graph.processes[index]
    picture = process(
        story.graph,
        index,
        story.contracts,
        story.attainment,
        story.organisation,
        Words("fr"),
        process_map=story.map_of(mapped.file),
    )
    counts = Counter(item.state for item in picture.listing)
    assert counts[State.MET] == 7
    assert counts[State.MISSED] == 1
    said = next(item for item in picture.listing if item.state is State.MISSED).text.replace("\u202f", " ")
    assert said.endswith("Remboursement (engagement non tenu, E1 69,9 % pour 95 % · 432 sur 618)")
    assert next(item.text for item in picture.listing if item.number == "9").endswith("(contrat tenu, CS-05)")
    assert draw(picture).svg


def test_every_process_is_drawn_with_all_its_handoffs(story):
    for index, mapped in enumerate(story.graph.processes):
        picture = process(story.graph, index, words=Words("fr"), process_map=story.map_of(mapped.file), bare=True)
        expected = sum(handoff.process == index for handoff in story.graph.handoffs)
        assert len(picture.listing) == expected
        told = [number for edge in picture.edges if edge.strong for number in edge.label.split(" (")[0].split(", ")]
        assert sorted(map(int, told)) == list(range(1, expected + 1))
        assert draw(picture).svg
