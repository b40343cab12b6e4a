"""Groups of departments: one gathering for an organisation, and the same group under the same name on every picture."""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from svcgraph.i18n import Words
from svcgraph.views.diagram import matrix, organisation, process_board
from svcgraph.views.diagram.grouping import GROUPS, Level, groups_of, homes
from svcgraph.views.diagram.question import Only, Question
from svcgraph.views.shapes import NodeShape

sys.path.append(str(Path(__file__).parents[1]))
from bench.pictures import faults, given

# what is gathered here is traced in test_pictures_organisation, _matrix and _map
pytestmark = pytest.mark.no_cover
LARGE = (500, 1000)
WORDS = Words("en")


def large(size):
    return given("organisation", size, long=False)


@cache
def pictures(size):
    """Every form that every picture may take, where it has groups."""
    return tuple(_pictures(large(size)))


def _pictures(known):
    known_to_all = (known.graph, known.contracts, known.attainment, known.organisation, WORDS)
    yield from organisation.forms(*known_to_all, level=Level.GROUP)
    yield from organisation.forms(*known_to_all, level=Level.GROUP, question=Question(only=Only.MISSED))
    yield from matrix.forms(known, WORDS, level=Level.GROUP)
    yield from list(process_board.forms(known, WORDS))[-2:]


@pytest.mark.parametrize("size", LARGE)
def test_a_number_and_a_name_stand_for_the_same_group_on_every_picture(size):
    called = {}
    for picture in pictures(size):
        named = {node.key: node.name for node in picture.nodes if node.key.startswith("group ")}
        assert named
        for key, name in named.items():
            number = f"G{key.removeprefix('group ')}"
            if name != number:  # where the names do not fit
                assert called.setdefault(key, name) == name
                assert name.startswith(f"{number}\u00a0· ")
    assert len(called) == len(set(called.values())) == GROUPS


@pytest.mark.parametrize("size", LARGE)
def test_wherever_the_departments_of_a_group_are_named_they_are_the_same(size):
    held = {}
    listed = 0
    for picture in pictures(size):
        for line in picture.listing:
            if line.number.startswith("G"):
                listed += 1
                assert held.setdefault(line.number, line.text) == line.text
        for node in picture.nodes:
            names = [line[0].text for line in node.details[1:] if not line[0].state]
            if node.shape is NodeShape.GROUP and names and not names[-1].startswith("and "):
                assert held.setdefault(f"G{node.id.removeprefix('group ')}", ", ".join(names)) == ", ".join(names)
    assert listed >= 3 * GROUPS
    departments = sorted(one.name.read("en") for one in large(size).organisation.departments)
    assert sorted(", ".join(held.values()).split(", ")) == departments


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", LARGE)
def test_groups_with_the_list_of_their_departments_are_readable_on_a3(size, language):
    assert faults("organisation", large(size), language=language)[1] == []


def test_a_group_is_called_after_the_department_with_the_most_services():
    known = large(500)
    sizes = Counter(homes(known.graph, known.organisation).values())
    groups = groups_of(known.graph, known.organisation)
    names = {one.id: one.name.read("en") for one in known.organisation.departments}
    picture = next(organisation.forms(known.graph, (), None, known.organisation, WORDS, level=Level.GROUP))
    for node in picture.nodes:
        if node.shape is NodeShape.GROUP:
            inside = [one for one, group in groups.items() if group == node.id]
            largest = max(inside, key=lambda one: sizes[one])
            assert names[largest] in node.name
            assert node.name.endswith(f"and {len(inside) - 1} others") or len(inside) < 3


def test_what_passes_between_two_cards_of_one_group_is_counted_apart():
    known = large(1000)
    cards = list(process_board.forms(known, WORDS))[-1]
    own = 0
    for node in cards.nodes:
        lines = ["".join(run.text for run in line) for line in node.details]
        assert not any(f"{node.name}\u00a0(" in line for line in lines if line[:1] in "←→")
        own += any("flows within" in line for line in lines)
    assert own
    assert any("may have a card in each band" in note for note in cards.notes)
