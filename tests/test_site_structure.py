"""The site without a browser: links lead somewhere, ids are unique, its policy holds, hostile names do nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs import _site
from svcgraph.renderers.picture.look import LOOKS
from svcgraph.renderers.site.dark import turned
from svcgraph.renderers.site.ink import Ink
from svcgraph.sentences.typography import set_in_print
from svcgraph.story import Story

ROOT = Path(__file__).parents[1]
WORKSPACE = Path(__file__).parent / "cli" / "workspace"
HOSTILE = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "A & B &amp; C",
    "fin \\",
    "'\"`",
    "\x00\x07\x1b[31m",
    "\u202eabc",
    "\U0001f600",
    "node",
    "Pôle : Achats",
    "]]>",
    "</script>",
    "javascript:alert(1)",
    "x" * 500,
)
VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Reader(HTMLParser):
    """Elements in document order; raises where one is closed that is not open."""

    elements: list[Element] = field(default_factory=list)
    stack: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        found = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(found)
        if tag not in VOID:
            self.stack.append(found)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.stack, tag
        assert self.stack.pop().tag == tag

    def handle_data(self, data):
        for element in self.stack:
            element.text += data


def read(content: bytes) -> list[Element]:
    reader = Reader()
    reader.feed(content.decode())
    reader.close()
    assert reader.stack == []
    return reader.elements


@pytest.fixture(scope="module")
def story() -> Story:
    return pipeline.tell(ROOT)


@pytest.fixture(scope="module")
def site(story) -> dict[str, bytes]:
    return {file.path: file.content for file in _site.files(story, [Words("fr"), Words("en")])}


@pytest.fixture(scope="module")
def pages(site) -> dict[str, list[Element]]:
    return {path: read(content) for path, content in site.items() if path.endswith(".html")}


def ids(elements: list[Element]) -> Counter[str]:
    return Counter(one.attributes["id"] for one in elements if "id" in one.attributes)


def links(elements: list[Element]) -> Iterator[str]:
    for one in elements:
        for name in ("href", "src", "action"):
            if name in one.attributes:
                yield one.attributes[name]


def test_every_part_of_the_site_is_there(site):
    parts = (
        "index",
        "diagram",
        "matrix",
        "processes",
        "services",
        "contracts",
        "chains",
        "actions",
        "checks",
        "search",
    )
    for part in parts:
        assert f"{part}.html" in site
        assert f"en/{part}.html" in site
    assert {"style.css", "site.js", "search.js", "en/search.js"} <= site.keys()


def test_every_link_leads_to_a_page_and_a_place(pages, site):
    known = {path: ids(elements) for path, elements in pages.items()}
    lost = []
    for path, elements in pages.items():
        for link in links(elements):
            if link == "data:,":
                continue
            address, part = urldefrag(link)
            target = str((Path("/") / Path(path).parent / address).resolve().relative_to("/")) if address else path
            if target not in site or (part and unquote(part) not in known.get(target, ())):
                lost.append((path, link))
    assert lost == []


def test_ids_are_unique_and_pages_are_named(pages):
    titles = set()
    for path, elements in pages.items():
        assert [one for one, n in ids(elements).items() if n > 1] == [], path
        html = elements[0]
        assert html.tag == "html"
        assert html.attributes["lang"] == ("en" if path.startswith("en/") else "fr"), path
        title = next(one for one in elements if one.tag == "title").text
        assert title.strip(), path
        titles.add((path.startswith("en/"), title))
        assert sum(one.tag == "h1" for one in elements) == 1, path
    assert len(titles) > 0.9 * len(pages)


def test_headings_go_down_one_level_at_a_time(pages):
    for path, elements in pages.items():
        levels = [int(one.tag[1]) for one in elements if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_the_policy_is_strict_and_nothing_violates_it(pages):
    for path, elements in pages.items():
        policy = next(one for one in elements if one.attributes.get("http-equiv") == "Content-Security-Policy")
        assert policy.attributes["content"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        for one in elements:
            assert "style" not in one.attributes, (path, one)
            assert not any(name.startswith("on") for name in one.attributes), (path, one)
            assert one.tag not in ("style", "iframe", "object", "embed", "base")
            if one.tag == "script":
                assert one.attributes["src"].rpartition("/")[2] in ("site.js", "search.js")
                assert one.text == ""
            assert not one.attributes.get("href", "").startswith(("http", "//", "javascript"))


def test_controls_have_names_tables_have_heads_and_pictures_have_titles(pages):
    for path, elements in pages.items():
        labelled = {one.attributes["for"] for one in elements if one.tag == "label" and "for" in one.attributes}
        for one in elements:
            if one.tag in ("a", "button", "caption", "legend"):
                assert one.text.strip(), (path, one)
            if one.tag == "input" and one.attributes["type"] != "checkbox":
                assert one.attributes["id"] in labelled, (path, one)
            if one.tag == "th":
                assert one.attributes["scope"] in ("col", "row")
            if one.tag == "svg":
                assert one.attributes.get("aria-hidden") == "true" or "aria-labelledby" in one.attributes, (path, one)
        assert sum(one.tag == "main" for one in elements) == 1


def test_people_are_named_only_when_asked(story, site):
    names = [person.name for person in story.organisation.people]
    assert names
    for path, content in site.items():
        text = content.decode()
        assert [name for name in names if name in text] == [], path
    asked = {file.path: file.content.decode() for file in _site.files(story, [Words("fr")], people=True)}
    assert any(name in asked["actions.html"] for name in names)


@pytest.mark.no_cover
def test_one_language_unless_asked_and_the_same_bytes_each_time(story, site):
    alone = {file.path: file.content for file in _site.files(story, [Words("fr")])}
    assert not any(path.startswith("en/") for path in alone)
    assert b'class="language"' not in alone["index.html"]
    again = {file.path: file.content for file in _site.files(story, [Words("fr"), Words("en")])}
    assert again == site


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_come_out_as_text(name):
    story = pipeline.tell(WORKSPACE)
    first = story.graph.services[0]
    services = (replace(first, name=Text(name, name)), *story.graph.services[1:])
    renamed = replace(story, graph=replace(story.graph, services=services))
    made = {file.path: file.content for file in _site.files(renamed, [Words("en")])}
    for path, content in made.items():
        assert not re.search("[\x00-\x08\x0b-\x1f]", content.decode()), path
        if path.endswith(".html"):
            elements = read(content)
            assert not [one for one in elements if one.tag == "img" or "onerror" in one.attributes]
            assert all(one.text == "" for one in elements if one.tag == "script")
    assert "</script" not in made["search.js"].decode()
    shown = read(made["services.html"])
    wanted = Ink(LOOKS).bare(set_in_print(name, "en"))
    assert wanted in [one.text for one in shown if one.attributes.get("href", "").startswith("services/")]


def test_another_day_and_people_are_another_site():
    words = [Words("en")]
    made = list(_site.files(pipeline.tell(WORKSPACE), words))
    assert list(_site.files(pipeline.tell(WORKSPACE), words)) == made
    assert list(_site.files(pipeline.tell(WORKSPACE, as_of=date(2026, 9, 30)), words)) != made
    assert list(_site.files(pipeline.tell(WORKSPACE), words, people=True)) != made


def test_colours_of_pictures_are_turned_round_for_the_dark():
    def light(colour: str) -> int:
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    assert light(turned("#FFFFFF")) < 120
    assert light(turned("#1A1A1A")) > 600
    assert light(turned("#E4EFFB")) < light(turned("#1F6FC4")) < light(turned("#1A1A1A"))


def test_the_command_writes_where_it_is_told_and_refuses_another_language(tmp_path, capsys):
    workspace = shutil.copytree(WORKSPACE, tmp_path / "shop")
    there = tmp_path / "share" / "site"
    assert program(["-C", str(workspace), "site", "--languages", "en,fr", "-o", str(there)]) == 0
    assert capsys.readouterr().out.strip() == (there / "index.html").as_posix()
    assert (there / "fr" / "index.html").is_file()
    assert not (workspace / "outputs").exists()
    assert program(["-C", str(workspace), "site", "--languages", "de"]) == 2
    assert "'de': fr, en, fr,en" in capsys.readouterr().err


def test_what_somebody_changed_on_the_site_stays_and_old_pages_go(tmp_path, capsys):
    workspace = shutil.copytree(WORKSPACE, tmp_path / "shop")
    assert program(["-C", str(workspace), "site", "--languages", "en,fr"]) == 0
    folder = workspace / "outputs" / "site"
    (folder / "index.html").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert program(["-C", str(workspace), "site", "--languages", "en"]) == 0
    assert "index-2.html" in capsys.readouterr().err
    assert (folder / "index.html").read_text(encoding="utf-8") == "mine"
    assert (folder / "index-2.html").is_file()
    assert not (folder / "fr").exists()


def test_a_workspace_without_maps_has_a_site_that_says_so(tmp_path):
    assert program(["--lang", "en", "new", str(tmp_path / "shop")]) == 0
    made = {one.path: one.content for one in _site.files(pipeline.tell(tmp_path / "shop"), [Words("en")])}
    said = {
        "index.html": "names no promise",
        "diagram.html": "nothing to draw yet",
        "processes.html": "No process map yet",
    }
    for path, sentence in said.items():
        assert sentence in made[path].decode()
        assert read(made[path])
