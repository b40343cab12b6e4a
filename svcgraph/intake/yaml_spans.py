"""Where everything stands in a YAML text, to the character: what is changed there leaves the rest as it was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from yaml._yaml import CParser
from yaml.events import DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent, StreamStartEvent

_COLON = re.compile(r"\s*:")


@dataclass(slots=True)
class ScalarSpan:
    """A single value; ``style`` is its quote, ``|`` or ``>``, None where it has none."""

    start: int
    end: int
    style: str | None

    @property
    def empty(self) -> bool:
        return self.start == self.end


@dataclass(slots=True)
class ListSpan:
    start: int
    end: int
    flow: bool
    items: list[Span] = field(default_factory=list)
    empty: bool = False


@dataclass(slots=True)
class EntrySpan:
    """A key with its value; ``colon`` is the place right behind the colon."""

    key: str
    start: int
    colon: int
    value: Span

    @property
    def end(self) -> int:
        return self.colon if self.value.empty else self.value.end


@dataclass(slots=True)
class MapSpan:
    start: int
    end: int
    flow: bool
    entries: list[EntrySpan] = field(default_factory=list)
    empty: bool = False

    def get(self, key: str) -> EntrySpan | None:
        return next((entry for entry in self.entries if entry.key == key), None)


Span: TypeAlias = "ScalarSpan | ListSpan | MapSpan"


def spans(text: str) -> Span:
    """The tree of ``text``, which `intake.yaml.load` must have read without faults before."""
    parser = CParser(text)
    while True:
        event = parser.get_event()
        if not isinstance(event, StreamStartEvent | DocumentStartEvent):
            return _node(event, parser, text)


def _node(event: Any, parser: Any, text: str) -> Span:
    start, end = _at(event.start_mark), _at(event.end_mark)
    if isinstance(event, ScalarEvent):
        kept = len(text[start:end].rstrip()) if event.style in ("|", ">") else end - start
        return ScalarSpan(start, start + kept, event.style or None)
    if isinstance(event, MappingStartEvent):
        return _map(MapSpan(start, end, bool(event.flow_style)), parser, text)
    assert isinstance(event, SequenceStartEvent)
    return _list(ListSpan(start, end, bool(event.flow_style)), parser, text)


def _map(made: MapSpan, parser: Any, text: str) -> MapSpan:
    while isinstance(key := parser.get_event(), ScalarEvent):
        colon = _colon(text, _at(key.end_mark))
        value = _node(parser.get_event(), parser, text)
        made.entries.append(EntrySpan(key.value, _at(key.start_mark), colon, value))
    made.end = _at(key.end_mark) if made.flow else max(entry.end for entry in made.entries)
    return made


def _list(made: ListSpan, parser: Any, text: str) -> ListSpan:
    while isinstance(item := parser.get_event(), ScalarEvent | MappingStartEvent | SequenceStartEvent):
        made.items.append(_node(item, parser, text))
    made.end = _at(item.end_mark) if made.flow else max(one.end for one in made.items)
    return made


def _at(place: Any) -> int:
    return int(place.index)


def _colon(text: str, position: int) -> int:
    """Right behind the colon of the key that ends at ``position``; of a key in a flow mapping that has none, there."""
    found = _COLON.match(text, position)
    return found.end() if found else position
