"""Places that people know by heart: kept in `processes/layout.yaml`, and moved as little as possible."""

from dataclasses import replace
from statistics import median

import pytest
from picture_examples import organisation

from svcgraph.domain.graph import Service
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.store.layout import KeptPlace, layout_text, load_layout, parse_layout
from svcgraph.views.diagram.organisation import organisation as view


def picture(made, graph=None):
    return view(graph or made.graph, made.contracts, made.attainment, made.organisation, Words("fr"))


def moved(before, after) -> list[float]:
    """How far each box that is in both pictures moved, once the pictures lie on each other."""
    old = {one.id: one for one in before}
    pairs = [(old[one.id], one) for one in after if one.id in old]
    dx, dy = median(b.x - a.x for a, b in pairs), median(b.y - a.y for a, b in pairs)
    return sorted(((b.x - a.x - dx) ** 2 + (b.y - a.y - dy) ** 2) ** 0.5 for a, b in pairs)


def grown(made) -> object:
    """One more service, one arrow to it and one arrow less."""
    more = Service(id="new", name=Text("Service nouveau"), department="d0")
    first = made.graph.handoffs[0]
    extra = replace(first, supplier=first.supplier, client="new", deliverable="x")
    gone = [
        handoff for handoff in made.graph.handoffs if (handoff.supplier, handoff.client) != ("service-3", "service-0")
    ]
    return replace(made.graph, services=(*made.graph.services, more), handoffs=(*gone, extra))


@pytest.mark.parametrize("size", [3, 18, 30])
def test_a_kept_picture_of_the_same_organisation_is_the_same_picture(size):
    made = organisation(size)
    first = draw(picture(made))
    again = draw(picture(made), kept=first.places)
    assert max(moved(first.places, again.places)) < 1


@pytest.mark.parametrize("size", [12, 18, 30])
def test_one_more_service_moves_the_others_little(size):
    made = organisation(size)
    first = draw(picture(made))
    after = draw(picture(made, grown(made)), kept=first.places)
    assert {one.id for one in after.places} - {one.id for one in first.places} == {"new"}
    distances = moved(first.places, after.places)
    assert median(distances) < 60
    assert after.svg.count('<g class="edge ') == len(picture(made, grown(made)).edges)


def test_places_of_nobody_are_ignored():
    made = organisation(18)
    kept = (KeptPlace(id="gone", x=1e9, y=-5), KeptPlace(id="partie-0", x=0, y=0))
    assert draw(picture(made), kept=kept).svg == draw(picture(made)).svg


def test_the_file_comes_back_as_written(tmp_path):
    places = (KeptPlace(id="b", x=12.4, y=80.0), KeptPlace(id='a "quoted": é', x=-1.0, y=3.0))
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes/layout.yaml").write_text(layout_text(places), encoding="utf-8")
    loaded = load_layout(tmp_path)
    assert loaded.faults == ()
    assert set(loaded.places) == {KeptPlace(id="b", x=12, y=80), KeptPlace(id='a "quoted": é', x=-1, y=3)}
    assert layout_text(reversed(places)) == layout_text(places)


def test_no_file_is_no_places(tmp_path):
    assert load_layout(tmp_path).places == ()


def test_every_fault_of_the_file_is_told_with_its_line():
    data = b"organisation:\n  a: [1, 2]\n  b: [1]\n  c: here\n  d: [yes, true]\nother: 3\n"
    loaded = parse_layout(data)
    assert [one.id for one in loaded.places] == ["a"]
    assert [(fault.place.line, fault.code) for fault in loaded.faults] == [
        (3, "layout"),
        (4, "layout"),
        (5, "layout"),
        (6, "unknown-key"),
    ]
    assert [fault.code for fault in parse_layout(b"- 1\n").faults] == ["layout", "layout"]
    assert parse_layout(b"a: &x [1, 2]\nb: *x\n").faults
