"""The organisation diagram: which arrows there are, how each stands, and what is said around them."""

import re
from dataclasses import replace

import pytest
from picture_examples import AS_OF, KNOWN, contract, every_state, graph, handoff, organisation, result, service

from svcgraph.domain.attainment import Attainment, Verdict
from svcgraph.domain.contract import Status
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words
from svcgraph.views.diagram.grouping import Level
from svcgraph.views.diagram.organisation import flows, forms
from svcgraph.views.diagram.organisation import organisation as view
from svcgraph.views.shapes import DiagramKind, NodeShape, State

EXPECTED = {
    "a--met": State.MET,
    "a--risk": State.AT_RISK,
    "a--missed": State.MISSED,
    "a--nodata": State.UNKNOWN,
    "a--unsure": State.UNKNOWN,
    "a--track": State.ON_TRACK,
    "a--notdue": State.NEUTRAL,
    "a--agreed": State.MET,
    "a--proposed": State.DRAFT,
    "a--talks": State.DRAFT,
    "a--halted": State.SUSPENDED,
    "a--ended": State.NEUTRAL,
    "a--nothing": State.DRAFT,
    "met--a": State.AT_RISK,  # covered by an expectation of the contract the other way round
    "a--buyer": State.MISSED,  # the worst of two promises
    "maker--a": State.NEUTRAL,  # expected input
}


@pytest.fixture(scope="module")
def picture():
    found, contracts, attainment = every_state()
    return view(found, contracts, attainment, KNOWN, Words("en"))


def test_every_pair_is_one_arrow_in_its_state(picture):
    assert {edge.id: edge.state for edge in picture.edges} == EXPECTED


def test_several_deliverables_are_one_thicker_arrow_with_their_number(picture):
    edges = {edge.id: edge for edge in picture.edges}
    assert (edges["a--met"].count, edges["a--met"].label) == (2, "2")
    assert (edges["a--risk"].count, edges["a--risk"].label) == (1, "")


def test_a_missed_objective_marks_an_arrow_that_is_not_missed(picture):
    assert [edge.id for edge in picture.edges if edge.flag] == ["a--risk"]


def test_a_suspended_contract_says_so_on_its_arrow(picture):
    assert next(edge for edge in picture.edges if edge.id == "a--halted").label == "suspended"


def test_services_carry_counts_and_never_a_rate(picture):
    node = next(node for node in picture.nodes if node.id == "a")
    told = "".join("●" if run.state else run.text for line in node.details for run in line)
    assert re.sub(r"\s+", " ", told) == "as supplier ● 9 ● 2 ● 1"
    assert "%" not in told
    received = next(node for node in picture.nodes if node.id == "met").details[0]
    assert received[-1].text.strip() == "3"  # no data and undetermined count together


def test_external_parties_have_their_own_shape_and_no_department(picture):
    shapes = {node.id: (node.shape, node.cluster) for node in picture.nodes}
    assert shapes["buyer"] == (NodeShape.EXTERNAL, "")
    assert shapes["a"] == (NodeShape.SERVICE, "d")


def test_what_is_left_out_is_said(picture):
    assert picture.notes == (
        "Left out, since nothing is handed over or received: Idle.",
        "Left out: 1 exchange between external parties.",
    )


def test_the_period_and_the_date_of_the_data_are_printed(picture):
    assert picture.subtitle == "Period judged: 1 August 2026 to 31 October 2026 · Data as of 16 November 2026"
    french = view(*every_state(), KNOWN, Words("fr"))
    assert french.subtitle.startswith("Période évaluée\u00a0: du 1er août 2026 au 31 octobre 2026")
    assert french.title == "Maison\u00a0: qui fournit qui"


def test_the_legend_holds_what_occurs_and_nothing_else(picture):
    states = {entry.state for entry in picture.legend if entry.sample == "line"}
    assert states == set(EXPECTED.values())
    small = view(graph((service("a"), service("b")), (handoff("a", "b"),)), (), None, KNOWN, Words("en"))
    assert [entry.state for entry in small.legend if entry.sample == "line"] == [State.DRAFT]


