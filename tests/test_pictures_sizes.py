"""Every kind of picture at five sizes of organisation, as it comes out on A3: readable, no overlaps, complete."""

import re
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw, draw_readable
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram import matrix, organisation, process_board
from svcgraph.views.diagram.grouping import Level
from svcgraph.views.shapes import DiagramKind, NodeShape

sys.path.append(str(Path(__file__).parents[1]))
from picture_measures import tracing

from bench.large_facts import LONGEST, SIZES, facts
from bench.pictures import KINDS, faults, given, judged

# Tracing makes a picture take two to three times as long, and a large one runs through the lines of a small one.
UNTRACED = pytest.mark.no_cover
MACHINE_WORDS = re.compile(
    r"(^|\s)--?[a-z]|\.xlsx|\bdiagram [a-z]|[a-z0-9]--[a-z0-9]|\b(NAME|NOM|SERVICE)\b|service-\d"
)


@lru_cache(maxsize=2 * len(KINDS))
def drawn(kind, size, long):
    """On A3 in French, once for all that is looked at in it."""
    return draw_readable(KINDS[kind](given(kind, size, long=long), Words("fr")), paper=Paper.A3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [pytest.param(size, marks=UNTRACED if size > 30 else ()) for size in SIZES])
def test_every_kind_is_readable_on_a3_with_names_of_60_characters(kind, size):
    known = given(kind, size, long=True)
    assert 50 < max(len(one.name.fr) for one in known.graph.services) <= LONGEST
    assert judged(*drawn(kind, size, True))[1] == []


@UNTRACED
@pytest.mark.parametrize("size", SIZES)
def test_generated_chains_are_what_a_committee_has_to_read(size):
    """Otherwise chain and committee would be measured on nothing: long paths, gaps, promises of several fits."""
    known = given("chain", size, long=False)
    assert len(known.chains) == len(known.organisation.promises) >= 4
    assert all(one.paths for one in known.chains)
    assert len({one.fit for one in known.chains}) > 1
    assert max(len(path.links) for one in known.chains for path in one.paths) >= (3 if size == 3 else 4)
    links = {link for one in known.chains for link in one.inner}
    assert {link.covered for link in links} == {True, False}
    assert any(link.result for link in links)


@pytest.mark.parametrize("kind", ["chain", "committee"])
def test_a_smaller_form_says_what_it_leaves_out(kind):
    known = given(kind, 150, long=True)
    forms = list(KINDS[kind](known, Words("en")))
    assert len(forms) > 1
    sizes = [len(one.nodes) for one in forms]
    assert sizes == sorted(sizes, reverse=True)
    for form in forms:
        promises = sum(node.shape is (NodeShape.PROMISE if kind == "committee" else NodeShape.EXTERNAL)
                       for node in form.nodes)  # fmt: skip
        assert promises
        assert any(note.startswith("Left out") for note in form.notes)


@UNTRACED
def test_a_process_that_no_sheet_holds_is_drawn_as_who_supplies_whom_in_it():
    made, drawing = drawn("process, longest", 500, True)
    assert drawing.readable
    assert made.kind in {DiagramKind.ORGANISATION, DiagramKind.DEPARTMENTS}
    assert "– processus " in made.title


@UNTRACED
@pytest.mark.parametrize("processes", [3, 30, 150, 500, 1000])
def test_the_map_of_any_number_of_processes_is_readable(processes):
    assert faults("map", facts(max(30, processes), processes=processes))[1] == []


@UNTRACED
def test_every_process_is_counted_in_exactly_one_card():
    known = given("map", 1000, long=False)
    for made in process_board.forms(known, Words("en")):
        told = [node.details[0][0].text.split()[0] for node in made.nodes if " process" in node.details[0][0].text]
        cards = sum(node.id.startswith("process ") for node in made.nodes)
        assert cards + sum(map(int, told)) == len(known.graph.processes)


@UNTRACED
def test_larger_paper_shows_more():
    known = given("map", 1000, long=False)
    sizes = []
    for paper in (Paper.A3, Paper.A1, Paper.A0):
        made, drawing = draw_readable(process_board.forms(known, Words("fr")), paper=paper)
        assert drawing.readable
        sizes.append(len(made.nodes))
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_a_richer_form_that_was_given_up_names_the_sheet_that_it_needs():
    known = given("matrix", 500, long=False)
    _, drawing = drawn("matrix", 500, False)
    said = [message.said(Words("fr")) for message in drawing.messages]
    assert said[0].startswith("Sur A3, les plus petits caractères font 6,")
    assert said[1] == "Une image plus détaillée serait lisible avec --paper a1."
    assert draw_readable(matrix.forms(known, Words("fr")), paper=Paper.A1)[1].type_size >= 6


def test_what_is_too_small_on_any_paper_is_told_the_form_that_is_readable():
    known = given("matrix", 1000, long=False)
    asked = next(matrix.forms(known, Words("en"), level=Level.SERVICE))
    warnings = [message.said(Words("en")) for message in draw(asked, paper=Paper.A3).messages if message.warning]
    assert warnings[0].startswith("On A3 the smallest type would be 0.")
    assert warnings[1] == "No larger sheet makes it readable (6 pt)."
    assert "--level department" in warnings[2]


def test_what_larger_paper_helps_is_told_the_smallest_one():
    known = given("organisation", 30, long=False)
    whole = next(organisation.forms(known.graph, (), known.attainment, known.organisation, Words("en")))
    warnings = [message.said(Words("en")) for message in draw(whole, paper=Paper.A4).messages if message.warning]
    assert warnings[1].startswith("--paper a3 makes it ")
    assert draw(whole, paper=Paper.A3).readable


@UNTRACED
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("services", [30, 500])
def test_people_read_neither_commands_nor_codes(services, kind, language):
    for picture in KINDS[kind](given(kind, services, long=False), Words(language)):
        texts = (
            picture.title, picture.subtitle, *picture.notes, picture.source,
            *(entry.text for entry in picture.legend), *(line.text for line in picture.listing),
            *(text for panel in picture.panels for text in (panel.title, *panel.lines)),
            *(edge.label for edge in picture.edges), *(node.name for node in picture.nodes),
            *(run.text for node in picture.nodes for line in node.details for run in line),
            *(text for one in picture.multiples for text in (one.name, one.detail, one.said)),
        )  # fmt: skip
        assert [text for text in texts if MACHINE_WORDS.search(text)] == []


# Most that may be wrong with a picture whose arrows people are to follow; before, 14 heads
# lay under labels and 26 arrows along another.
KNOTS = {
    "head under label": 0,
    "head under box": 0,
    "ends as one": 0,
    "line under box": 0,
    "label at another line": 11,
    "run as one": 4,
    "label under another line": 21,
}


@UNTRACED
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("services", [30, 150, 500])
def test_arrows_can_be_followed_from_end_to_end(services, long):
    found = tracing(drawn("organisation", services, long)[1])
    assert found.keys() == KNOTS.keys()
    assert {kind: pairs for kind, pairs in found.items() if len(pairs) > KNOTS[kind]} == {}
