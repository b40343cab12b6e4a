"""XML as a small tree, for formats whose facts lie far apart (draw.io, Visio, XPDL): bounded, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.errors import Fault, FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.xml import SEPARATOR, Attributes, Events, parse

DEPTH = 256  # as lxml
ELEMENTS = 2_000_000


@dataclass(slots=True)
class Element:
    """One element. ``name`` and the attributes' names are local names; ``space`` is the namespace or empty."""

    name: str
    space: str
    attributes: Attributes
    line: int
    children: list[Element] = field(default_factory=list)
    parts: list[str | Element] = field(default_factory=list)  # text and children as they follow each other

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @property
    def text(self) -> str:
        """The text directly inside, without that of elements inside it."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def all_text(self) -> str:
        """The text inside, that of elements inside it too."""
        return "".join(part if isinstance(part, str) else part.all_text for part in self.parts)

    def all(self, name: str) -> Iterator[Element]:
        """Children of that local name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def walk(self) -> Iterator[Element]:
        """The element and everything inside it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def load_tree(data: bytes, file: str, faults: FaultList) -> Element:
    """The root element. Raises Unreadable for what is not well-formed, deeper than 256 or larger than 2,000,000."""
    return parse(data, file, lambda events: _Tree(events, file), faults).root


class _Tree:
    def __init__(self, events: Events, file: str) -> None:
        self._parser, self._file = events.parser, file
        self._open: list[Element] = []
        self._count = 0
        self._root: Element | None = None
        events.switch(self._start, self._end)
        events.parser.CharacterDataHandler = self._text

    @property
    def root(self) -> Element:
        assert self._root is not None  # a well-formed document has one
        return self._root

    def _start(self, name: str, attributes: Attributes) -> None:
        self._count += 1
        if len(self._open) >= DEPTH or self._count > ELEMENTS:
            raise self._too_much()
        space, _, local = name.rpartition(SEPARATOR)
        plain = {key.rpartition(SEPARATOR)[2]: value for key, value in attributes.items()}
        element = Element(local, space, plain, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
            self._open[-1].parts.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _too_much(self) -> Unreadable:
        message = mark("The file has more than {depth} elements inside each other, or {elements} in all: not read.")
        place = Place(file=self._file, line=self._parser.CurrentLineNumber)
        parameters = (("depth", str(DEPTH)), ("elements", str(ELEMENTS)))
        return Unreadable(Fault(code="too-large", place=place, message=message, parameters=parameters))
