"""What is drawn is explained, and what is explained is drawn: signs, lines and shapes, in every kind of picture."""

import re
from itertools import product

import pytest
from picture_examples import KNOWN, every_state, organisation
from untraced import untraced

from svcgraph import pipeline
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words
from svcgraph.outputs._course import before, course
from svcgraph.renderers.picture.curves import at, away, samples
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram import organisation as whole
from svcgraph.views.diagram.chain import chain
from svcgraph.views.diagram.committee import committee
from svcgraph.views.diagram.matrix import matrix
from svcgraph.views.diagram.process import process
from svcgraph.views.diagram.process_board import process_map
from svcgraph.views.diagram.service import service
from svcgraph.views.diagram.trend import By, trends
from svcgraph.views.shapes import Sample, State

MARK = re.compile(r'<g class="mark (\w+)">')
LEGEND = re.compile(r'<g class="legend">\n.*?\n</g>\n</g>', re.DOTALL)
IN_CELLS = (Sample.LINE, Sample.CELL)


def pictures(story, words):
    facts, day = story.facts, story.attainment
    given = (story.graph, story.contracts, day, story.organisation, words)
    yield "organisation", whole.organisation(*given)
    yield "departments", whole.organisation(*given, whole=False)
    yield "committee", committee(facts, words, before=before(story))
    yield "chains", chain(story.chains, facts, words)
    yield "matrix", matrix(facts, words)
    yield "map", process_map(facts, words)
    months = course(story)
    for by in By:
        yield f"trend {by}", trends(months, facts, words, by=by)
    for one in story.chains:
        yield f"chain {one.promise or one.deliverable.fr}", chain((one,), facts, words)
    for one in story.graph.services:
        yield f"service {one.id}", service(story.graph, one.id, *given[1:])
    for index, one in enumerate(story.graph.processes):
        mapped = story.map_of(one.file)
        yield f"process {one.id}", process(story.graph, index, *given[1:], process_map=mapped)
        yield f"flows {one.id}", process(story.graph, index, words=words, process_map=mapped, bare=True)


def generated(words):
    found, contracts, day = every_state()
    yield "every state", whole.organisation(found, contracts, day, KNOWN, words)
    yield "every state, service", service(found, "a", contracts, day, KNOWN, words)
    for size in (3, 30, 150):
        made = organisation(size)
        facts = Facts(
            organisation=made.organisation, graph=made.graph, contracts=made.contracts, attainment=made.attainment,
            as_of=made.attainment.as_of,
        )  # fmt: skip
        given = (made.contracts, made.attainment, made.organisation, words)
        yield f"organisation {size}", whole.organisation(made.graph, *given)
        yield f"matrix {size}", matrix(facts, words)
        yield f"service {size}", service(made.graph, "service-0", *given)
        yield f"process {size}", process(made.graph, 0, *given)


@pytest.fixture(scope="module")
def drawn(sample_root):
    words = Words("en")
    with untraced():
        made = (*pictures(pipeline.tell(sample_root), words), *generated(words))
        return [(name, picture, draw(picture).svg) for name, picture in made]


def parted(svg: str) -> tuple[set[str], set[str]]:
    """The signs of the picture and those of its legend."""
    legend = "".join(LEGEND.findall(svg))
    return set(MARK.findall(LEGEND.sub("", svg))), set(MARK.findall(legend))


def test_the_signs_drawn_are_the_signs_explained(drawn):
    wrong = {}
    for name, _, svg in drawn:
        shown, explained = parted(svg)
        if shown != explained:
            wrong[name] = (shown - explained, explained - shown)
    assert wrong == {}


def test_the_lines_drawn_are_the_lines_explained(drawn):
    for name, picture, _ in drawn:
        states = {edge.state for edge in picture.edges if not edge.quiet}
        told = {entry.state for entry in picture.legend if entry.sample in IN_CELLS}
        if not picture.multiples:
            assert told == states, name
        thin = {entry.sample for entry in picture.legend} & {Sample.THIN}
        assert bool(thin) == any(edge.quiet for edge in picture.edges), name


