"""DOT, Graphviz's language, read into nodes, edges and clusters that know their line.

Written here because pydot gives no positions, takes half a minute for 500 kB and recurses without bound;
the tests hold the two against each other. Drawing is not our business: attributes are kept as text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.errors import Fault, FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.delimited import decode

BYTES = 5_000_000
DEPTH = 50
EDGES = 500_000  # {a b c} -> {d e f} makes nine of one line
NONE = -1

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/|\#[^\n]*)
    |(?P<quoted>"(?:[^"\\]|\\.)*")
    |(?P<word>[^\W\d]\w*|-?(?:\.\d+|\d+(?:\.\d*)?))
    |(?P<arrow>->|--)
    |(?P<sign>[{}\[\]=;,:+])
    |(?P<html><)""",
    re.VERBOSE | re.DOTALL,
)
# Atomic throughout: hostile runs of blanks and comments must not be tried in every split.
_START = re.compile(
    r"(?>\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|\#[^\n]*+)*+"
    r"(?:strict\s++)?(?:di)?graph\b\s*+(?:\"(?:[^\"\\]|\\.)*+\"|[\w.-]++)?\s*+\{",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_KEYWORDS = frozenset({"node", "edge", "graph", "digraph", "subgraph", "strict"})


@dataclass(slots=True)
class DotThing:
    """A node, an edge, a cluster or the graph; ``attributes`` are by lower-case name."""

    line: int
    attributes: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass(slots=True)
class DotNode(DotThing):
    key: str = ""
    cluster: int = NONE  # index into DotGraph.clusters

    @property
    def label(self) -> str:
        """What is written in the shape: the label, else the node's own name."""
        return self.attributes.get("label", self.key).replace("\\N", self.key)


@dataclass(slots=True)
class DotEdge(DotThing):
    source: int = NONE
    target: int = NONE


@dataclass(slots=True)
class DotCluster(DotThing):
    name: str = ""
    parent: int = NONE


@dataclass(slots=True)
class DotGraph(DotThing):
    name: str = ""
    directed: bool = True
    nodes: list[DotNode] = field(default_factory=list)
    edges: list[DotEdge] = field(default_factory=list)
    clusters: list[DotCluster] = field(default_factory=list)


def is_dot(data: bytes) -> bool:
    """Whether the text begins as a graph or digraph does."""
    return _START.match(data[:8192].decode("utf-8-sig", "replace")) is not None


def text_of(label: str) -> str:
    """A label as a person reads it: line ends, quotes and HTML resolved."""
    if label.startswith("<") and label.endswith(">"):
        return html.unescape(_TAG.sub(" ", label[1:-1]))
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nlr" else found[1], label)


def load_dot(data: bytes, file: str, faults: FaultList) -> DotGraph:
    """The graph; a guessed encoding is added to ``faults``. Raises Unreadable with the line where it goes wrong."""
    if len(data) > BYTES:
        said = mark("The file has {size} bytes; at most {most} are read.")
        named = (("size", str(len(data))), ("most", str(BYTES)))
        raise Unreadable(Fault(code="too-large", place=Place(file=file), message=said, parameters=named))
    return _Parser(decode(data, file, faults), file).graph()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, quoted, html, arrow, sign, end
    text: str
    line: int


@dataclass(slots=True)
class _Scope:
    """Defaults and cluster of the braces we are in; ``members``: nodes named inside."""

    cluster: int
    node: dict[str, str]
    edge: dict[str, str]
    own: dict[str, str]
    members: list[int] = field(default_factory=list)


class _Parser:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.tokens = self._scan(text)
        self.token = next(self.tokens)
        self.depth = 0
        self.known: dict[str, int] = {}
        self.named_clusters: dict[str, int] = {}
        self.made = DotGraph(1)

    def graph(self) -> DotGraph:
        if self._word("strict"):
            self._step()
        if not (self._word("graph") or self._word("digraph")):
            raise self._stop(mark("A DOT file begins with “digraph”."))
        self.made.directed = self._step().text.lower() == "digraph"
        self.made.line = self.token.line
        if self.token.kind in ("word", "quoted", "html"):
            self.made.name = self._id()
        scope = _Scope(NONE, {}, {}, self.made.attributes)
        self._body(scope)
        if self.token.kind != "end":
            raise self._stop(
                mark("A second graph begins, or something stands after the last brace: one file holds one.")
            )
        return self.made

    # Statements

    def _body(self, scope: _Scope) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise self._stop(mark("More than {n} levels inside each other."), n=DEPTH)
        self._sign("{")
        while not self._at("}"):
            if not self._at(";"):
                self._statement(scope)
            if self._at(";"):
                self._step()
        self._step()
        self.depth -= 1

    def _statement(self, scope: _Scope) -> None:
        if self.token.kind == "word" and self.token.text.lower() in ("graph", "node", "edge"):
            kind = self._step().text.lower()
            target = {"graph": scope.own, "node": scope.node, "edge": scope.edge}[kind]
            target.update(self._attributes())
        elif self._at("{") or self._word("subgraph"):
            self._chain(self._subgraph(scope), scope)
        else:
            line, key = self.token.line, self._id()
            if self._at("="):
                self._step()
                scope.own[key.lower()] = self._id()
            else:
                self._node_or_chain(key, line, scope)

    def _node_or_chain(self, key: str, line: int, scope: _Scope) -> None:
        node = self._node(key, line, scope)
        self._port()
        if self.token.kind == "arrow":
            self._chain([node], scope)
        else:
            self.made.nodes[node].attributes.update(self._attributes())

    def _chain(self, ends: list[int], scope: _Scope) -> None:
        """``a -> b -> {c d} [label=x]``: every pair of neighbours is an edge, with the attributes at the end."""
        edges: list[DotEdge] = []
        while self.token.kind == "arrow":
            line = self._step().line
            others = self._end(scope)
            if len(self.made.edges) + len(edges) + len(ends) * len(others) > EDGES:
                raise self._stop(mark("More than {n} edges."), n=EDGES)
            edges += [DotEdge(line, dict(scope.edge), one, two) for one in ends for two in others]
            ends = others
        if edges:
            attributes = self._attributes()
            for edge in edges:
                edge.attributes.update(attributes)
            self.made.edges += edges

    def _end(self, scope: _Scope) -> list[int]:
        if self._at("{") or self._word("subgraph"):
            return self._subgraph(scope)
        line = self.token.line
        node = self._node(self._id(), line, scope)
        self._port()
        return [node]

    def _port(self) -> None:
        while self._at(":"):
            self._step()
            self._id()

    def _subgraph(self, outer: _Scope) -> list[int]:
        name, line = "", self.token.line
        if self._word("subgraph"):
            self._step()
            name = self._id() if self.token.kind in ("word", "quoted", "html") else ""
        cluster = self._cluster(name, line, outer.cluster)
        own = self.made.clusters[cluster].attributes if cluster != outer.cluster else {}
        inner = _Scope(cluster, dict(outer.node), dict(outer.edge), own)
        self._body(inner)
        members = list(dict.fromkeys(inner.members))
        outer.members += members
        return members

    def _cluster(self, name: str, line: int, parent: int) -> int:
        """A subgraph whose name begins with ``cluster`` is one; others only group."""
        if not name.lower().startswith("cluster"):
            return parent
        if name not in self.named_clusters:
            self.named_clusters[name] = len(self.made.clusters)
            self.made.clusters.append(DotCluster(line, {}, name, parent))
        return self.named_clusters[name]

    def _node(self, key: str, line: int, scope: _Scope) -> int:
        index = self.known.get(key)
        if index is None:
            index = self.known[key] = len(self.made.nodes)
            self.made.nodes.append(DotNode(line, dict(scope.node), key))
        node = self.made.nodes[index]
        if scope.cluster != NONE and (node.cluster == NONE or self._inside(scope.cluster, node.cluster)):
            node.cluster = scope.cluster
        scope.members.append(index)
        return index

    def _inside(self, cluster: int, other: int) -> bool:
        while cluster not in (NONE, other):
            cluster = self.made.clusters[cluster].parent
        return cluster == other

    def _attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._at("["):
            self._step()
            while not self._at("]"):
                name = self._id().lower()
                found[name] = "true"
                if self._at("="):
                    self._step()
                    found[name] = self._id()
                if self._at(",") or self._at(";"):
                    self._step()
            self._step()
        return found

    # Tokens

    def _id(self) -> str:
        token = self._step()
        if token.kind == "quoted":
            text = token.text
            while self._at("+"):
                self._step()
                text += self._step().text
            return text
        if token.kind == "html" or (token.kind == "word" and token.text.lower() not in _KEYWORDS):
            return token.text
        self.token = token
        raise self._stop(mark("“{text}” stands where a name is expected."), text=token.text)

    def _sign(self, sign: str) -> None:
        if not self._at(sign):
            raise self._stop(mark("“{text}” stands where “{sign}” is expected."), text=self.token.text, sign=sign)
        self._step()

    def _at(self, sign: str) -> bool:
        if self.token.kind == "end" and sign in "}]":
            raise self._stop(mark("The file ends before “{sign}”: it is cut short, or a brace is missing."), sign=sign)
        return self.token.kind == "sign" and self.token.text == sign

    def _word(self, word: str) -> bool:
        return self.token.kind == "word" and self.token.text.lower() == word

    def _step(self) -> _Token:
        token = self.token
        if token.kind != "end":
            self.token = next(self.tokens)
        return token

    def _scan(self, text: str) -> Iterator[_Token]:
        position, line = 0, 1
        while position < len(text):
            found = _TOKEN.match(text, position)
            kind = found.lastgroup or "" if found else ""
            piece = _html(text, position) if kind == "html" else found[0] if found else ""
            if not piece:
                said = mark("This is not DOT from here on: “{text}”.")
                raise self._refusal(said, line, text=text[position : position + 20].split("\n", maxsplit=1)[0])
            if kind == "quoted":
                yield _Token(kind, piece[1:-1].replace('\\"', '"').replace("\\\n", ""), line)
            elif kind != "blank":
                yield _Token(kind, piece, line)
            position += len(piece)
            line += piece.count("\n")
        yield _Token("end", "", line)

    def _stop(self, message: str, /, **parameters: object) -> Unreadable:
        return self._refusal(message, self.token.line, **parameters)

    def _refusal(self, message: str, line: int, /, **parameters: object) -> Unreadable:
        named = tuple((key, str(value)) for key, value in parameters.items())
        return Unreadable(
            Fault(code="dot-syntax", place=Place(file=self.file, line=line), message=message, parameters=named)
        )


def _html(text: str, start: int) -> str:
    """``<…>`` with its inner tags, empty when it does not end."""
    depth = 0
    for found in re.compile("[<>]").finditer(text, start):
        depth += 1 if found[0] == "<" else -1
        if depth == 0:
            return text[start : found.end()]
    return ""
