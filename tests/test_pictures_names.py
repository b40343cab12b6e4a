"""Names are hostile: whatever people or machines call a service, the picture holds it and nothing breaks."""

import struct

import pytest
from lxml import etree
from picture_examples import HOSTILE, graph, handoff, service
from pypdf import PdfReader

from svcgraph import graphviz
from svcgraph.domain.graph import Service
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.picture.boxes import measured
from svcgraph.renderers.picture.dot import printable, quoted
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.ink import token
from svcgraph.renderers.picture.pdf import pdf
from svcgraph.renderers.picture.png import png
from svcgraph.views.diagram.organisation import flows
from svcgraph.views.diagram.service import service as service_view

SVG = "{http://www.w3.org/2000/svg}"


def hostile(name: str):
    services = (Service(id=name or "empty", name=Text(name)), service("b"), service("c", external=True))
    handoffs = (handoff(services[0].id, "b", name), handoff("b", services[0].id, name), handoff("b", "c", name))
    return graph(services, handoffs)


def blank(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_comes_through_dot_as_it_was(name):
    answer = graphviz.run(f"digraph {{ n0 [label={quoted(name)}, id={quoted(name)}] }}", output="svg")
    root = etree.fromstring(answer.encode())
    drawn = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert blank(drawn) == blank(printable(name))
    assert len(root.findall(f".//{SVG}g[@class='node']")) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_whole_in_the_svg(name):
    root = etree.fromstring(draw(flows(hostile(name), Words("en"), title=name)).svg.encode())
    node = root.find(f".//{SVG}g[@id='node-{token(name or 'empty')}']")
    drawn = "".join(text.text or "" for text in node.iter(f"{SVG}text"))
    assert blank(drawn) == blank(printable(name).replace("'", "’"))
    assert {element.tag.removeprefix(SVG) for element in root.iter(etree.Element)} <= {
        *("svg", "g", "title", "desc", "rect", "path", "text", "polygon", "circle"),
    }
    assert len(root.findall(f".//{SVG}g[@data-source]")) == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_breaks_neither_pdf_nor_png(name, tmp_path):
    drawing = draw(service_view(hostile(name), "b", words=Words("fr"), bare=True))
    image = png(drawing.svg, 40)
    assert image.startswith(b"\x89PNG")
    assert struct.unpack(">II", image[16:24])[0] > 200
    path = tmp_path / "picture.pdf"
    path.write_bytes(pdf(drawing.svg, title=name))
    assert len(PdfReader(path).pages) == 1


def test_a_label_between_angle_brackets_is_text():
    assert quoted("<b>x</b>") == '"<b>x</b>"'


def test_ids_stay_apart_and_are_safe():
    assert token("a b") != token("a_20_b")
    assert len({token(name) for name in HOSTILE}) == len(set(HOSTILE))
    assert token("é/#x") == "_e9__2f__23_x"


def test_long_names_are_wrapped_into_their_box():
    name = "mot " * 125
    box = measured(flows(hostile(name), Words("en")))[name]
    assert "".join(box.lines).replace(" ", "") == name.replace(" ", "")
    assert box.width < 160