def test_the_shapes_drawn_are_the_shapes_explained(drawn):
    for name, picture, _ in drawn:
        told = {entry.shape for entry in picture.legend if entry.sample is Sample.NODE}
        if not picture.multiples and picture.kind != "matrix":
            assert told == {node.shape for node in picture.nodes}, name


def test_what_is_explained_is_explained_once(drawn):
    for name, picture, _ in drawn:
        texts = [(entry.sample, entry.text, entry.state) for entry in picture.legend]
        assert len(texts) == len(set(texts)), name


def test_every_state_with_a_sign_of_its_own_carries_it_on_its_arrow(drawn):
    _, picture, svg = next(one for one in drawn if one[0] == "every state")
    assert {edge.state for edge in picture.edges} >= set(State) - {State.FLOW}
    for edge, state in product(picture.edges, (State.DRAFT, State.SUSPENDED, State.UNKNOWN, State.ON_TRACK)):
        if edge.state is state:
            assert f'<g class="label {state}" data-edge="{edge.id}">' in svg


def test_an_arrow_whose_promises_stand_differently_shows_it(drawn):
    """The worst one rules the line (`7-rulings`); the reader sees that it is not all of it."""
    _, picture, svg = next(one for one in drawn if one[0] == "every state")
    edge = next(one for one in picture.edges if one.id == "a--buyer")
    assert (edge.state, edge.others) == (State.MISSED, (State.MET,))
    assert "also: met" in edge.tip
    label = re.search(r'data-edge="a--buyer">(.*)</g>\n', svg)[1].split('<g class="label')[0]
    assert MARK.findall(label) == ["square", "disc"]
    assert any(entry.text.startswith("small sign behind") for entry in picture.legend)


def test_an_arrow_whose_promises_stand_alike_has_one_sign(drawn):
    _, picture, _ = next(one for one in drawn if one[0] == "organisation")
    others = {edge.id: edge.others for edge in picture.edges if edge.others}
    assert others == {"relation-courtiers--courtier": (State.AT_RISK,)}


EDGE = re.compile(r'<g class="edge [^>]*id="edge-([^"]*)"[^>]*><title>[^<]*</title><path d="([^"]*)"')
PLATE = re.compile(r'data-edge="([^"]*)"><rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"')


def hidden(svg: str) -> dict[str, float]:
    """By arrow the share of it that lies under its own label."""
    ways = {name: [tuple(map(float, one.split(","))) for one in re.findall(r"[-\d.]+,[-\d.]+", way)]
            for name, way in EDGE.findall(svg)}  # fmt: skip
    found = {}
    for name, *box in PLATE.findall(svg):
        left, top, wide, high = map(float, box)
        spots = [at(samples(ways[name]), (step + 0.5) / 40) for step in range(40)]
        found[name] = sum(left < x < left + wide and top < y < top + high for x, y in spots) / 40
    return found


def test_a_label_leaves_the_larger_part_of_its_arrow_in_sight(drawn):
    looked = [(name, svg) for name, _, svg in drawn if name.split()[0] in ("organisation", "committee", "service")
              or name == "process o5"]  # fmt: skip
    covered = {(name, edge): share for name, svg in looked for edge, share in hidden(svg).items() if share > 0.5}
    assert covered == {}
    assert sum(len(hidden(svg)) for _, svg in looked) > 200


def test_the_symbol_of_a_label_with_words_lies_on_its_own_arrow(drawn):
    """“suspended” in the middle of its arrow is on the arrows beside it too; the symbol says whose it is."""
    svg = next(svg for name, _, svg in drawn if name.split()[0] == "organisation")
    ways = {name: [tuple(map(float, one.split(","))) for one in re.findall(r"[-\d.]+,[-\d.]+", way)]
            for name, way in EDGE.findall(svg)}  # fmt: skip
    wordy = [(name, *map(float, box)) for name, *box in PLATE.findall(svg) if float(box[2]) > 40]
    assert wordy
    for name, left, top, _, high in wordy:
        sign = (left + 6, top + high / 2)
        nearest = {other: away(sign, samples(way)) for other, way in ways.items()}
        assert nearest[name] < 6
        assert nearest[name] == min(nearest.values())
