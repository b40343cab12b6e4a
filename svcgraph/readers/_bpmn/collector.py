"""From tags to facts: a table of tag → small handler (rules L4 and "Words").

Only elements of the MODEL namespace count, and nothing at or below an ``extensionElements``. The
diagram, half of most files, is muted where it can hold nothing of the model.
"""

from __future__ import annotations

from collections.abc import Callable

from svcgraph.domain.process import NONE
from svcgraph.intake.xml import SEPARATOR, Attributes, Bindings, End, Events, Start, spellings
from svcgraph.readers._bpmn.drawing import Shapes
from svcgraph.readers._bpmn.facts import CHOREOGRAPHY, MODEL, DefinitionFact, Facts
from svcgraph.readers._bpmn.performers import Performers

ROOT = MODEL + SEPARATOR + "definitions"
DEPTH = 256  # of sub-processes and lanes in one another; lxml stops there too

OnStart = Callable[["Collector", Attributes], None]
OnEnd = Callable[["Collector"], None]
StartOf = Callable[[str], OnStart | None]
EndOf = Callable[[str], OnEnd | None]
Vocabulary = Callable[[Bindings], tuple[StartOf, EndOf, frozenset[str]]]


class Tangled(Exception):
    """An ``extensionElements`` may lie in another: the quick way of skipping them does not do."""


class TooDeep(Exception):
    """Sub-processes or lanes are nested beyond ``DEPTH``."""


class Collector:
    """Fills ``facts`` while the parse runs; the attributes say where it stands."""

    __slots__ = (
        "definition",
        "depth",
        "events",
        "extension",
        "extension_names",
        "facts",
        "in_collaboration",
        "item",
        "lane",
        "lane_sets",
        "listening",
        "output",
        "owner",
        "pages",
        "parent",
        "parser",
        "performers",
        "process",
        "shapes",
        "text",
        "vocabulary",
    )

    def __init__(self, events: Events, vocabulary: Vocabulary) -> None:
        self.events = events
        self.vocabulary = vocabulary
        self.parser = events.parser
        self.facts = Facts()
        self.process = NONE
        self.parent = NONE  # innermost sub-process
        self.owner = NONE  # innermost flow node
        self.lane = NONE
        self.lane_sets: list[int] = []
        self.item = NONE  # data item that is open
        self.output: bool | None = None  # in a dataOutputAssociation, in a dataInputAssociation, in none
        self.definition: DefinitionFact | None = None
        self.in_collaboration = False
        self.text: list[str] = []
        self.listening = False
        self.extension = 0  # where the open extensionElements began
        self.depth = 0
        self.performers: Performers | None = None  # of a file that ends with its drawing
        self.pages = 0  # diagrams met
        self.shapes: Shapes | None = None  # the drawing, where it was read in the same go
        self.extension_names: frozenset[str] = frozenset()
        events.switch(self.on_root, None)

    # What expat calls

    def on_root(self, name: str, attributes: Attributes) -> None:
        self.facts.root = self.events.root(name, attributes)
        if self.facts.root == ROOT:
            start_of, end_of, self.extension_names = self.vocabulary(self.events.bindings)
            self.events.usually(*_dispatch(self, start_of, end_of))
        else:
            self.events.switch(None, None)

    def on_extension_end(self, name: str) -> None:
        if name in self.extension_names:
            here = self.parser.CurrentByteIndex  # of an empty tag, where it begins
            if here > self.extension and self._tangled(here):
                raise Tangled
            self.events.resume()

    def _tangled(self, here: int) -> bool:
        """Whether the tag that ends at ``here`` need not be the end tag of the open extensionElements."""
        data = self.events.data
        return data[here : here + 2] != b"</" or data.count(b"extensionElements", self.extension, here) != 1

    def skip_extension(self) -> None:
        """Start tags are muted: the first end tag of the name is the right one, unless another lies inside."""
        self.extension = self.parser.CurrentByteIndex
        self.events.switch(None, self.on_extension_end)

    def skip_choreography(self) -> None:
        """Its events and gateways are in no process: nobody performs them."""
        self.skip_counting(frozenset(spellings(CHOREOGRAPHY, self.events.bindings)))

    def skip_counting(self, names: frozenset[str]) -> None:
        """All in the element that is open, which is called one of ``names``, and may hold others of its name."""
        opened = 1

        def on_start(name: str, _attributes: Attributes) -> None:
            nonlocal opened
            opened += name in names

        def on_end(name: str) -> None:
            nonlocal opened
            opened -= name in names
            if not opened:
                self.events.resume()

        self.events.switch(on_start, on_end)

    # Shared by the handlers

    def listen(self) -> None:
        self.text.clear()
        if not self.listening:
            self.listening = True
            self.parser.CharacterDataHandler = self.text.append

    def heard(self) -> str:
        return "".join(self.text)

    def stop_listening(self) -> None:
        """Not after each text: the next is near, and a handler costs more to set than blanks to hear."""
        if self.listening:
            self.listening = False
            self.parser.CharacterDataHandler = None

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise TooDeep


def _dispatch(collector: Collector, start_of: StartOf, end_of: EndOf) -> tuple[Start, End]:
    """Tag → handler. Plain functions: expat calls them two hundred times a page, methods cost more."""

    def on_start(name: str, attributes: Attributes) -> None:
        handler = start_of(name)
        if handler is not None:
            handler(collector, attributes)

    def on_end(name: str) -> None:
        handler = end_of(name)
        if handler is not None:
            handler(collector)

    return on_start, on_end


class CarefulCollector(Collector):
    """For files that `Collector` finds tangled: an ``extensionElements`` may lie in another."""

    __slots__ = ()

    def skip_extension(self) -> None:
        self.skip_counting(self.extension_names)
