"""What is asked for is named: every relation, on the sheet itself, the worst first."""

import sys
from pathlib import Path

import pytest
from lxml import etree
from picture_examples import KNOWN, every_state

from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw, draw_readable
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram.grouping import Level
from svcgraph.views.diagram.organisation import forms
from svcgraph.views.diagram.question import Only, Question
from svcgraph.views.shapes import DiagramKind, NodeShape, State

sys.path.append(str(Path(__file__).parents[1]))
from bench.pictures import given

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("en")


def asked(known, only: Only, **more):
    told = (known.graph, known.contracts, known.attainment, known.organisation, WORDS)
    return forms(*told, question=Question(only=only), **more)


def missed(known):
    told = (known.graph, known.contracts, known.attainment, known.organisation, WORDS)
    whole = next(forms(*told, level=Level.SERVICE))
    return {edge.id for edge in whole.edges if edge.state is State.MISSED}


@pytest.mark.parametrize("size", [500, 1000])
def test_every_missed_relation_is_a_line_of_one_a3_sheet(size):
    known = given("organisation", size, long=False)
    made, drawing = draw_readable(asked(known, Only.MISSED), paper=Paper.A3)
    assert made.kind is DiagramKind.LIST
    assert drawing.type_size >= 6
    assert {edge.id for edge in made.edges} == missed(known)
    names = {node.id: node.name for node in made.nodes}
    lines = [
        " ".join(one.text or "" for one in line.iter(f"{SVG}text"))
        for line in etree.fromstring(drawing.svg.encode()).iter(f"{SVG}g")
        if (line.get("class") or "").startswith("edge missed ")
    ]
    assert len(lines) == len(made.edges) > 60
    for edge, line in zip(made.edges, lines, strict=True):
        assert line.startswith(names[edge.source])
        assert names[edge.target] in line
        assert line.endswith(edge.label)


def test_where_departments_are_readable_a_list_below_them_names_every_relation():
    made, drawing = draw_readable(asked(given("organisation", 150, long=False), Only.MISSED), paper=Paper.A3)
    assert made.kind is DiagramKind.DEPARTMENTS
    assert drawing.readable
    assert len(made.listing) == len(missed(given("organisation", 150, long=False))) == 17
    assert all(" → " in line.text and "objectives met: " in line.text for line in made.listing)


def test_what_does_not_fit_on_the_sheet_is_counted_and_its_place_is_named():
    made, drawing = draw_readable(asked(given("organisation", 1000, long=False), Only.MISSED), paper=Paper.A4)
    left = len(missed(given("organisation", 1000, long=False))) - len(made.edges)
    assert drawing.readable
    assert left > 0
    assert any(note.startswith(f"Not listed: {left} more") and "site" in note for note in made.notes)


def test_the_worst_come_first():
    made = next(
        one for one in asked(given("organisation", 500, long=False), Only.AT_RISK) if one.kind is DiagramKind.LIST
    )
    states = [edge.state for edge in made.edges]
    assert states == sorted(states, key=[State.MISSED, State.AT_RISK].index)
    assert len(set(states)) == 2


def test_drafts_are_never_cut_to_a_list_of_some():
    known = given("organisation", 1000, long=False)
    found = list(asked(known, Only.DRAFT))
    lists = [one for one in found if one.kind is DiagramKind.LIST]
    assert len(lists) == 1
    assert not any(note.startswith("Not listed") for note in lists[0].notes)
    assert any(node.shape is NodeShape.GROUP for node in found[-1].nodes)


def test_boxes_that_are_asked_for_are_drawn_with_the_list_or_without():
    found = list(asked(given("organisation", 500, long=False), Only.MISSED, level=Level.GROUP))
    assert {one.kind for one in found} == {DiagramKind.DEPARTMENTS}
    assert len(found[0].listing) >= 62
    assert len(found[-1].listing) < 62


def test_a_promise_is_a_line_with_its_measure_and_a_name_is_a_box_once():
    found, contracts, attainment = every_state()
    told = (found, contracts, attainment, KNOWN, WORDS)
    made = next(one for one in forms(*told, question=Question(only=Only.MISSED)) if one.kind is DiagramKind.LIST)
    drawing = draw(made)
    assert drawing.svg.count('<g class="node ') == len(made.nodes)
    assert drawing.svg.count('<g class="edge ') == len(made.edges) == 2
