"""What a BPMN file says, as it says it: raw records in document order, references unresolved.

Records are plain tuples: there are hundreds of thousands of them in a large map, and they live only
until the map is made.
"""

from __future__ import annotations

from typing import NamedTuple

from svcgraph.intake.xml import SEPARATOR

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
EXTENSION = MODEL + SEPARATOR + "extensionElements"
CHOREOGRAPHY = MODEL + SEPARATOR + "choreography"
# A flow node: id, name, kind, process, parent (innermost sub-process), side of an event, byte offset.
NodeFact = tuple[str | None, str, int, int, int, int, int]
THROWS, CATCHES = 1, 2
# A sequence flow: id, name, sourceRef, targetRef.
FlowFact = tuple[str | None, str, str | None, str | None]


def parent_of(node: NodeFact) -> int:
    """The innermost sub-process around ``node``, NONE at process level."""
    return node[4]


class MessageFlowFact(NamedTuple):
    id: str | None
    name: str
    source: str | None
    target: str | None
    message: str | None


class ProcessFact(NamedTuple):
    id: str | None
    name: str
    offset: int


class PoolFact(NamedTuple):
    """A participant; ``nodes_before`` is its position among the flow nodes."""

    id: str | None
    name: str
    process: str | None
    nodes_before: int
    offset: int


class LaneFact(NamedTuple):
    """A lane in a lane set of ``process``, or of the sub-process ``owner`` (else NONE)."""

    id: str | None
    name: str
    parent: int
    lane_set: int
    process: int
    owner: int
    offset: int


class ItemFact(NamedTuple):
    """A data element; ``kind`` is one of the letters below, ``reference`` what it refers to."""

    kind: str
    id: str | None
    name: str
    reference: str | None
    process: int


OBJECT, OBJECT_REFERENCE, STORE, STORE_REFERENCE, PORT = "o", "O", "s", "S", "p"


class AssociationFact(NamedTuple):
    """``flows_before`` is its position among the sequence flows."""

    id: str | None
    source: str | None
    target: str | None
    direction: str | None
    flows_before: int


class DefinitionFact:
    """An event definition: link, message, signal, error or cancel."""

    __slots__ = ("id", "kind", "name", "points", "reference")

    def __init__(self, kind: str, identity: str | None, name: str, reference: str | None) -> None:
        self.kind = kind
        self.id = identity
        self.name = name
        self.reference = reference  # messageRef or signalRef
        self.points: list[str] = []  # a link's target and source elements


class Columns(NamedTuple):
    """The flow nodes, as parallel tuples."""

    ids: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()
    kinds: tuple[int, ...] = ()
    processes: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()


class Facts:
    """Everything found in one file; ``nodes`` and ``flows`` are plain tuples, for there are many."""

    __slots__ = (
        "associations",
        "attachments",
        "calls",
        "choreographies",
        "compensation",
        "conditional",
        "definition_references",
        "definitions",
        "flow_node_references",
        "flows",
        "inputs",
        "items",
        "lane_set_sizes",
        "lanes",
        "message_flows",
        "message_references",
        "messages",
        "nodes",
        "outputs",
        "owned_definitions",
        "pools",
        "processes",
        "receive_tasks",
        "root",
        "signals",
        "states",
    )

    def __init__(self) -> None:
        self.root: str = ""
        self.processes: list[ProcessFact] = []
        self.pools: list[PoolFact] = []
        self.lanes: list[LaneFact] = []
        self.lane_set_sizes: list[int] = []
        self.flow_node_references: list[tuple[int, str]] = []  # lane, text
        self.nodes: list[NodeFact] = []
        self.attachments: list[tuple[int, str]] = []  # boundary event, reference
        self.compensation: set[int] = set()
        self.choreographies: list[tuple[str, str, int]] = []  # id, name, offset
        self.calls: list[tuple[int, str]] = []
        self.message_references: list[tuple[int, str]] = []  # send and receive tasks
        self.receive_tasks: list[int] = []
        self.flows: list[FlowFact] = []
        self.conditional: set[int] = set()
        self.message_flows: list[MessageFlowFact] = []
        self.messages: list[tuple[str | None, str]] = []
        self.signals: list[tuple[str | None, str]] = []
        self.items: list[ItemFact] = []
        self.states: dict[int, str] = {}
        self.inputs: list[tuple[int, str]] = []  # node, reference: dataInputAssociation
        self.outputs: list[tuple[int, str]] = []
        self.associations: list[AssociationFact] = []
        self.definitions: list[DefinitionFact] = []
        self.owned_definitions: list[tuple[int, DefinitionFact]] = []
        self.definition_references: list[tuple[int, str]] = []

    @property
    def columns(self) -> Columns:
        return Columns._make(zip(*self.nodes, strict=True)) if self.nodes else Columns()
