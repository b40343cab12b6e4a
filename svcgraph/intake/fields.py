"""The known keys of a YAML mapping, read through a vocabulary; what is unknown is said, never dropped.

``Fields`` is what a reader of a hand-written file works with: `text`, `texts`, `items`, `fields` give
plain values and add a fault with the line where something else stands.
"""

from __future__ import annotations

from svcgraph.domain.names import clean
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.yaml import Entry, Mapping, Node, Scalar, Sequence
from svcgraph.vocabulary import LANGUAGE, Vocabulary

LANGUAGES = ("fr", "en")


class Fields:
    """One mapping's known keys. ``kept`` names keys of which two spellings in one mapping are no fault."""

    def __init__(
        self, node: Mapping, vocabulary: Vocabulary, faults: FaultList, file: str, *, kept: tuple[str, ...] = ()
    ) -> None:
        self.line, self.file, self.faults = node.line, file, faults
        self._entries: dict[str, list[Entry]] = {}
        self._texts: dict[str, tuple[str, ...]] = {}
        for entry in node.entries:
            self._sort(entry, vocabulary, kept)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def node(self, key: str) -> Node | None:
        return self._entries[key][0].value if key in self._entries else None

    def place(self, key: str = "") -> Place:
        """The line of the key, or the mapping's own."""
        return Place(file=self.file, line=self._entries[key][0].line if key in self._entries else self.line)

    def text(self, key: str) -> str:
        """The key's text as written, cleaned, the French one of several languages; empty when absent."""
        entries = self._entries.get(key, [])
        return text_of(entries[0].value, self.faults, self.file) if entries else ""

    def items(self, key: str) -> tuple[Node, ...]:
        """The members of the key's list; one value alone is a list of one, nothing is none."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return ()
        return tuple(node.items) if isinstance(node, Sequence) else (node,)

    def texts(self, key: str) -> tuple[str, ...]:
        """The key's list as texts, without empty ones; faults are said once, however often it is asked."""
        if key not in self._texts:
            self._texts[key] = tuple(
                text for item in self.items(key) if (text := text_of(item, self.faults, self.file))
            )
        return self._texts[key]

    def _sort(self, entry: Entry, vocabulary: Vocabulary, kept: tuple[str, ...]) -> None:
        key = vocabulary.key(entry.key)
        if key is None:
            self._unknown(entry, vocabulary)
        elif key in self._entries and key not in kept:
            said = mark("“{key}” says the same as “{first}” in line {line}; only that is read.")
            first = self._entries[key][0]
            self._warn("double-key", entry.line, said, key=entry.key, first=first.key, line=first.line)
        else:
            self._entries.setdefault(key, []).append(entry)

    def _unknown(self, entry: Entry, vocabulary: Vocabulary) -> None:
        near = vocabulary.nearest(entry.key)
        if near:
            said = mark("“{key}” is not a known key and is not read. Did you mean “{near}”?")
            self._warn("unknown-key", entry.line, said, key=entry.key, near=near)
        else:
            self._warn("unknown-key", entry.line, mark("“{key}” is not a known key and is not read."), key=entry.key)

    def _warn(self, code: str, line: int, message: str, /, **parameters: object) -> None:
        place = Place(file=self.file, line=line)
        self.faults.add(code, place, message, severity=Severity.WARNING, **parameters)


def text_of(node: Node, faults: FaultList, file: str) -> str:
    """A node's text: as written; of ``{fr: …, en: …}`` the French one, else the English one."""
    if isinstance(node, Scalar):
        return "" if node.value is None else clean(node.text)
    if isinstance(node, Mapping):
        written = Fields(node, LANGUAGE, faults, file)
        return next((text for language in LANGUAGES if (text := written.text(language))), "")
    faults.add(
        "not-a-text",
        Place(file=file, line=node.line),
        mark("A list stands where one text is expected; it is not read."),
        severity=Severity.WARNING,
    )
    return ""
