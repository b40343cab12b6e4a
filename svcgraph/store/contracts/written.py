"""Parts of a contract as they are written into a person's file: the house style, and how wide it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from svcgraph.domain.text import Text
from svcgraph.intake.yaml_text import literal, quoted

OF_THE_FILE = frozenset({"line", "place_file", "inherited"})  # how it was read, not what it says
ON_ONE_LINE = frozenset({"approvals", "evidence", "endorsements"})
WIDTH = 110

Said = TypeVar("Said")


def is_record(value: object) -> bool:
    """Whether ``value`` is a part with keys of its own: a `Text` too, where it has two languages."""
    return is_dataclass(value) and not isinstance(value, type)


def defaults(record: Any) -> dict[str, Any]:
    """Key → what it says when it is not there, in the order of the format; a key that must be there: MISSING."""
    return {one.name: one.default for one in fields(record) if one.name not in OF_THE_FILE}


def parts(record: Any) -> Iterator[tuple[str, Any]]:
    """The keys that are worth writing: what is as if it were not written is left out."""
    for key, default in defaults(type(record)).items():
        value = getattr(record, key)
        if value is not None and (default is MISSING or value != default):
            yield key, value


def unplaced(value: Said) -> Said:
    """``value`` without the lines and the file where it was read, so that only what it says is compared."""
    if isinstance(value, tuple):
        return tuple(map(unplaced, value))  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = {one.name: unplaced(getattr(value, one.name)) for one in fields(value) if one.name not in OF_THE_FILE}
    nowhere = {one.name: one.default for one in fields(value) if one.name in OF_THE_FILE}
    return replace(value, **said, **nowhere)


def nothing(value: object) -> bool:
    """What an empty place says: no text, no date, no list."""
    return value is None or value in ("", ()) or value == Text()


def inline(value: Any) -> str:
    """``value`` on one line, as it may stand anywhere."""
    if isinstance(value, Text) and (one_language(value) or not value):
        return quoted(value.fr)
    if is_record(value):
        return "{" + ", ".join(f"{key}: {inline(below)}" for key, below in parts(value)) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return single(value)


def one_language(value: Text) -> bool:
    """Whether ``value`` is written as one text, without saying of which language it is."""
    return bool(value) and value == Text(value.fr, value.fr)


def single(value: Any) -> str:
    """A value that is neither a list nor a part."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date | int):
        return str(value)
    return str(value) if isinstance(value, StrEnum) else quoted(value)


def block(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of ``key`` and its value at ``indent``; the first one without its indentation."""
    if isinstance(value, tuple) and value and any(map(is_record, value)):
        yield f"{key}:"
        for item in value:
            yield from (" " * (indent + 2) + line if line else "" for line in element(key, item, indent + 2))
    elif is_record(value) and not _short(value, indent):
        yield f"{key}:"
        for name, below in parts(value):
            first, *rest = block(name, below, indent + 2)
            yield from (" " * (indent + 2) + first, *rest)
    else:
        yield from f"{key}: {_scalar_or_inline(value, indent + 2)}".split("\n")


def element(key: str, item: Any, indent: int) -> Iterator[str]:
    """The lines of one item of the list ``key`` behind its dash, relative to ``indent`` but for those of blocks."""
    if not is_record(item) or isinstance(item, Text) or key in ON_ONE_LINE:
        yield f"- {inline(item)}"
        return
    written = [line for name, below in parts(item) for line in _relative(name, below, indent)]
    for number, line in enumerate(written):
        yield ("  " if number else "- ") + line if line else ""
    if not written:
        yield "- {}"


def _relative(name: str, value: Any, indent: int) -> list[str]:
    """Lines of `block` two signs further in than ``indent``, with that indentation taken off again."""
    first, *rest = block(name, value, indent + 2)
    return [first, *(line[indent + 2 :] for line in rest)]


def _short(value: Any, indent: int) -> bool:
    """Whether a part goes on one line: a text in two languages that is not too long; empty parts."""
    if not isinstance(value, Text):
        return not any(parts(value))
    return one_language(value) or len(inline(value)) + indent < WIDTH


def _scalar_or_inline(value: Any, indent: int) -> str:
    text = value.fr if isinstance(value, Text) and one_language(value) else value
    lines = literal(text, indent) if type(text) is str else None
    return lines or inline(value)
