"""The events of one parse, and how element names come: with their namespace, or as spelled."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers.expat import XMLParserType

SEPARATOR = "\x0c"  # no XML document can hold it, so no namespace can either
Attributes = dict[str, str]
Start = Callable[[str, Attributes], object]
End = Callable[[str], object]
Declared = Callable[[str | None, str | None], None]  # prefix, namespace
Bindings = tuple[tuple[str, str], ...]  # prefix and namespace

_COMMON = "http://www.omg.org/spec/"  # of these namespaces bindings are kept


class Events:
    """One parse under way: what a reader may switch while it runs. Names are namespace, SEPARATOR, local name.

    ``bindings`` is empty, unless names come as spelled (`SpelledEvents`).
    """

    __slots__ = ("_usual", "bindings", "data", "declared", "parser")

    def __init__(self, data: bytes, parser: XMLParserType, declared: Declared) -> None:
        self.data = data  # the bytes being parsed: offsets (``parser.CurrentByteIndex``) point into them
        self.parser = parser
        self.declared = declared
        self.bindings: Bindings = ()
        self._usual: tuple[Start | None, End | None] = (None, None)
        parser.StartNamespaceDeclHandler = declared

    def switch(self, start: Start | None, end: End | None) -> None:
        """From now on these handlers get the tags; ``None`` mutes them."""
        parser = self.parser
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def hear_starts(self, start: Start | None) -> None:
        """As `switch`, for start tags alone: a handler costs more to set than many a tag to hear."""
        self.parser.StartElementHandler = start

    def usually(self, start: Start, end: End) -> None:
        """Switches to the handlers that `resume` comes back to."""
        self._usual = (start, end)
        self.switch(start, end)

    def resume(self) -> None:
        self.switch(*self._usual)

    def let_go(self) -> None:
        """Parser and handlers hold each other; let go, they are freed at once and not by the collector."""
        parser = self.parser
        self._usual = (None, None)
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartNamespaceDeclHandler = parser.EntityDeclHandler = parser.DefaultHandler = None

    def root(self, name: str, _attributes: Attributes) -> str:
        """To be called with the root: its full name. Further namespaces are not looked at one by one:
        vendors declare them by the thousand, deep inside."""
        self.parser.StartNamespaceDeclHandler = None
        return name


class SpelledEvents(Events):
    """Names as spelled, for documents that declare all namespaces in the root: a tenth quicker."""

    __slots__ = ()

    def root(self, name: str, attributes: Attributes) -> str:
        spaces = {key[6:]: uri for key, uri in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        for prefix, uri in spaces.items():
            self.declared(prefix, uri)
        self.bindings = tuple(sorted((prefix, uri) for prefix, uri in spaces.items() if uri.startswith(_COMMON)))
        prefix, _, local = name.rpartition(":")
        return spaces[prefix] + SEPARATOR + local if prefix in spaces else name


def may_be_spelled(data: bytes) -> bool:
    """Whether no element after the root can declare a namespace: every ``xmlns`` stands in one tag."""
    first = data.find(b"xmlns")
    if first == -1 or data.find(b"<!DOCTYPE", 0, first) != -1:
        return False
    return data.find(b"<", first, data.rfind(b"xmlns")) == -1


def spellings(name: str, bindings: Bindings) -> tuple[str, ...]:
    """How a document with ``bindings`` writes the element ``name`` (namespace, SEPARATOR, local name)."""
    if not bindings:
        return (name,)
    space, _, local = name.partition(SEPARATOR)
    return tuple(f"{prefix}:{local}" if prefix else local for prefix, uri in bindings if uri == space)


class ForgivingEvents(Events):
    """Events with namespaces resolved by hand, forgiving, for documents that expat's own refuse (L2)."""

    __slots__ = ("_end", "_scopes", "_start")

    def __init__(self, data: bytes, parser: XMLParserType, declared: Declared) -> None:
        super().__init__(data, parser, declared)
        self._scopes: list[dict[str, str]] = [{"xml": "http://www.w3.org/XML/1998/namespace"}]

    def switch(self, start: Start | None, end: End | None) -> None:
        self._start, self._end = start, end
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end

    def hear_starts(self, start: Start | None) -> None:
        self._start = start

    def _on_start(self, name: str, attributes: Attributes) -> None:
        scope = self._scopes[-1]
        own = {key[6:]: uri for key, uri in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        self._scopes.append({**scope, **own} if own else scope)
        if self._start is not None:
            self._start(self._full(name), attributes)

    def _on_end(self, name: str) -> None:
        if self._end is not None:
            self._end(self._full(name))
        self._scopes.pop()

    def _full(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        uri = self._scopes[-1].get(prefix)
        return uri + SEPARATOR + local if uri else name
