"""YAML, read safely and with positions: PyYAML's C parser behind a guard.

Refused, all of them together where the text can still be followed: anchors and aliases, tags, a key
given twice, more than `DEPTH` levels (the C composer itself crashes on 100,000 ``[``), more than
`BYTES` bytes, several documents. Scalars are those of YAML 1.2's core schema, but for numbers with leading
zeros and for infinities, which stay texts: ``12:30``, ``NO``, ``010``, ``2026-11-16`` are as written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import yaml as pyyaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from svcgraph.errors import FaultList, Place, Unreadable
from svcgraph.i18n import mark

DEPTH = 50
BYTES = 5_000_000
DIGITS = 300  # longer runs of digits stay text: turning them into numbers costs quadratic time

Value: TypeAlias = "str | int | float | bool | None"
Plain: TypeAlias = "Value | list[Plain] | dict[str, Plain]"

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?\Z")
_NUMERIC = frozenset("0123456789+-.")


@dataclass(slots=True)
class Scalar:
    """A single value: ``value`` as the schema reads it, ``text`` as written (without quotes)."""

    value: Value
    line: int
    text: str


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    line: int


@dataclass(slots=True)
class Entry:
    """One key of a mapping; the key is always text, as written."""

    key: str
    line: int
    value: Node


@dataclass(slots=True)
class Mapping:
    entries: list[Entry]
    line: int

    def get(self, key: str) -> Node | None:
        """The value under exactly that key, None when it is absent."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


Node: TypeAlias = "Scalar | Sequence | Mapping"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Makers(Generic[Made]):
    """What is made of each kind of node."""

    scalar: Callable[[ScalarEvent], Made]
    sequence: Callable[[list[Made], int], Made]
    mapping: Callable[[list[str], list[int], list[Made], int], Made]


def load(data: bytes, file: str) -> Node:
    """The tree of ``data`` with the line of every node. Raises Unreadable with every fault found."""
    return _compose(data, file, _Makers(_scalar_node, Sequence, _mapping_node))


def load_plain(data: bytes, file: str) -> Document:
    """The values of ``data`` alone, quickly; lines are looked up only when a fault needs one."""
    return Document(_compose(data, file, _Makers(_scalar_value, _list, _dict)), data, file)


def plain(node: Node) -> Plain:
    """A tree as Python values: dict with text keys, list, str, int, float, bool, None."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


class Document:
    """Plain values of one YAML file; ``place`` finds where a value stands, reading the file once more."""

    __slots__ = ("_data", "_tree", "file", "value")

    def __init__(self, value: Plain, data: bytes, file: str) -> None:
        self.value, self.file, self._data = value, file, data
        self._tree: Node | None = None

    def line(self, *path: str | int) -> int:
        """Line (from 1) of the value at ``path``, or of the nearest thing above it that exists."""
        if self._tree is None:
            self._tree = load(self._data, self.file)
        line = self._tree.line
        for line, _ in _along(self._tree, path):  # noqa: B007  (the last line reached is the answer)
            pass
        return line

    def place(self, *path: str | int) -> Place:
        return Place(file=self.file, line=self.line(*path))


def _along(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[int, Node]]:
    for step in path:
        if isinstance(node, Mapping):
            entry = next((entry for entry in node.entries if entry.key == str(step)), None)
            if entry is None:
                return
            node, line = entry.value, entry.line
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            return
        yield line, node


def resolve(text: str) -> Value:
    """What a plain (unquoted) scalar stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC or len(text) > DIGITS:
        return text
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text) and any(sign.isdigit() for sign in text.lower().partition("e")[0]):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def _scalar_value(event: ScalarEvent) -> Plain:
    return resolve(event.value) if event.implicit[0] else event.value


def _scalar_node(event: ScalarEvent) -> Node:
    text = event.value
    return Scalar(resolve(text) if event.implicit[0] else text, _line(event), text)


def _mapping_node(keys: list[str], lines: list[int], values: list[Node], line: int) -> Node:
    return Mapping([Entry(*entry) for entry in zip(keys, lines, values, strict=True)], line)


def _dict(keys: list[str], _lines: list[int], values: list[Plain], _line: int) -> Plain:
    return dict(zip(keys, values, strict=True))


def _list(values: list[Plain], _line: int) -> Plain:
    return values


class _Frame:
    """An open mapping or sequence."""

    __slots__ = ("keyed", "keys", "line", "lines", "seen", "values")

    def __init__(self, keyed: bool, line: int) -> None:
        self.keyed, self.line = keyed, line
        self.keys: list[str] = []
        self.lines: list[int] = []
        self.seen: set[str] = set()
        self.values: list[Any] = []


