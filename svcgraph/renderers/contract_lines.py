"""Keys and values of a contract file, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.contract_hints import hint
from svcgraph.renderers.yaml_scalars import scalar, text

Lines = Iterator[str]


def line(key: str, value: str, words: Words, *, indent: int = 0, about: str = "") -> Lines:
    """A key that always stands there; where its value is empty, what belongs there behind it."""
    yield f"{' ' * indent}{key}: {value}{hint(about or key, words, value)}"


def text_line(key: str, value: Text, words: Words, *, indent: int = 0, about: str = "") -> Lines:
    """`line` for a text."""
    yield from line(key, text(value), words, indent=indent, about=about)


def filled(indent: int, *pairs: tuple[str, str]) -> Lines:
    """Only the keys that hold something: these are not among the places that the method asks to fill."""
    return (f"{' ' * indent}{key}: {value}" for key, value in pairs if value)


def plain(value: str) -> str:
    """A text as a scalar; nothing where it is empty."""
    return scalar(value) if value else ""


def day(value: date | None) -> str:
    """A date as the format writes it; nothing where there is none."""
    return value.isoformat() if value else ""


def block(key: str, lines: Lines, *, indent: int) -> Lines:
    """A key with keys of its own, which stand deeper already; ``{}`` where there are none."""
    within = list(lines)
    yield f"{' ' * indent}{key}:" if within else f"{' ' * indent}{key}: {{}}"
    yield from within