def test_a_contract_that_has_not_begun_is_not_in_force():
    two = graph((service("a"), service("b")), (handoff("a", "b"),))
    later = replace(contract("a", "b"), start=AS_OF.replace(day=17))
    attainment = Attainment(as_of=AS_OF, period=every_state()[2].period, contracts=(result("a--b", Verdict.MET),))
    assert view(two, (later,), attainment, KNOWN, Words("en")).edges[0].state is State.DRAFT
    begun = replace(later, start=AS_OF)
    assert view(two, (begun,), attainment, KNOWN, Words("en")).edges[0].state is State.MET


def test_the_worst_of_several_contracts_in_force_is_shown_and_drafts_only_alone():
    two = graph((service("a"), service("b")), (handoff("a", "b"),))
    first, second = contract("a", "b"), replace(contract("a", "b"), id="a--b-2")
    draft = replace(contract("a", "b", Status.DRAFT), id="a--b-3")
    results = (result("a--b", Verdict.MET), result("a--b-2", Verdict.AT_RISK))
    attainment = Attainment(as_of=AS_OF, period=every_state()[2].period, contracts=results)
    assert view(two, (draft, first, second), attainment, KNOWN, Words("en")).edges[0].state is State.AT_RISK


def test_bare_files_are_drawn_as_mapped_flows_without_any_judgement():
    found, _, _ = every_state()
    picture = flows(found, Words("en"))
    assert {edge.state for edge in picture.edges} == {State.FLOW}
    assert len(picture.edges) == len(EXPECTED)
    assert picture.clusters == ()
    assert "processes/example.bpmn" in picture.source


@pytest.mark.parametrize(("size", "kind"), [(3, "organisation"), (40, "organisation"), (60, "departments")])
def test_the_kind_of_picture_goes_by_size(size, kind):
    made = organisation(size)
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("fr"))
    assert picture.kind is DiagramKind(kind)


@pytest.mark.parametrize("size", [60, 200])
def test_no_missed_pair_between_departments_is_ever_left_out(size):
    made = organisation(size)
    whole = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"), whole=True)
    home = {node.id: node.cluster for node in whole.nodes}
    missed = {(home[edge.source], home[edge.target]) for edge in whole.edges if edge.state is State.MISSED}
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    drawn = {(edge.source, edge.target) for edge in picture.edges if edge.state is State.MISSED}
    assert picture.kind is DiagramKind.DEPARTMENTS
    assert drawn == {pair for pair in missed if pair[0] != pair[1]}
    assert len(drawn) > 3


def test_what_a_picture_of_departments_leaves_out_is_counted():
    made = organisation(60)
    whole = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"), whole=True)
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    shown = sum(int(edge.label.split(" of ")[1]) for edge in picture.edges)
    drawn, inside, weaker = map(int, re.findall(r"(\d+) pairs", picture.notes[1]))
    assert drawn == shown
    assert shown + inside + weaker == len(whole.edges)


def test_too_many_departments_are_gathered_and_every_one_is_named():
    made = organisation(500)
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    groups = [node for node in picture.nodes if node.shape is NodeShape.GROUP]
    names = [line[0].text for node in groups for line in node.details[1:] if not line[0].state]
    assert len(groups) == 20
    assert sorted(names) == sorted(one.name.read("en") for one in made.organisation.departments)


def test_what_a_picture_of_groups_leaves_out_is_counted_the_missed_apart():
    made = organisation(500)
    whole = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"), whole=True)
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    shown = sum(int(edge.label.split(" of ")[1]) for edge in picture.edges)
    counted = re.search(r"(\d+) pairs within .* (\d+) pairs, (\d+) of", picture.notes[1])
    inside, weaker, missed = map(int, counted.groups())
    assert shown + inside + weaker == len(whole.edges)
    assert 0 < missed < sum(edge.state is State.MISSED for edge in whole.edges)


def test_forms_grow_coarser_and_a_level_asked_for_is_kept():
    made = organisation(150)
    given = (made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    sizes = [len(one.nodes) for one in forms(*given)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] == 21  # 20 groups and the external parties
    assert [len(one.nodes) for one in forms(*given, level=Level.DEPARTMENT)] == [26]
    assert all(
        node.shape in (NodeShape.GROUP, NodeShape.EXTERNAL)
        for one in forms(*given, level=Level.GROUP) for node in one.nodes
    )  # fmt: skip


def test_an_empty_organisation_gives_an_empty_picture():
    picture = view(graph((), ()), (), None, Organisation(), Words("en"))
    assert (picture.nodes, picture.edges, picture.title) == ((), (), "Who supplies whom")
