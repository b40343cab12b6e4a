"""The organisation's picture answers the question it is asked, and says how much it does not show."""

import re

import pytest
from picture_checks import assert_counted
from picture_examples import KNOWN, every_state, organisation

from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.views.diagram.grouping import Level
from svcgraph.views.diagram.organisation import forms
from svcgraph.views.diagram.organisation import organisation as view
from svcgraph.views.diagram.question import Only, Question
from svcgraph.views.shapes import DiagramKind, State


def asked(question: Question, **more):
    return view(*every_state(), KNOWN, Words("en"), question=question, **more)


def generated(size: int, question: Question, **more):
    made = organisation(size)
    words = Words("en")
    return view(made.graph, made.contracts, made.attainment, made.organisation, words, question=question, **more)


def at_level(size: int, question: Question, level: Level):
    made = organisation(size)
    given = (made.graph, made.contracts, made.attainment, made.organisation, Words("en"))
    return next(forms(*given, question=question, level=level))


def test_only_what_is_missed():
    picture = asked(Question(only=Only.MISSED))
    whole = view(*every_state(), KNOWN, Words("en"))
    missed = [edge.id for edge in whole.edges if edge.state is State.MISSED]
    assert [edge.id for edge in picture.edges] == missed
    assert {node.id for node in picture.nodes} == {end for edge in picture.edges for end in (edge.source, edge.target)}
    assert picture.title.endswith("only what is missed")
    told = f"Asked for: {len(missed)} of {len(whole.edges)} relations, each of one supplier with one client."
    assert picture.notes == (told,)


@pytest.mark.parametrize(("only", "states"), [
    (Only.AT_RISK, {State.MISSED, State.AT_RISK}), (Only.UNMEASURED, {State.UNKNOWN}), (Only.DRAFT, {State.DRAFT}),
])  # fmt: skip
def test_only_other_states(only, states):
    assert {edge.state for edge in asked(Question(only=only)).edges} == states


def test_the_strongest_arrows_are_those_with_the_most_deliverables():
    picture = generated(30, Question(top=10))
    whole = generated(30, Question())
    assert len(picture.edges) == 10
    assert min(edge.count for edge in picture.edges) == sorted((edge.count for edge in whole.edges), reverse=True)[9]


def test_around_a_service_by_depth():
    near = asked(Question(around="met"))
    assert {(edge.source, edge.target) for edge in near.edges} == {("a", "met"), ("met", "a")}
    assert {node.id for node in asked(Question(around="met", depth=2)).nodes} > {"a", "met", "missed", "buyer"}


def test_a_process_alone(sample_root):
    from svcgraph import pipeline

    story = pipeline.tell(sample_root)
    number = [one.id for one in story.graph.processes].index("o5")
    picture = view(
        story.graph,
        story.contracts,
        story.attainment,
        story.organisation,
        Words("fr"),
        question=Question(process=number),
    )
    of_it = {(one.supplier, one.client) for one in story.graph.handoffs if one.process == number}
    assert {(edge.source, edge.target) for edge in picture.edges} == of_it
    assert "Indemniser un petit sinistre habitation" in picture.title


def test_the_exceptions_of_a_large_organisation_are_drawn_by_service_if_few_and_by_department_if_many():
    picture = generated(500, Question(only=Only.MISSED))
    few = generated(150, Question(only=Only.MISSED))
    assert picture.kind is not DiagramKind.ORGANISATION
    assert few.kind is DiagramKind.ORGANISATION
    assert_counted(draw(few).svg, few)


@pytest.mark.parametrize("level", [Level.DEPARTMENT, Level.GROUP])
def test_an_arrow_tells_the_same_counts_on_the_whole_picture_and_on_the_one_of_what_is_missed(level):
    whole, asked_for = (
        {(edge.source, edge.target): (edge.label, edge.count) for edge in picture.edges if edge.state is State.MISSED}
        for picture in (at_level(150, Question(), level), at_level(150, Question(only=Only.MISSED), level))
    )
    assert len(asked_for) > 5
    assert whole == asked_for


def test_relations_asked_for_are_counted_apart_from_the_arrows_that_stand_for_them():
    picture = at_level(150, Question(only=Only.MISSED), Level.DEPARTMENT)
    told = " ".join(picture.notes)
    asked_for, whole = map(int, re.search(r"Asked for: (\d+) of (\d+) relations", told).groups())
    arrows, on = map(int, re.search(r"On (\d+) arrows: (\d+) pairs", told).groups())
    inside = int(re.search(r"(\d+) pairs within", told).group(1))
    assert arrows == len(picture.edges)
    assert asked_for == on + inside
    assert sum(int(edge.label.split(" of ")[0]) for edge in picture.edges) == on
    assert whole == len(generated(150, Question(), whole=True).edges)
    boxes = [line for node in picture.nodes for line in node.details if line[0].state is State.MISSED]
    assert sum(int(line[1].text) for line in boxes) == inside
    assert all(line[-1].text.strip().startswith("of ") for line in boxes)


def test_k_of_n_is_explained_wherever_it_stands():
    for size, only in ((60, None), (150, Only.MISSED), (500, Only.MISSED)):
        picture = at_level(size, Question(only=only), Level.DEPARTMENT)
        assert all(" of " in edge.label for edge in picture.edges)
        assert sum("k of n" in entry.text for entry in picture.legend) == 1


def test_nothing_missed_is_said_so():
    found, _, _ = every_state()
    picture = view(found, (), None, KNOWN, Words("en"), question=Question(only=Only.MISSED))
    assert picture.notes[0].startswith("There is none among the ")


def test_the_level_can_be_chosen():
    assert generated(30, Question(), whole=False).kind is DiagramKind.DEPARTMENTS
    assert generated(60, Question(), whole=True).kind is DiagramKind.ORGANISATION


def test_nothing_found_is_still_a_picture():
    picture = asked(Question(around="idle"))
    assert picture.edges == ()
    assert draw(picture).svg
