"""The atlas: every department, service and process on its page, found through contents and index."""

import io
import re

import pytest
from picture_examples import HOSTILE, organisation
from pypdf import PdfReader
from untraced import untraced

from svcgraph import pipeline
from svcgraph.domain.facts import Facts
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs._atlas import made
from svcgraph.renderers.picture.book import book
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.atlas import Book, Chapter, Entry, Index, Leaf, atlas
from svcgraph.views.diagram.organisation import organisation as view


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def contents(story):
    return atlas(story.facts, Words("fr"))


@pytest.fixture(scope="module")
def pages(story):
    with untraced():
        found = made(story, Words("fr"), Paper.A3)
        assert found.small == ()
        return [page.extract_text() for page in PdfReader(io.BytesIO(found.pdf)).pages]


def test_everything_has_its_page(contents, story):
    leaves = {chapter.name: len(chapter.leaves) for chapter in contents.chapters}
    inside = [one for one in story.graph.services if not one.external]
    assert list(leaves.values()) == [1, 1, 5, len(inside), len(story.graph.processes), 1]


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_contents_and_index_tell_the_right_page(pages, contents):
    numbers = dict(re.findall(r"^(.+?) ?\.{3,}[. ]*(\d+)", pages[1], flags=re.MULTILINE))
    assert len(numbers) >= sum(len(chapter.leaves) for chapter in contents.chapters)
    for name in ("Marketing", "Recours", "Indemniser un petit sinistre habitation", "Direction technique"):
        assert name in flat(pages[int(numbers[name]) - 1])
    index = "\n".join(pages[-2:])
    found = re.search(r"Rapport de chiffrage\s+([\d, ]+)", index)
    listed = [int(number) for number in found[1].split(",")]
    assert listed == sorted(listed)
    assert all("Rapport de chiffrage" in flat(pages[number - 1]) for number in listed)


def test_every_page_says_where_it_is_from_when_and_which_it_is(pages):
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text
        assert "Données au 16 novembre 2026" in flat(text)


def test_a_department_has_all_that_its_services_give_and_get(contents, story):
    leaf = next(leaf for chapter in contents.chapters for leaf in chapter.leaves if leaf.name == "Direction technique")
    members = {one.id for one in story.graph.services if one.department == "technique"} or {
        one.id for one in story.graph.services if one.id in ("actuariat", "souscription", "gestion-des-contrats")
    }
    pairs = {(one.supplier, one.client) for one in story.graph.handoffs if {one.supplier, one.client} & members}
    assert {(edge.source, edge.target) for edge in leaf.diagram.edges} == pairs


@pytest.mark.parametrize("size", [3, 30])
def test_generated_organisations_fill_a_book(size):
    found = organisation(size)
    facts = Facts(
        organisation=found.organisation,
        graph=found.graph,
        contracts=found.contracts,
        attainment=found.attainment,
        as_of=found.attainment.as_of,
    )
    whole = atlas(facts, Words("en"))
    services = next(chapter for chapter in whole.chapters if chapter.name == "Services")
    used = {end for one in found.graph.handoffs for end in (one.supplier, one.client)}
    assert len(services.leaves) == sum(not one.external and one.id in used for one in found.graph.services)
    assert len(whole.indexes[1].entries) == len({one.deliverable for one in found.graph.handoffs})


def test_hostile_names_are_text_in_the_book():
    found = organisation(3)
    picture = view(found.graph, (), found.attainment, found.organisation, Words("fr"))
    leaves = tuple(Leaf(id=f"leaf {at}", name=name, diagram=picture) for at, name in enumerate(HOSTILE))
    entries = tuple(Entry(name=Text(name).fr or "x", leaves=(f"leaf {at}",)) for at, name in enumerate(HOSTILE))
    whole = Book(
        title=HOSTILE[0],
        subtitle='"#panic("x")',
        language="fr",
        counts="\\",
        chapters=(Chapter(name="<b>", leaves=leaves),),
        indexes=(Index(name="]", entries=entries),),
    )
    drawing = draw(picture)
    data = book(whole, {leaf.id: drawing for leaf in leaves}, Paper.A4, Words("fr"))
    assert data == book(whole, {leaf.id: drawing for leaf in leaves}, Paper.A4, Words("fr"))
    assert len(PdfReader(io.BytesIO(data)).pages) >= len(leaves) + 3
