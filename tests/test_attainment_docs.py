"""The page on attainment shows sentences: each one is read, and the two languages of a row say the same."""

from pathlib import Path

import pytest

from svcgraph.domain.text import Text
from svcgraph.sentences.alert import parse_alert
from svcgraph.sentences.parse import parse_text

PAGE = (Path(__file__).parents[1] / "docs" / "attainment.md").read_text(encoding="utf-8")


def rows(heading):
    """The cells of the table that follows ``heading``."""
    lines = PAGE[PAGE.index(heading) :].splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("| "))
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


SENTENCES = [
    pair
    for _, french, english in rows("| kind |")
    for pair in zip(french.split(" · "), english.split(" · "), strict=True)
]


@pytest.mark.parametrize(("french", "english"), SENTENCES)
def test_the_sentences_of_the_page_are_read(french, english):
    assert parse_text(Text(french, english)).kind


def test_the_page_shows_every_kind():
    assert len({parse_text(Text(french, english)).kind for french, english in SENTENCES}) == 5


def test_the_alert_levels_of_the_page_are_read():
    levels = [word for cell, _ in rows("| alert level as written") for word in cell.split("`")[1::2]]
    assert len(levels) == 7
    assert all(parse_alert(level) is not None for level in levels)
