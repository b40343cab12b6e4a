"""Process drawings in DOT. What is read of them: `docs/dot.md`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, NodeKind, Process, ProcessMap
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.dot import DotEdge, DotGraph, DotNode, is_dot, load_dot, text_of
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder

FORMAT = "dot"
SUFFIXES = (".dot", ".gv")
VERSION = 1

GATEWAYS = frozenset({"diamond"})
EVENTS = frozenset({"circle", "doublecircle", "point"})
ITEMS = frozenset({"note", "cylinder", "folder"})
STORES = frozenset({"cylinder"})
YES = frozenset({"true", "yes", "oui", "1"})


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """A text that begins with ``digraph`` or ``graph`` and a brace."""
    return is_dot(data)


def read(data: bytes, file: str) -> Reading:
    """The drawing's map. Raises Unreadable where it is no DOT, has no arrows or says of nobody who does what."""
    faults = FaultList()
    graph = load_dot(data, file, faults)
    _refuse(graph, file, faults)
    return Reading(map=_Drawing(graph, file, faults).map(), faults=tuple(faults.faults))


def _refuse(graph: DotGraph, file: str, faults: FaultList) -> None:
    if not graph.directed:
        said = mark("Lines without direction hand nothing over: write “digraph” and “->”.")
        faults.add("undirected", Place(file=file, line=graph.line), said)
    if not any(node.get("service") or node.cluster != NONE for node in graph.nodes):
        said = mark(
            'No node says who does it: write service="…" on it, or put it into a subgraph cluster_… with a label.'
        )
        faults.add("no-service", Place(file=file, line=graph.line), said)
    if any(fault.severity is Severity.ERROR for fault in faults.faults):
        raise Unreadable(*faults.faults)


@dataclass(frozen=True, slots=True)
class _End:
    """What an edge's end is: a node of the map, a data item, or a whole external party; the others NONE."""

    node: int = NONE
    item: int = NONE
    pool: int = NONE


class _Drawing:
    def __init__(self, graph: DotGraph, file: str, faults: FaultList) -> None:
        self.graph, self.file, self.faults = graph, file, faults
        self.builder = MapBuilder(file, FORMAT)
        self.sources = {edge.source for edge in graph.edges}
        self.targets = {edge.target for edge in graph.edges}
        self.ends: list[_End] = []

    def map(self) -> ProcessMap:
        name = clean(text_of(self.graph.get("label"))) or clean(self.graph.name) or PurePosixPath(self.file).stem
        self.builder.add_process(Process(id="", name=name))
        self.ends = [self._end(index, node) for index, node in enumerate(self.graph.nodes)]
        for edge in self.graph.edges:
            self._edge(edge)
        return self.builder.freeze()

    # Nodes

    def _end(self, index: int, node: DotNode) -> _End:
        shape, label = node.get("shape").lower(), clean(text_of(node.label))
        if shape in ITEMS:
            return _End(item=self.builder.item(node.key, label, store=shape in STORES))
        if _external(node.get("external")) and not node.get("service"):
            return _End(pool=self.builder.performer((label,), external=True, line=node.line, element=node.key))
        kind = self._kind(index, shape)
        performer = self._performer(node, kind)
        return _End(node=self.builder.node(node.key, label, performer, kind=kind, line=node.line))

    def _kind(self, index: int, shape: str) -> NodeKind:
        if shape in EVENTS and index not in self.targets:
            return NodeKind.START
        if shape in EVENTS and index not in self.sources:
            return NodeKind.END
        return NodeKind.CONTROL if shape in EVENTS | GATEWAYS else NodeKind.ACTIVITY

    def _performer(self, node: DotNode, kind: NodeKind) -> int:
        path, external = self._path(node)
        if path:
            return self.builder.performer(path, external, pool=len(path) > 1, line=node.line, element=node.key)
        if kind >= NodeKind.CONTROL:
            return NONE
        said = mark('The node {id} says nothing of who does it: write service="…", or put it into a cluster.')
        self._say("no-performer", node.line, said, Severity.WARNING, id=node.key)
        return self.builder.performer((f"#{node.key}",), unnamed=True, line=node.line, element=node.key)

    def _path(self, node: DotNode) -> tuple[tuple[str, ...], bool]:
        """The service named on the node, else the labels of the clusters around it, outermost first."""
        external = _external(node.get("external"))
        if node.get("service"):
            return (clean(text_of(node.get("service"))),), external
        path: list[str] = []
        cluster = node.cluster
        while cluster != NONE:
            around = self.graph.clusters[cluster]
            path.insert(0, clean(text_of(around.get("service") or around.get("label"))))
            external = external or _external(around.get("external"))
            cluster = around.parent
        return tuple(name for name in path if name), external

    # Edges

    def _edge(self, edge: DotEdge) -> None:
        source, target = self.ends[edge.source], self.ends[edge.target]
        label = clean(text_of(edge.get("label") or edge.get("xlabel")))
        direction = edge.get("dir").lower()
        if direction == "none":
            self._say("no-direction", edge.line, mark("An edge with dir=none is not read."), Severity.WARNING)
            return
        if direction in ("", "forward", "both"):
            self._draw(source, target, label, edge)
        if direction in ("back", "both"):
            self._draw(target, source, label, edge)

    def _draw(self, source: _End, target: _End, label: str, edge: DotEdge) -> None:
        if source.item != NONE or target.item != NONE:
            self._data(source, target, label, edge)
        elif "dashed" in edge.get("style").lower() or source.pool != NONE or target.pool != NONE:
            self.builder.message(
                label, source=source.node, target=target.node, source_pool=source.pool, target_pool=target.pool
            )  # fmt: skip
        else:
            self.builder.flow(source.node, target.node, label=label)

    def _data(self, source: _End, target: _End, label: str, edge: DotEdge) -> None:
        if source.node != NONE:
            self.builder.writes(source.node, target.item)
        elif target.node != NONE:
            self.builder.reads(target.node, source.item)
        else:
            said = mark("An edge between two documents, or a document and an external party, is not read.")
            self._say("odd-edge", edge.line, said, Severity.WARNING)
        if label:
            said = mark("The label “{label}” is not read: the document at the edge's end names what is handed over.")
            self._say("label-on-data", edge.line, said, Severity.NOTE, label=label)

    def _say(self, code: str, line: int, message: str, severity: Severity, /, **parameters: object) -> None:
        self.faults.add(code, Place(file=self.file, line=line), message, severity=severity, **parameters)


def _external(value: str) -> bool:
    return value.strip().lower() in YES
