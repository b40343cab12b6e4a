"""The map of processes: every process in its family, from the client's need to its satisfaction."""

import math
import re
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from picture_checks import assert_counted, assert_texts_stay_on_the_page_and_apart
from picture_examples import AS_OF, FILE, HOSTILE, PERIOD, graph, handoff, service

from svcgraph import pipeline
from svcgraph.domain.attainment import Attainment
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Activity, MappedProcess
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import Process, ProcessKind
from svcgraph.domain.text import Text
from svcgraph.errors import Place
from svcgraph.i18n import Words
from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.boxes import measured
from svcgraph.renderers.picture.drawing import draw, draw_readable
from svcgraph.renderers.picture.families import in_families
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram import process_board
from svcgraph.views.diagram.process_board import process_map
from svcgraph.views.diagram.process_map import counts_of, ground
from svcgraph.views.shapes import DiagramKind, NodeShape, State

sys.path.append(str(Path(__file__).parents[1]))
from bench.large_facts import facts as large_facts


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


def made(size: int, name: str = "Processus {n} au nom assez long pour deux lignes") -> Facts:
    """``size`` processes, two thirds of them operational, each feeding the next two."""
    kinds = (ProcessKind.OPERATIONAL, ProcessKind.OPERATIONAL, ProcessKind.SUPPORT, ProcessKind.OPERATIONAL,
             ProcessKind.OPERATIONAL, ProcessKind.MANAGEMENT)  # fmt: skip
    processes = tuple(
        MappedProcess(
            id=f"p{n}", name=Text(name.replace("{n}", str(n))), file=f"processes/{n}.bpmn",
            process=Process(id=f"p{n}", name=name), kind=kinds[n % 6] if n else None,
            feeds=tuple(f"p{n + step}" for step in (1, 2) if n + step < size),
        )
        for n in range(size)
    )  # fmt: skip
    services = (service("a"), service("buyer", external=True))
    acts = tuple(Activity(key=f"k{n}", name="x", service="a", process=n, place=Place(file=FILE)) for n in range(size))
    given = replace(handoff("a", "buyer", name, source=f"k{size - 1}"), process=size - 1)
    asked = replace(handoff("buyer", "a", name, target="k0"), process=0)
    across = replace(handoff("a", "buyer", name, source="k0"), client="a", target=f"k{size - 1}")
    found = replace(graph(services, (given, asked, across), activities=acts), processes=processes)
    day = Attainment(as_of=AS_OF, period=PERIOD)
    return Facts(organisation=Organisation(), graph=found, contracts=(), attainment=day, as_of=AS_OF)


def test_every_process_of_the_sample_stands_in_its_family(story):
    picture = process_map(story.facts, Words("fr"))
    boxes = [node for node in picture.nodes if node.shape is NodeShape.PROCESS]
    assert {node.key: node.lane for node in boxes} == {
        one.id: ["management", "operational", "support"].index(one.kind) for one in story.graph.processes
    }
    assert [node.key for node in boxes if node.lane == 0] == ["m1", "m2", "m3"]


def test_arrows_are_the_flows_of_the_organisation_file_and_of_the_maps(story):
    picture = process_map(story.facts, Words("fr"))
    ids = {one.id: f"process {number}" for number, one in enumerate(story.graph.processes)}
    declared = {(ids[one.id], ids[name]) for one in story.graph.processes if len(one.feeds) <= 4 for name in one.feeds}
    drawn = {(edge.source, edge.target) for edge in picture.edges if edge.state is State.FLOW}
    assert drawn == declared
    assert "Traiter un incident informatique" in " ".join(picture.notes)  # feeds eleven
    states = {edge.id: edge.state for edge in picture.edges}
    claims = ids["o5"].split()[1]
    assert states[f"given {claims} societaire"] is State.MISSED
    external = {service.id for service in story.graph.services if service.external}
    given = {(one.process, one.client) for one in story.graph.handoffs if one.client in external - {one.supplier}
             and one.supplier not in external}  # fmt: skip
    assert sum(edge.id.startswith("given ") for edge in picture.edges) == len(given)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_samples_map_is_counted_and_readable(story, language):
    picture = process_map(story.facts, Words(language))
    drawing = draw(picture)
    assert_counted(drawing.svg, picture)
    assert_texts_stay_on_the_page_and_apart(drawing.svg)
    assert drawing.type_size >= 6


@pytest.mark.parametrize("size", [1, 3, 30, 80])
def test_boxes_stay_apart_and_in_their_band(size):
    picture = process_map(made(size), Words("fr"))
    boxes = measured(picture)
    places = in_families(picture, boxes)
    areas = []
    for node in picture.nodes:
        (x, y), box, band = places.centres[node.id], boxes[node.id], places.bands[node.lane]
        area = Rect(left=x - box.width / 2, top=y - box.height / 2, right=x + box.width / 2, bottom=y + box.height / 2)
        assert band.top < area.top
        assert area.bottom < band.bottom
        assert area.right <= band.right
        areas.append(area)
    assert not [pair for pair in combinations(areas, 2) if pair[0].meets(pair[1], 4)]
    assert_counted(draw(picture).svg, picture)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_arrows_into_one_process_of_the_sample_end_apart(story, language):
    """Before “Settle a motor claim” the member's and the garage's came in on one line."""
    root = etree.fromstring(draw(process_map(story.facts, Words(language))).svg.encode())
    tips: dict[str, list[tuple[float, float]]] = {}
    for edge in root.iter("{*}g"):
        if (edge.get("class") or "").startswith("edge "):
            x, y = _numbers(edge.find("{*}polygon").get("points"))[0]
            tips.setdefault(edge.get("data-target"), []).append((x, y))
    names = {
        one.get("data-key"): one.get("id").removeprefix("node-") for one in root.iter("{*}g") if one.get("data-key")
    }
    spots = tips[names["o6"]]
    assert len(spots) == 4
    assert min(math.dist(one, other) for one, other in combinations(spots, 2)) > 6


