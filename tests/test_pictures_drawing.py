"""From diagram to ink: nothing lost, nothing overlapping, readable on paper, the same bytes everywhere."""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from lxml import etree
from picture_examples import KNOWN, every_state, graph, handoff, organisation, service
from pypdf import PdfReader

from svcgraph import graphviz
from svcgraph.domain.organisation import Organisation
from svcgraph.graphviz import LayoutError, LayoutTimeout
from svcgraph.i18n import Words
from svcgraph.renderers.picture import arrangement
from svcgraph.renderers.picture import drawing as room
from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.blocks import in_blocks
from svcgraph.renderers.picture.boxes import measured
from svcgraph.renderers.picture.curves import samples
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.labels import placed
from svcgraph.renderers.picture.look import LOOKS
from svcgraph.renderers.picture.measure import width, wrap
from svcgraph.renderers.picture.paper import Paper
from svcgraph.renderers.picture.pdf import pdf
from svcgraph.renderers.picture.png import png
from svcgraph.renderers.picture.titles import title_areas
from svcgraph.views.diagram.organisation import flows
from svcgraph.views.diagram.organisation import organisation as view
from svcgraph.views.shapes import Diagram, DiagramKind, Edge, Node, NodeShape, State

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def diagram():
    return view(*every_state(), KNOWN, Words("en"))


@pytest.fixture(scope="module")
def drawing(diagram):
    return draw(diagram)


def generated(size: int):
    made = organisation(size)
    return view(made.graph, made.contracts, made.attainment, made.organisation, Words("fr"))


def area(centre, box) -> Rect:
    (x, y), wide, high = centre, box.width / 2, box.height / 2
    return Rect(left=x - wide, top=y - high, right=x + wide, bottom=y + high)


def laid_out(diagram):
    boxes = measured(diagram)
    _, found = room._laid_out(diagram, boxes, room.SETTINGS[diagram.kind], LOOKS, program="", timeout=20)
    return boxes, found, [area(at, boxes[node.id]) for node, at in zip(diagram.nodes, found.centres, strict=True)]


def test_every_arrow_is_in_the_svg_once_with_its_state_and_its_two_ends(diagram, drawing):
    root = etree.fromstring(drawing.svg.encode())
    drawn = {group.get("id"): group for group in root.iter(f"{SVG}g") if (group.get("class") or "").startswith("edge ")}
    assert len(drawn) == len(diagram.edges)
    for edge in diagram.edges:
        assert drawn[f"edge-{edge.id}"].get("class") == f"edge {edge.state} {edge.source}--{edge.target}"
        assert drawn[f"edge-{edge.id}"].findtext(f"{SVG}title")


def test_a_picture_can_be_told_to_those_who_cannot_see_it(drawing):
    root = etree.fromstring(drawing.svg.encode())
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "House: who supplies whom"
    assert "13 arrows" not in root.findtext(f"{SVG}desc")
    assert "16 arrows for 18 handoffs" in root.findtext(f"{SVG}desc")


def test_ids_are_unique(drawing):
    ids = re.findall(r' id="([^"]*)"', drawing.svg)
    assert [one for one, number in Counter(ids).items() if number > 1] == []


def test_colour_line_and_symbol_tell_the_states_apart(drawing):
    """In black and white: no two states that look alike in line, head and symbol."""
    looks = {state: (look.dash, look.double, look.head, look.symbol) for state, look in LOOKS.items()}
    judged = [state for state in State if state not in (State.NEUTRAL, State.FLOW)]
    assert len({looks[state] for state in judged}) == len(judged)
    assert drawing.svg.count('stroke="#8B0A1A"') >= 2


@pytest.mark.parametrize("glyph", "●○▲■◊")
def test_symbols_are_shapes_and_not_glyphs_that_packaged_fonts_lack(drawing, glyph):
    assert glyph not in drawing.svg
    assert glyph not in Words("fr")("as supplier")


def test_a_lost_arrow_is_an_error(diagram, monkeypatch):
    real = graphviz.run

    def losing(dot, **more):
        return real(re.sub(r"\n  n0 -> n3 .*", "", dot), **more)

    monkeypatch.setattr(room.graphviz, "run", losing)
    with pytest.raises(LayoutError, match=r"lost 0 of \d+ boxes and 1 of 16 arrows"):
        draw(diagram)


