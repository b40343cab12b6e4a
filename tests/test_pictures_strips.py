"""A process too long for the width of A3: strips of lanes below each other, its arrows cut at letters."""

from collections import Counter
from dataclasses import replace

import pytest
from picture_examples import KNOWN, activity, graph, handoff, service
from picture_measures import measured

from svcgraph.cli._program import program
from svcgraph.i18n import Words
from svcgraph.renderers.picture.boxes import measured as boxes_of
from svcgraph.renderers.picture.drawing import draw, draw_readable
from svcgraph.renderers.picture.lanes import in_lanes
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram.process import forms, process
from svcgraph.views.diagram.process_strips import MOST_CUT, _letter, strips
from svcgraph.views.shapes import DiagramKind, NodeShape

WORK = ("Vérifier les pièces du dossier", "Instruire la demande", "Calculer le montant", "Notifier la décision")
SERVICES = ("accueil", "gestion", "controle", "finances", "juridique", "reseau", "archives", "conseil")


def key(step: int) -> str:
    return f"processes/example.bpmn#{step}"


def long_process(steps: int, lanes: int):
    """Work that goes from service to service, with branches and one way back over half of it."""
    owner = [SERVICES[step * 3 // 2 % lanes] for step in range(steps)]
    links = [(step, step + 1) for step in range(steps - 1)]
    links += [(step, step + 3) for step in range(3, steps - 4, 5)]
    links.append((steps - 2, steps // 3))
    told = [
        handoff(owner[a], owner[b], f"Dossier {a} vers {b}", source=key(a), target=key(b))
        for a, b in links
        if owner[a] != owner[b]
    ]
    told.append(handoff(owner[-1], "buyer", "Colis", source=key(steps - 1)))
    return graph(
        (*(service(name) for name in SERVICES[:lanes]), service("buyer", "", True)),
        tuple(told),
        activities=tuple(activity(key(step), who, WORK[step % 4]) for step, who in enumerate(owner)),
        steps=tuple((key(a), key(b)) for a, b in links),
    )


def whole_and_wrapped(language="en"):
    words = Words(language)
    whole = process(long_process(20, 6), 0, organisation=KNOWN, words=words)
    return whole, list(strips(whole, words))


@pytest.mark.parametrize(("steps", "lanes"), [(15, 5), (20, 6), (30, 6), (40, 6)])
def test_a_process_of_15_to_40_steps_is_readable_in_lanes_on_a3(steps, lanes):
    """As a whole none of them is."""
    found = long_process(steps, lanes)
    whole = process(found, 0, organisation=KNOWN, words=Words("fr"))
    assert not draw(whole, paper=Paper.A3).readable
    made, drawing = draw_readable(forms(found, 0, organisation=KNOWN, words=Words("fr")), paper=Paper.A3)
    assert drawing.readable
    assert made.kind is DiagramKind.PROCESS
    assert made.listing == whole.listing
    out = measured(drawing)
    assert (out.nodes, out.edges, out.overlaps) == (len(made.nodes), len(made.edges), ())
    assert drawing.svg == draw(made, paper=Paper.A3).svg


def test_every_arrow_is_drawn_once_or_cut_in_two_at_one_letter():
    whole, wrapped = whole_and_wrapped()
    assert len(wrapped) >= 4
    for made in wrapped:
        nodes = {node.id: node for node in made.nodes}
        letters = Counter(node.name for node in made.nodes if node.shape is NodeShape.CONNECTOR)
        assert letters
        assert set(letters.values()) == {2}
        joined = Counter()
        for edge in made.edges:
            source, target = nodes[edge.source], nodes[edge.target]
            if target.shape is NodeShape.CONNECTOR:
                other = next(one for one in made.edges if one.source == target.id.replace("to", "from"))
                assert (other.label, other.state) == (edge.label, edge.state)
                joined[source.id, other.target, edge.label] += 1
            elif source.shape is not NodeShape.CONNECTOR:
                joined[source.id, target.id, edge.label] += 1
                assert made.clusters[source.lane].strip == made.clusters[target.lane].strip
        assert joined == Counter((edge.source, edge.target, edge.label) for edge in whole.edges)
        assert len(made.edges) == len(whole.edges) + len(letters)


def test_each_strip_names_the_lanes_in_which_something_happens():
    whole, wrapped = whole_and_wrapped()
    names = {cluster.id: cluster.name for cluster in whole.clusters}
    for made in wrapped:
        assert {node.lane for node in made.nodes} == set(range(len(made.clusters)))
        own = {node.id: node.cluster for node in whole.nodes}
        for node in made.nodes:
            cluster = made.clusters[node.lane]
            assert cluster.id == node.cluster
            assert node.shape is NodeShape.CONNECTOR or cluster.name == names[own[node.id]]
        shown = [cluster.strip for cluster in made.clusters]
        assert shown == sorted(shown)
        places = in_lanes(made, boxes_of(made))
        for node in made.nodes:
            band = places.bands[node.lane]
            assert band.top < places.centres[node.id][1] < band.bottom
        assert all(one.bottom <= other.top for one, other in zip(places.bands, places.bands[1:], strict=False))


def test_no_arrow_of_narrowed_columns_passes_behind_a_box():
    _, wrapped = whole_and_wrapped()
    *_, narrow = wrapped
    assert len({node.column for node in narrow.nodes}) < 20
    nodes = {node.id: node for node in narrow.nodes}
    upright = [(nodes[edge.source], nodes[edge.target]) for edge in narrow.edges]
    upright = [both for both in upright if both[0].column == both[1].column and NodeShape.EXTERNAL not in
               {one.shape for one in both}]  # fmt: skip
    assert upright
    for one, other in upright:
        low, high = sorted((one.lane, other.lane))
        assert not any(node.column == one.column and low < node.lane < high for node in narrow.nodes)


@pytest.mark.parametrize(("language", "said"), [("en", "letter in a circle"), ("fr", "lettre dans un cercle")])
def test_the_legend_explains_the_letters(language, said):
    whole, wrapped = whole_and_wrapped(language)
    assert not any(said in entry.text for entry in whole.legend)
    for made in wrapped:
        assert sum(said in entry.text for entry in made.legend) == 1
        assert sum(f" {number} " in made.notes[-1] for number in (2, 3, 4)) == 1


def test_a_short_process_is_not_wrapped():
    assert not list(strips(process(long_process(5, 3), 0, words=Words("en"), bare=True), Words("en")))


def test_what_would_be_cut_too_often_is_not_wrapped():
    """Many steps hand something to one half of the process later: wherever it is cut, many arrows are."""
    found = long_process(30, 6)
    far = tuple(handoff("accueil", "gestion", f"Pièce {at}", source=key(at), target=key(at + 15)) for at in range(15))
    crossed = process(replace(found, handoffs=(*found.handoffs, *far)), 0, words=Words("en"), bare=True)
    made = list(strips(crossed, Words("en")))
    assert all(len(one.edges) - len(crossed.edges) <= MOST_CUT for one in made)
    assert len(made) < len(list(strips(process(found, 0, words=Words("en"), bare=True), Words("en"))))


def test_letters_do_not_end_at_z():
    assert [_letter(number) for number in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_single_file_is_wrapped_too(tmp_path):
    steps = "\n".join(
        f"  - {{no: {at}, activity: {WORK[at % 4]} {at}, service: {SERVICES[at % 4]}, next: {at + 1}}}"
        for at in range(20)
    )
    sheet, target = tmp_path / "long.yaml", tmp_path / "long.svg"
    sheet.write_text(f"process: Long\nactivities:\n{steps}\n", encoding="utf-8")
    assert program(["--lang", "en", "diagram", "process", str(sheet), "-o", str(target)]) == 0
    assert "node connector" in target.read_text(encoding="utf-8")