def test_every_arrow_begins_and_ends_at_the_outline_of_its_box():
    """Beside the point of a process an arrow began in mid-air."""
    picture = process_map(made(12), Words("fr"))
    root = etree.fromstring(draw(picture).svg.encode())
    corners = {one.get("id"): _numbers(one.find("{*}polygon").get("points")) for one in root.iter("{*}g")
               if (one.get("class") or "").startswith("node ")}  # fmt: skip
    for edge in (one for one in root.iter("{*}g") if (one.get("class") or "").startswith("edge ")):
        start = _numbers(edge.find("{*}path").get("d"))[0]
        tip = _numbers(edge.find("{*}polygon").get("points"))[0]
        assert _off(start, corners[f"node-{edge.get('data-source')}"]) < 1.5
        assert _off(tip, corners[f"node-{edge.get('data-target')}"]) < 1.5


def _numbers(text: str) -> list[tuple[float, float]]:
    found = [float(one) for one in re.findall(r"-?[\d.]+", text)]
    return list(zip(found[::2], found[1::2], strict=True))


def _off(point: tuple[float, float], corners: list[tuple[float, float]]) -> float:
    """Points from the outline."""
    return min(_from_side(point, *side) for side in zip(corners, (*corners[1:], corners[0]), strict=True))


def _from_side(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    (x, y), (ax, ay), (dx, dy) = point, a, (b[0] - a[0], b[1] - a[1])
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return math.hypot(x - ax - along * dx, y - ay - along * dy)


def test_where_arrows_are_too_many_each_process_says_from_whom_and_to_whom():
    facts = large_facts(150)
    first = next(process_board.forms(facts, Words("en")))
    assert first.kind is DiagramKind.BOARD
    flows = ground(facts, Words("en")).flows
    names = [one.name.read("en") for one in facts.graph.processes]
    for node in first.nodes:
        number = int(node.id.removeprefix("process "))
        lines = [line[0].text for line in node.details if line[0].text]
        for arrow, found in (("←", [a for a, b in flows.between if b == number]),
                             ("→", [b for a, b in flows.between if a == number])):  # fmt: skip
            said = " ".join(line for line in lines if line.startswith(arrow))
            assert [name for name in map(names.__getitem__, found[:3]) if name not in said] == []
            assert len(found) <= 4 or f"+{len(found) - 3}" in said


@pytest.mark.no_cover
def test_two_hundred_processes_are_a_register_under_their_departments():
    facts = large_facts(500)
    picture, drawing = draw_readable(process_board.forms(facts, Words("fr")), paper=Paper.A3)
    assert picture.kind is DiagramKind.REGISTER
    assert len(picture.nodes) == len(facts.graph.processes)
    assert drawing.type_size >= 6
    assert_counted(drawing.svg, picture)
    assert_texts_stay_on_the_page_and_apart(drawing.svg)
    text = " ".join(one.text or "" for one in etree.fromstring(drawing.svg.encode()).iter("{*}text"))
    assert all(f"{one.id.upper()} {one.name.fr.split()[0]}" in text for one in facts.graph.processes)
    assert "à qui il donne" in text
    watched = (State.MISSED, State.AT_RISK, State.UNKNOWN)
    known, seen = ground(facts, Words("fr")), set()
    nodes = {node.key: node for node in picture.nodes}
    for number, process in enumerate(facts.graph.processes):
        counts = counts_of(number, known)
        runs = next((line for line in nodes[process.id].details if line and line[0].state), ())
        told = {mark.state: int(count.text) for mark, count in zip(runs[::2], runs[1::2], strict=True)}
        assert told == {state: counts[state] for state in watched if counts[state]}
        seen |= told.keys()
    assert seen == set(watched)
    flows = known.flows.between
    names = [one.id.upper() for one in facts.graph.processes]
    for a, b in flows:
        said = ["".join(run.text for run in line) for line in nodes[facts.graph.processes[a].id].details]
        given = next(line for line in said if line.startswith("→") and names[b] in line.replace(",", "").split())
        assert given


def test_what_passes_between_two_maps_is_numbered_and_named():
    picture = process_map(made(6), Words("en"))
    assert [item.text for item in picture.listing] == ["P0 → P5 : Processus {n} au nom assez long pour deux lignes"]
    assert any(note.startswith("Of no family") for note in picture.notes)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_nothing(name):
    picture = process_map(made(3, name), Words("fr"))
    svg = draw(picture).svg
    assert etree.fromstring(svg.encode()) is not None
    assert_counted(svg, picture)
