"""Mermaid flowcharts as text says them: nodes with shapes, links, subgraphs. Grammar: mermaid.js.org, Flowcharts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.domain.names import clean
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.html import words_of

HEADER = re.compile(
    r"(?:flowchart|graph|swimlane)(?:-\w+)?(?:\s+(?:TB|TD|BT|RL|LR|>|<|\^|v))?\s*(?:;|$)", re.IGNORECASE
)
STYLING = re.compile(r"(?:style|classDef|class|click|linkStyle|direction|accTitle|accDescr)\b")
DEPTH = 50  # of subgraphs
MOST = 200_000  # links

_ID = re.compile(r"\w(?:[\w./]|:(?!:)|-(?=\w))*")
_HEAD = "[>xo]"
_PLAIN_LINK = re.compile(
    r"\s*(?:\w+@)?(?P<tail>[<xo]?)(?:(?P<dotted>-\.+-)|--+|==+|(?P<hidden>~~~+))(?P<head>[->xo=]?)"
)
_TEXT_LINK = re.compile(
    r"\s*(?:\w+@)?(?P<tail>[<xo]?)(?:--(?![->xo])(?P<a>.+?)--+(?P<ah>[->xo])|==(?![=>xo])(?P<b>.+?)==+(?P<bh>[=>xo])"
    r"|-\.(?!\.*-)(?P<c>.+?)\.+-(?P<ch>[>xo]?))"
)
_LABEL = re.compile(r"\s*\|(?P<text>[^|]*)\|")
# the closing of each opening; longer ones first
SHAPES = (
    ("(((", ")))", "circle"), ("((", "))", "circle"), ("([", "])", "stadium"), ("[[", "]]", "step"),
    ("[(", ")]", "store"), ("{{", "}}", "step"),
    ("[/", "/]", "step"), ("[/", "\\]", "step"), ("[\\", "\\]", "step"), ("[\\", "/]", "step"),
    ("[", "]", "step"), ("(", ")", "step"), ("{", "}", "decision"), (">", "]", "step"),
)  # fmt: skip
NAMED_SHAPES = {
    "diam": "decision", "decision": "decision", "diamond": "decision", "question": "decision",
    "circle": "circle", "circ": "circle", "sm-circ": "circle", "start": "circle", "small-circle": "circle",
    "dbl-circ": "circle", "double-circle": "circle", "fr-circ": "circle", "framed-circle": "circle", "stop": "circle",
    "stadium": "stadium", "pill": "stadium", "terminal": "stadium",
    "doc": "item", "document": "item", "docs": "item", "documents": "item", "lin-doc": "item", "tag-doc": "item",
    "st-doc": "item", "stacked-document": "item",
    "cyl": "store", "cylinder": "store", "database": "store", "db": "store", "das": "store", "h-cyl": "store",
    "lin-cyl": "store", "disk": "store", "bow-rect": "store", "stored-data": "store",
    "comment": "aside", "brace": "aside", "brace-l": "aside", "brace-r": "aside", "braces": "aside", "text": "aside",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    id: str
    line: int
    name: str = ""
    shape: str = "step"
    subgraph: str = ""


@dataclass(slots=True)
class Subgraph:
    id: str
    name: str
    parent: str
    line: int
    mentioned: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Link:
    source: str
    target: str
    label: str
    forward: bool
    backward: bool
    dotted: bool
    line: int


@dataclass(slots=True)
class Chart:
    """One flowchart; ``line`` is that of its header."""

    line: int
    nodes: dict[str, Node] = field(default_factory=dict)
    subgraphs: dict[str, Subgraph] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def parse_chart(lines: list[tuple[int, str]], file: str, faults: FaultList) -> Chart:
    """The chart of numbered lines, header first; what is not understood is said, line by line."""
    return _Parser(lines, file, faults).chart()


class _Parser:
    def __init__(self, lines: list[tuple[int, str]], file: str, faults: FaultList) -> None:
        self.lines, self.file, self.faults = lines, file, faults
        self.result = Chart(lines[0][0])
        self.open: list[Subgraph] = []
        self.line = lines[0][0]

    def chart(self) -> Chart:
        for number, statement in self._statements():
            self.line = number
            self._statement(statement)
        while self.open:
            self._say("never-closed", mark("The subgraph “{name}” has no end."), name=self.open[-1].name)
            self._close()
        return self.result

    def _statements(self) -> Iterator[tuple[int, str]]:
        number, first = self.lines[0]
        rest = HEADER.sub("", first, count=1)
        for line, text in [(number, rest), *self.lines[1:]]:
            if not text.lstrip().startswith("%%"):
                for part in _split(text):
                    if part.strip():
                        yield line, part.strip()

    def _statement(self, text: str) -> None:
        if re.match(r"subgraph\b", text):
            self._subgraph(text[len("subgraph") :].strip())
        elif text == "end":
            self._close()
        elif not STYLING.match(text):
            self._chain(text)

    # Subgraphs

    def _subgraph(self, text: str) -> None:
        found = re.fullmatch(r"(?P<id>[^\s\[]+)?\s*(?:\[(?P<title>.*)\])?", text)
        name = _words(found["title"]) if found and found["title"] is not None else _words(text)
        key = (found["id"] if found and found["id"] else text) or f"subgraph-{self.line}"
        key = key.strip('"')
        one = Subgraph(key, name or key, self.open[-1].id if self.open else "", self.line)
        self.result.subgraphs.setdefault(key, one)
        if len(self.open) >= DEPTH:
            self._say("too-deep", mark("More than {most} subgraphs inside each other are not read."), most=DEPTH)
        self.open.append(self.result.subgraphs[key])

    def _close(self) -> None:
        """Mermaid's own rule: a node is in the first subgraph to end in which it was mentioned."""
        if not self.open:
            self._say("stray-end", mark("An “end” without a subgraph."))
            return
        closed = self.open.pop()
        for key in closed.mentioned:
            node = self.result.nodes.get(key)
            if node is not None and not node.subgraph:
                node.subgraph = closed.id
        if self.open and self.open[-1] is not closed:  # one name inside itself is one subgraph
            self.open[-1].mentioned += closed.mentioned

    # Nodes and links

    def _chain(self, text: str) -> None:
        at = 0
        sources, at = self._group(text, at)
        while sources and at < len(text):
            link, at = self._link(text, at)
            if link is None:
                break
            targets, at = self._group(text, at)
            for source in sources:
                for target in targets:
                    self._add(link, source, target)
            sources = targets
        if not sources or text[at:].strip():
            self._say(
                "not-understood", mark("“{text}” is not understood: it is left out."), text=text[at:].strip()[:60]
            )

    def _add(self, link: Link, source: str, target: str) -> None:
        if len(self.result.links) >= MOST:
            return
        made = Link(source, target, link.label, link.forward, link.backward, link.dotted, self.line)
        self.result.links.append(made)

    def _group(self, text: str, at: int) -> tuple[list[str], int]:
        """``A & B["…"] & C``"""
        keys: list[str] = []
        while True:
            key, at = self._node(text, at)
            if not key:
                return keys, at
            keys.append(key)
            more = re.compile(r"\s*&\s*").match(text, at)
            if not more:
                return keys, at
            at = more.end()

    def _node(self, text: str, at: int) -> tuple[str, int]:
        while at < len(text) and text[at].isspace():
            at += 1
        found = _ID.match(text, at)
        if not found:
            return "", at
        key, at = found[0], found.end()
        if key not in self.result.subgraphs:
            node = self.result.nodes.setdefault(key, Node(key, self.line))
            at = self._shape(node, text, at)
            if self.open:
                self.open[-1].mentioned.append(key)
        styled = re.compile(r":::[\w-]+(?:,[\w-]+)*").match(text, at)
        return key, styled.end() if styled else at

    def _shape(self, node: Node, text: str, at: int) -> int:
        if text.startswith("@{", at):
            return self._attributes(node, text, at + 2)
        for opening, closing, shape in SHAPES:
            if text.startswith(opening, at):
                end = _closing(text, at + len(opening), closing)
                if end != -1:
                    node.name, node.shape = _words(text[at + len(opening) : end]), shape
                    return end + len(closing)
        return at

    def _attributes(self, node: Node, text: str, at: int) -> int:
        """``A@{ shape: doc, label: "Invoice" }``"""
        end = _closing(text, at, "}")
        inside = text[at:end] if end != -1 else text[at:]
        for key, quoted, plain in re.findall(r"(\w+)\s*:\s*(?:\"([^\"]*)\"|([^,}\"]+))", inside):
            value = quoted or plain.strip()
            if key == "shape":
                node.shape = NAMED_SHAPES.get(value.lower(), "step")
            elif key == "label":
                node.name = _words(value)
        return end + 1 if end != -1 else len(text)

    def _link(self, text: str, at: int) -> tuple[Link | None, int]:
        found = _TEXT_LINK.match(text, at)
        if found and (words := found["a"] or found["b"] or found["c"]):
            head = found["ah"] or found["bh"] or found["ch"] or ""
            return self._made(found["tail"], head, _words(words), dotted=found["c"] is not None), found.end()
        found = _PLAIN_LINK.match(text, at)
        if not found:
            return None, at
        at = found.end()
        label = _LABEL.match(text, at)
        at = label.end() if label else at
        link = self._made(
            found["tail"], found["head"], _words(label["text"]) if label else "", dotted=bool(found["dotted"])
        )
        if found["hidden"]:
            link.forward = link.backward = False
        return link, at

    def _made(self, tail: str, head: str, label: str, *, dotted: bool) -> Link:
        return Link("", "", label, head == ">", tail == "<", dotted, self.line)

    def _say(self, code: str, message: str, /, **parameters: object) -> None:
        severity = Severity.WARNING if code == "not-understood" else Severity.ERROR
        place = Place(file=self.file, line=self.line)
        self.faults.add(code, place, message, severity=severity, **parameters)


def _split(text: str) -> list[str]:
    """Statements of a line: at ``;`` outside quotes and brackets; ``#35;`` is no end."""
    if ";" not in text:
        return [text]
    parts, start, quoted = [], 0, False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted and not re.search(r"#\w+$", text[start:at]):
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _closing(text: str, at: int, closing: str) -> int:
    """Where ``closing`` stands outside quotes; -1 when nowhere."""
    quoted = False
    while at < len(text):
        if text[at] == '"':
            quoted = not quoted
        elif not quoted and text.startswith(closing, at):
            return at
        at += 1
    return -1


def _words(text: str) -> str:
    """Quotes, Markdown's marks, line breaks and entity codes (``#quot;``) resolved."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    if len(text) > 1 and text[0] == text[-1] == "`":
        text = re.sub(r"[*_]{1,3}(\S(?:.*?\S)?)[*_]{1,3}", r"\1", text[1:-1])
    text = re.sub(r"#(\d+);", r"&#\1;", text.replace("\\n", " "))
    text = re.sub(r"#(\w+);", r"&\1;", text)
    return clean(words_of(text) if "<" in text else html.unescape(text))