def test_an_arrow_lost_while_writing_the_svg_is_an_error(diagram, drawing):
    with pytest.raises(LayoutError, match="1 of 16 arrows"):
        room.count(diagram, drawing.svg.replace('<g class="edge ', '<g class="line ', 1))


def test_a_layout_that_takes_too_long_gives_a_simpler_picture_and_says_so(diagram, monkeypatch):
    real, asked = graphviz.run, []

    def slow_once(dot, **more):
        asked.append(more["engine"])
        if len(asked) == 1:
            raise LayoutTimeout("late")
        return real(dot, **more)

    monkeypatch.setattr(room.graphviz, "run", slow_once)
    simple = draw(diagram)
    assert asked == ["neato", "dot"]
    assert simple.messages[0].warning
    assert "simpler" in simple.messages[0].message
    assert simple.svg.count('<g class="edge ') == len(diagram.edges)
    assert '<g class="cluster' not in simple.svg


@pytest.mark.parametrize("size", [3, 18, pytest.param(40, marks=pytest.mark.no_cover)])
def test_no_box_overlaps_another_and_no_label_a_box_or_a_title(size):
    picture = generated(size)
    boxes, found, areas = laid_out(picture)
    assert not [pair for pair in combinations(areas, 2) if pair[0].meets(pair[1])]
    labels = [label.area for label in placed(picture, boxes, found)]
    titles = list(title_areas(picture, found.clusters))
    assert labels
    for label in labels:
        assert not any(label.meets(title) for title in titles)
    crossed = sum(label.meets(other) for label in labels for other in areas)
    assert crossed <= len(labels) * 0.03


@pytest.mark.parametrize("size", [3, 18, pytest.param(40, marks=pytest.mark.no_cover)])
def test_no_arrow_passes_behind_a_box_or_through_the_name_of_a_department(size):
    picture = generated(size)
    _, found, areas = laid_out(picture)
    titles = list(title_areas(picture, found.clusters))
    ends = {node.id: number for number, node in enumerate(picture.nodes)}
    for edge, route in zip(picture.edges, found.routes, strict=True):
        own = {ends[edge.source], ends[edge.target]}
        others = [one for number, one in enumerate(areas) if number not in own]
        spots = samples(route.points)
        assert not [spot for spot in spots if any(inside(spot, one, 1) for one in others)], edge.id
        assert not [spot for spot in spots if any(inside(spot, one, 2) for one in titles)], edge.id


def inside(spot, box: Rect, margin: float) -> bool:
    x, y = spot
    return box.left + margin < x < box.right - margin and box.top + margin < y < box.bottom - margin


def test_services_stand_in_their_department_and_parties_outside():
    picture = generated(18)
    places = in_blocks(picture, measured(picture))
    frames = {cluster.id: band for cluster, band in zip(picture.clusters, places.bands, strict=True)}
    for node in picture.nodes:
        spot = places.centres[node.id]
        holders = [name for name, frame in frames.items() if inside(spot, frame, 0)]
        assert holders == ([node.cluster] if node.cluster else [])


def test_back_and_forth_are_two_lines():
    two = flows(graph((service("a"), service("b")), (handoff("a", "b"), handoff("b", "a"))), Words("en"))
    _, found, _ = laid_out(two)
    there, back = (samples(route.points) for route in found.routes)
    middle = len(there) // 2
    assert abs(there[middle][1] - back[middle][1]) > 3 or abs(there[middle][0] - back[middle][0]) > 3


def test_widths_hold_in_arial_too():
    assert width("Comptabilité et règlements", 10) == pytest.approx(10 * 11.66, rel=0.06)
    assert wrap("aaa bbb ccc", width("aaa bbb", 10) + 1, 10) == ("aaa bbb", "ccc")
    assert wrap("à\u00a0b", 3, 10) != ("à", "b")
    assert "".join(wrap("x" * 100, 40, 10)) == "x" * 100


def test_the_printed_type_size_is_worked_out_and_small_type_is_a_warning():
    small, large = draw(generated(40), paper=Paper.A4), draw(generated(40), paper=Paper.A1)
    assert small.type_size < 6 < large.type_size
    assert [message.warning for message in (small.messages[-1], large.messages[-1])] == [True, False]
    assert dict(small.messages[0].parameters)["paper"] == "A4"