def _compose(data: bytes, file: str, makers: _Makers[Made]) -> Made:
    """One pass over the parser's events; the makers make what the caller wants."""
    faults = FaultList()
    if len(data) > BYTES:
        faults.add(
            "too-large",
            Place(file=file),
            mark("The file has {size} bytes; at most {most} are read. Split it."),
            size=len(data),
            most=BYTES,
        )
        raise Unreadable(*faults.faults)
    try:
        made = _follow(CParser(data), file, faults, makers)
    except pyyaml.YAMLError as error:
        _syntax(error, data, file, faults)
    if faults.faults:
        raise Unreadable(*faults.faults)
    return made


def _follow(parser: Any, file: str, faults: FaultList, makers: _Makers[Made]) -> Made:
    root = _Frame(False, 1)
    frame, stack = root, [root]
    next_event, scalar = parser.get_event, makers.scalar
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor or event.tag:
                _forbidden(event, file, faults)
            if frame.keyed and len(frame.keys) == len(frame.values):
                _key(frame, event, file, faults)
            else:
                frame.values.append(scalar(event))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            frame = _open(event, kind is MappingStartEvent, stack, file, faults)
        elif kind is MappingEndEvent:
            closed = stack.pop()
            frame = stack[-1]
            frame.values.append(makers.mapping(closed.keys, closed.lines, closed.values, closed.line))
        elif kind is SequenceEndEvent:
            closed = stack.pop()
            frame = stack[-1]
            frame.values.append(makers.sequence(closed.values, closed.line))
        elif kind is AliasEvent:
            _forbidden(event, file, faults)
            _stand_in(frame, scalar, event, file, faults)
        elif kind is DocumentStartEvent and root.values:
            place = Place(file=file, line=_line(event))
            faults.add("several-documents", place, mark("A second document begins: one file holds one."))
            raise Unreadable(*faults.faults)
        elif kind is StreamEndEvent:
            return root.values[0] if root.values else scalar(_nothing(event))


def _open(event: Any, keyed: bool, stack: list[_Frame], file: str, faults: FaultList) -> _Frame:
    """Goes one level down. Raises Unreadable where nothing sensible can follow."""
    if event.anchor or event.tag:
        _forbidden(event, file, faults)
    place = Place(file=file, line=_line(event))
    above = stack[-1]
    if len(stack) > DEPTH:
        faults.add("too-deep", place, mark("More than {n} levels inside each other."), n=DEPTH)
        raise Unreadable(*faults.faults)
    if above.keyed and len(above.keys) == len(above.values):
        faults.add("odd-key", place, mark("A key must be a text, not a list or a mapping."))
        raise Unreadable(*faults.faults)
    frame = _Frame(keyed, place.line)
    stack.append(frame)
    return frame


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _key(frame: _Frame, event: ScalarEvent, file: str, faults: FaultList) -> None:
    key, line = event.value, _line(event)
    if key in frame.seen:
        first = frame.lines[frame.keys.index(key)]
        faults.add(
            "duplicate-key",
            Place(file=file, line=line),
            mark("“{key}” is given twice (first in line {first}); keep one."),
            key=key,
            first=first,
        )
    frame.seen.add(key)
    frame.keys.append(key)
    frame.lines.append(line)


def _stand_in(
    frame: _Frame, scalar: Callable[[ScalarEvent], Made], event: AliasEvent, file: str, faults: FaultList
) -> None:
    """Something in the refused alias's place, so that the rest can be looked through for faults."""
    nothing = _nothing(event)
    if frame.keyed and len(frame.keys) == len(frame.values):
        _key(frame, nothing, file, faults)
    else:
        frame.values.append(scalar(nothing))


def _nothing(event: Any) -> ScalarEvent:
    return ScalarEvent(None, None, (True, False), "", event.start_mark, event.end_mark)


TEXT_TAGS = ("!", "tag:yaml.org,2002:str")


def _forbidden(event: Any, file: str, faults: FaultList) -> None:
    place = Place(file=file, line=_line(event))
    if event.anchor:
        faults.add(
            "alias", place, mark("Anchors and aliases (&, *) are not read: write “{name}” out."), name=event.anchor
        )
    elif event.tag not in TEXT_TAGS:
        faults.add("tag", place, mark("The tag {tag} is not read: remove it."), tag=event.tag)


def _syntax(error: pyyaml.YAMLError, data: bytes, file: str, faults: FaultList) -> None:
    where = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if where is not None:
        problem = getattr(error, "problem", None) or getattr(error, "context", None) or ""
        place = Place(file=file, line=where.line + 1)
        faults.add("yaml-syntax", place, mark("This is not YAML: {problem}."), problem=problem)
        return
    position = getattr(error, "position", 0)
    place = Place(file=file, line=data[:position].count(b"\n") + 1)
    faults.add("encoding", place, mark("A character that is not UTF-8 text: save the file as UTF-8."))
