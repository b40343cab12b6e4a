"""Everything people read exists in French: every sentence in the code has one, and the compiled files are current."""

import ast
import gettext
import io
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from svcgraph.i18n import LOCALE, Words

PACKAGE = Path(__file__).parents[1] / "svcgraph"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def sentences(source: str):
    """The message ids of a module: the first words of mark, words and plural, the third of add, any ``message=``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        wanted = []
        if name in ("mark", "words", "plural"):
            wanted = node.args[:1]
        elif name == "add" and len(node.args) >= 3:
            wanted = node.args[2:3]
        wanted = wanted + [keyword.value for keyword in node.keywords if keyword.arg == "message"]
        for argument in wanted:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value


@cache  # of 750 tests
def french() -> dict[str, str]:
    known = {}
    for path in CATALOGUES:
        if path.parts[-3] == "fr":
            with path.open("rb") as file:
                for message in read_po(file, locale="fr"):
                    key = message.id[0] if isinstance(message.id, tuple) else message.id
                    value = message.string[0] if isinstance(message.string, tuple) else message.string
                    if key and value:
                        known[key] = value
    return known


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_sentence_has_its_french(path):
    known = french()
    missing = sorted({text for text in sentences(path.read_text(encoding="utf-8")) if text not in known})
    assert missing == []


def fields(text: str) -> set[str]:
    """The parameters named; ``{x_fr}`` and ``{x_en}`` are one fact, said in the language of the sentence."""
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name)
    return {name.removesuffix("_fr").removesuffix("_en") for name in names}


def test_a_translation_names_the_same_parameters():
    assert [key for key, value in french().items() if fields(key) != fields(value)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_current(path):
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    fresh = io.BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    assert messages(path.with_suffix(".mo").open("rb")) == messages(fresh), f"run: make catalogues ({path.name})"


def messages(compiled) -> dict[object, str]:
    """What a compiled file says, without its header, which may hold the time of compilation."""
    with compiled:
        return {key: text for key, text in gettext.GNUTranslations(compiled)._catalog.items() if key}


def test_words_translate_fill_in_and_fall_back():
    assert Words("fr")("Show the version and exit.") == "Affiche la version."
    assert Words("en")("{n} of {m}", n=1, m=2) == "1 of 2"
    assert Words("fr")("nobody translated this") == "nobody translated this"