def test_pdf_and_png_are_the_same_bytes_twice_and_hold_searchable_text(drawing, tmp_path):
    first, second = (pdf(drawing.svg, Paper.A4, title="x") for _ in range(2))
    assert first == second
    assert png(drawing.svg) == png(drawing.svg)
    path = tmp_path / "picture.pdf"
    path.write_bytes(first)
    page = PdfReader(path).pages[0]
    assert "who supplies whom" in page.extract_text()
    assert float(page.mediabox.width) == pytest.approx(297 / 25.4 * 72, abs=0.5)
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert all("SourceSansPro" in font for font in fonts)


SCRIPT = """
import hashlib, sys
sys.path[:0] = sys.argv[1:3]
from picture_examples import every_state, KNOWN
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram.organisation import organisation
made = draw(organisation(*every_state(), KNOWN, Words("fr")))
print(hashlib.sha256((made.svg + made.dot).encode()).hexdigest())
"""


def test_svg_and_dot_are_the_same_bytes_in_another_folder_zone_language_and_hash_seed(tmp_path):
    from pathlib import Path

    here = str(Path(__file__).parent)
    answers = set()
    for seed, zone, lang in (("1", "UTC", "C"), ("77", "Asia/Tokyo", "fr_FR.UTF-8")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang}
        command = [sys.executable, "-c", SCRIPT, here, str(Path(here).parent)]
        answers.add(subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(answers) == 1
    made = draw(view(*every_state(), KNOWN, Words("fr")))
    assert not re.search(r"/(home|root|work|tmp|usr)/", made.svg + made.dot)


@pytest.mark.parametrize(("size", "kind"), [(60, DiagramKind.DEPARTMENTS), (250, DiagramKind.DEPARTMENTS)])
def test_large_organisations_are_drawn_whole(size, kind):
    picture = generated(size)
    made = draw(picture)
    assert picture.kind is kind
    assert made.svg.count('<g class="edge ') == len(picture.edges)
    etree.fromstring(made.svg.encode())


def test_an_empty_picture_is_a_picture():
    made = draw(view(graph((), ()), (), None, Organisation(), Words("fr")))
    etree.fromstring(made.svg.encode())
    assert made.width > 100


def test_a_picture_without_arrows_or_departments_is_drawn():
    lonely = replace(generated(3), clusters=(), edges=())
    assert arrangement.check(lonely, len(lonely.nodes), 0) is None
    assert draw(lonely).svg.count('<g class="node ') == len(lonely.nodes)


def test_counts_of_states_are_broken_between_them_and_never_within_a_number():
    from svcgraph.renderers.picture.boxes import _wrapped, line_width
    from svcgraph.views.shapes import Run, State

    line = tuple(run for n in (166, 22, 603, 1218) for run in (Run("", State.MET), Run(f" {n} ")))
    limit = line_width(line[:4]) + 1
    lines = _wrapped(line, limit)
    assert [[run.text.strip() for run in one if run.text] for one in lines] == [["166", "22"], ["603"], ["1218"]]
    assert all(line_width(one) <= limit for one in lines)
    assert tuple(run for one in lines for run in one) == line


def test_an_arrow_lies_on_a_broad_one():
    """Under it, with the same way, it is lost; of others the worse one lies on top."""
    thick = Edge(id="thick", source="a", target="b", state=State.MISSED, count=5)
    thin = Edge(id="thin", source="b", target="a", state=State.AT_RISK)
    plain = Edge(id="plain", source="c", target="a", state=State.MET)
    worse = Edge(id="worse", source="a", target="c", state=State.UNKNOWN)
    nodes = tuple(Node(id=name, key=name, name=name, shape=NodeShape.DEPARTMENT) for name in "abc")
    made = Diagram(kind=DiagramKind.DEPARTMENTS, title="x", nodes=nodes, edges=(thin, worse, thick, plain))
    svg = draw(made).svg
    order = sorted(("thick", "thin", "plain", "worse"), key=lambda name: svg.index(f'id="edge-{name}"'))
    assert order == ["thick", "plain", "worse", "thin"]
