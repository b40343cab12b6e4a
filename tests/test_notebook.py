"""What `svcgraph.load` hands out shows itself in a notebook, stays what networkx and pandas know, and gives frames."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import svcgraph
from svcgraph.api import Organisation
from svcgraph.domain.text import Text

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return svcgraph.load(ROOT)


def test_the_graph_shows_the_picture_with_every_service_that_hands_over_or_receives(organisation):
    svg = organisation.graph._repr_svg_()
    assert svg.startswith("<svg ")
    assert len(re.findall('<g class="node ', svg)) == sum(degree > 0 for _, degree in organisation.graph.degree())
    assert 'lang="fr"' in svg
    assert 'lang="en"' in organisation.graph.svg("en")


def test_a_part_of_the_graph_has_no_picture_of_the_whole(organisation):
    part = organisation.graph.subgraph(["marketing", "service-commercial"])
    assert isinstance(organisation.graph, nx.MultiDiGraph)
    assert sorted(part) == ["marketing", "service-commercial"]
    assert part._repr_svg_() is None
    assert organisation.graph.copy()._repr_svg_() is None


def test_the_graph_hands_out_a_frame_of_services(organisation):
    frame = organisation.graph.frame.set_index("id")
    assert len(frame) == organisation.graph.number_of_nodes()
    assert frame.loc["marketing", "name_fr"] == "Marketing"
    assert frame.loc["marketing", "suppliers"] == len(set(organisation.graph.predecessors("marketing")))
    assert frame.external.sum() == 6


def test_frames_show_names_and_are_frames(organisation):
    handoffs, attainment = organisation.handoffs, organisation.attainment
    assert isinstance(handoffs, pd.DataFrame)
    assert type(handoffs.frame) is pd.DataFrame
    assert type(handoffs[handoffs.supplier == "marketing"]) is pd.DataFrame
    assert handoffs.frame.equals(pd.DataFrame(handoffs))
    shown = handoffs._repr_html_()
    assert "Comptabilité et règlements" in shown
    assert "comptabilite-et-reglements" not in shown.replace("comptabilite-et-reglements.", "")
    assert f"60 sur {len(handoffs)} lignes" in shown
    assert "non atteint" in attainment._repr_html_()
    assert attainment.table("en").title.startswith("Attainment, ")


def test_frames_can_be_stored_and_joined(organisation):
    again = pickle.loads(pickle.dumps(organisation.handoffs))
    assert again.equals(organisation.handoffs)
    joined = organisation.handoffs.merge(organisation.graph.frame, left_on="client", right_on="id")
    assert len(joined) == len(organisation.handoffs)


def test_hostile_names_are_text_in_a_notebook(organisation):
    story = organisation.story
    hostile = '"><script>alert(1)</script>'
    services = tuple(replace(one, name=Text(hostile, hostile)) for one in story.graph.services)
    renamed = Organisation(replace(story, graph=replace(story.graph, services=services)))
    assert "<script" not in renamed.handoffs._repr_html_()
    assert "<script" not in renamed.graph._repr_svg_()
    assert "&lt;script&gt;" in renamed.handoffs._repr_html_()
