"""The pictures that the README shows are those that the sample workspace gives today: `make pictures` renews them."""

import pytest

from svcgraph.cli._program import program

PICTURES = [
    ("organisation", ["organisation"]),
    ("process", ["process", "o5"]),
    ("service", ["service", "gestion-des-sinistres"]),
    ("committee", ["committee"]),
    ("matrix", ["matrix"]),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "words"), PICTURES, ids=[name for name, _ in PICTURES])
def test_the_picture_in_docs_is_the_one_drawn_today(name, words, language, sample_root, tmp_path):
    drawn = tmp_path / "drawn.svg"
    assert program(["-C", str(sample_root), "diagram", *words, "--lang", language, "-o", str(drawn)]) == 0
    shown = sample_root / "docs" / "images" / f"{name}.{language}.svg"
    assert shown.read_bytes() == drawn.read_bytes(), "run: make pictures"
