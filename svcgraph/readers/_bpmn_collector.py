"""From tags to facts: a table of tag → small handler (rules L4 and "Words").

Only elements of the MODEL namespace count, and nothing at or below an ``extensionElements``. The
diagram, half of most files, is muted where it can hold nothing of the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, NodeKind
from svcgraph.intake.xml import SEPARATOR, Attributes, Bindings, End, Events, Start, spellings
from svcgraph.readers._bpmn_drawing import PAGE, Shapes
from svcgraph.readers._bpmn_facts import (
    CATCHES,
    OBJECT,
    OBJECT_REFERENCE,
    PORT,
    STORE,
    STORE_REFERENCE,
    THROWS,
    AssociationFact,
    DefinitionFact,
    Facts,
    ItemFact,
    LaneFact,
    MessageFlowFact,
    PoolFact,
    ProcessFact,
    parent_of,
)
from svcgraph.readers._bpmn_performers import Performers

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ROOT = MODEL + SEPARATOR + "definitions"
EXTENSION = MODEL + SEPARATOR + "extensionElements"
DEPTH = 256  # of sub-processes and lanes in one another; lxml stops there too

OnStart = Callable[["Collector", Attributes], None]
OnEnd = Callable[["Collector"], None]
StartOf = Callable[[str], OnStart | None]
EndOf = Callable[[str], OnEnd | None]


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
        "parent",
        "parser",
        "performers",
        "process",
        "shapes",
        "text",
    )

    def __init__(self, events: Events) -> None:
        self.events = events
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
        self.shapes: Shapes | None = None  # the drawing, where it was read in the same go
        self.extension_names: frozenset[str] = frozenset()
        events.switch(self.on_root, None)

    # What expat calls

    def on_root(self, name: str, attributes: Attributes) -> None:
        self.facts.root = self.events.root(name, attributes)
        if self.facts.root == ROOT:
            start_of, end_of, self.extension_names = vocabulary(self.events.bindings)
            self.events.usually(*_dispatch(self, start_of, end_of))
        else:
            self.events.switch(None, None)

    def on_extension_end(self, name: str) -> None:
        if name in self.extension_names:
            here = self.parser.CurrentByteIndex  # of an empty tag, where it begins
            if here > self.extension and self.events.data.count(b"extensionElements", self.extension, here) != 1:
                raise Tangled
            self.events.resume()

    def skip_extension(self) -> None:
        """Start tags are muted: the first end tag of the name is the right one, unless another lies inside."""
        self.extension = self.parser.CurrentByteIndex
        self.events.switch(None, self.on_extension_end)

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

    __slots__ = ("_depth",)

    def skip_extension(self) -> None:
        self._depth = 1
        self.events.switch(self._on_inner_start, self._on_inner_end)

    def _on_inner_start(self, name: str, _attributes: Attributes) -> None:
        if name in self.extension_names:
            self._depth += 1

    def _on_inner_end(self, name: str) -> None:
        if name in self.extension_names:
            self._depth -= 1
            if not self._depth:
                self.events.resume()


def _extension(self: Collector, _: Attributes) -> None:
    self.skip_extension()


def _diagram(self: Collector, _: Attributes) -> None:
    if not nothing_but_diagrams(self.events.data, self.parser.CurrentByteIndex):
        return
    self.performers = Performers(self.facts)  # the model is complete
    if self.performers.place():
        self.events.switch(None, None)
    else:
        self.shapes = Shapes(self.events, inside=True)


# Processes, pools, lanes


def _process(self: Collector, attributes: Attributes) -> None:
    self.process = len(self.facts.processes)
    fact = ProcessFact(attributes.get("id"), clean(attributes.get("name")), self.parser.CurrentByteIndex)
    self.facts.processes.append(fact)


def _process_end(self: Collector) -> None:
    self.process = self.parent = self.owner = NONE


def _collaboration(self: Collector, _: Attributes) -> None:
    self.in_collaboration = True


def _collaboration_end(self: Collector) -> None:
    self.in_collaboration = False


def _participant(self: Collector, attributes: Attributes) -> None:
    if self.in_collaboration:
        fact = PoolFact(
            attributes.get("id"),
            clean(attributes.get("name")),
            attributes.get("processRef"),
            len(self.facts.nodes),
            self.parser.CurrentByteIndex,
        )
        self.facts.pools.append(fact)


def _lane_set(self: Collector, _: Attributes) -> None:
    self.lane_sets.append(len(self.facts.lane_set_sizes))
    self.facts.lane_set_sizes.append(0)


def _lane_set_end(self: Collector) -> None:
    self.lane_sets.pop()


def _lane(self: Collector, attributes: Attributes) -> None:
    self.deeper()
    facts = self.facts
    lane_set = self.lane_sets[-1] if self.lane_sets else NONE
    if lane_set != NONE:
        facts.lane_set_sizes[lane_set] += 1
    name = clean(attributes.get("name"))
    place = self.parser.CurrentByteIndex
    facts.lanes.append(LaneFact(attributes.get("id"), name, self.lane, lane_set, self.process, self.parent, place))
    self.lane = len(facts.lanes) - 1


def _lane_end(self: Collector) -> None:
    self.depth -= 1
    self.stop_listening()
    self.lane = self.facts.lanes[self.lane].parent


def _flow_node_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.lane != NONE:
        self.facts.flow_node_references.append((self.lane, text))


# Flow nodes


def _node(kind: NodeKind, side: int = 0) -> OnStart:
    number = int(kind)

    def handler(self: Collector, attributes: Attributes) -> None:
        get = attributes.get
        name = get("name")
        if name:
            name = " ".join(name.split())
        nodes = self.facts.nodes
        self.owner = len(nodes)
        place = self.parser.CurrentByteIndex
        nodes.append((get("id"), name or "", number, self.process, self.parent, side, place))

    return handler


_boundary_node = _node(NodeKind.BOUNDARY, CATCHES)
_activity_node = _node(NodeKind.ACTIVITY)
_call_node = _node(NodeKind.CALL)
_sub_process_node = _node(NodeKind.SUBPROCESS)
_event_sub_process_node = _node(NodeKind.EVENT_SUBPROCESS)


def _boundary(self: Collector, attributes: Attributes) -> None:
    _boundary_node(self, attributes)
    if "attachedToRef" in attributes:
        self.facts.attachments.append((self.owner, attributes["attachedToRef"]))


def _activity(self: Collector, attributes: Attributes) -> None:
    _activity_node(self, attributes)
    if "isForCompensation" in attributes:
        _compensation(self, attributes)


def _compensation(self: Collector, attributes: Attributes) -> None:
    if _is_true(attributes, "isForCompensation"):
        self.facts.compensation.add(self.owner)


def _is_true(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, "").strip() in ("true", "1")


def _messaging_task(self: Collector, attributes: Attributes) -> None:
    _activity(self, attributes)
    if "messageRef" in attributes:
        self.facts.message_references.append((self.owner, attributes["messageRef"]))


def _receive_task(self: Collector, attributes: Attributes) -> None:
    _messaging_task(self, attributes)
    self.facts.receive_tasks.append(self.owner)


def _call(self: Collector, attributes: Attributes) -> None:
    _call_node(self, attributes)
    _compensation(self, attributes)
    self.facts.calls.append((self.owner, attributes.get("calledElement", "")))


def _node_end(self: Collector) -> None:
    self.owner = self.parent


def _sub_process(self: Collector, attributes: Attributes) -> None:
    self.deeper()
    of_event = _is_true(attributes, "triggeredByEvent")
    (_event_sub_process_node if of_event else _sub_process_node)(self, attributes)
    _compensation(self, attributes)
    self.parent = self.owner


def _sub_process_end(self: Collector) -> None:
    self.depth -= 1
    self.owner = self.parent = parent_of(self.facts.nodes[self.parent])


# Flows and what they carry


def _sequence_flow(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    name = get("name")
    if name:
        name = " ".join(name.split())
    self.facts.flows.append((get("id"), name or "", get("sourceRef"), get("targetRef")))


def _condition(self: Collector, _: Attributes) -> None:
    """BPMN has conditionExpression in sequence flows only: it is the last one's."""
    if self.facts.flows:
        self.facts.conditional.add(len(self.facts.flows) - 1)


def _message_flow(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    self.facts.message_flows.append(
        MessageFlowFact(get("id"), clean(get("name")), get("sourceRef"), get("targetRef"), get("messageRef"))
    )


def _message(self: Collector, attributes: Attributes) -> None:
    self.facts.messages.append((attributes.get("id"), clean(attributes.get("name"))))


def _signal(self: Collector, attributes: Attributes) -> None:
    self.facts.signals.append((attributes.get("id"), clean(attributes.get("name"))))


def _association(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    self.facts.associations.append(
        AssociationFact(
            get("id"), get("sourceRef"), get("targetRef"), get("associationDirection"), len(self.facts.flows)
        )
    )


# Data


def _item(kind: str, reference: str = "") -> OnStart:
    def handler(self: Collector, attributes: Attributes) -> None:
        get = attributes.get
        self.item = len(self.facts.items)
        process = self.process if kind in (OBJECT, OBJECT_REFERENCE) else NONE
        fact = ItemFact(kind, get("id"), clean(get("name")), get(reference) if reference else None, process)
        self.facts.items.append(fact)

    return handler


def _item_end(self: Collector) -> None:
    self.item = NONE


def _state(self: Collector, attributes: Attributes) -> None:
    if self.item != NONE:
        self.facts.states.setdefault(self.item, clean(attributes.get("name")))


def _data_input(self: Collector, _: Attributes) -> None:
    self.output = False


def _data_output(self: Collector, _: Attributes) -> None:
    self.output = True


def _data_association_end(self: Collector) -> None:
    self.stop_listening()
    self.output = None


def _reference(self: Collector, _: Attributes) -> None:
    self.listen()


def _source_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.output is False and self.owner != NONE:
        self.facts.inputs.append((self.owner, text))


def _target_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.output is True and self.owner != NONE:
        self.facts.outputs.append((self.owner, text))


# Event definitions


def _definition(kind: str, reference: str = "") -> OnStart:
    def handler(self: Collector, attributes: Attributes) -> None:
        get = attributes.get
        fact = DefinitionFact(kind, get("id"), clean(get("name")), get(reference) if reference else None)
        self.definition = fact
        self.facts.definitions.append(fact)
        if self.owner != NONE:
            self.facts.owned_definitions.append((self.owner, fact))

    return handler


def _definition_end(self: Collector) -> None:
    self.stop_listening()
    self.definition = None


def _definition_reference_end(self: Collector) -> None:
    text = self.heard()
    self.stop_listening()
    if self.owner != NONE:
        self.facts.definition_references.append((self.owner, text))


def _link_end(self: Collector) -> None:
    text = self.heard()
    if self.definition is not None:
        self.definition.points.append(text)


def _table(kinds: dict[str, OnStart]) -> dict[str, OnStart]:
    return {MODEL + SEPARATOR + tag: handler for tag, handler in kinds.items()}


_ACTIVITIES = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask")
_SUB_PROCESSES = ("subProcess", "adHocSubProcess", "transaction")
_GATEWAYS = tuple(f"{kind}Gateway" for kind in ("exclusive", "inclusive", "parallel", "eventBased", "complex"))
_TEXTS: dict[str, OnEnd] = {
    "flowNodeRef": _flow_node_reference_end,
    "sourceRef": _source_reference_end,
    "targetRef": _target_reference_end,
    "eventDefinitionRef": _definition_reference_end,
    "source": _link_end,
    "target": _link_end,
}
_EVENTS: dict[str, OnStart] = {
    "startEvent": _node(NodeKind.START, CATCHES),
    "endEvent": _node(NodeKind.END, THROWS),
    "intermediateCatchEvent": _node(NodeKind.CONTROL, CATCHES),
    "intermediateThrowEvent": _node(NodeKind.CONTROL, THROWS),
    "implicitThrowEvent": _node(NodeKind.CONTROL, THROWS),
    "boundaryEvent": _boundary,
}
_DEFINITIONS: dict[str, OnStart] = {
    "linkEventDefinition": _definition("link"),
    "messageEventDefinition": _definition("message", "messageRef"),
    "signalEventDefinition": _definition("signal", "signalRef"),
    "errorEventDefinition": _definition("error"),
    "cancelEventDefinition": _definition("cancel"),
}
_ITEMS: dict[str, OnStart] = {
    "dataObject": _item(OBJECT),
    "dataObjectReference": _item(OBJECT_REFERENCE, "dataObjectRef"),
    "dataStore": _item(STORE),
    "dataStoreReference": _item(STORE_REFERENCE, "dataStoreRef"),
    "dataInput": _item(PORT),
    "dataOutput": _item(PORT),
}
STARTS: dict[str, OnStart] = {
    PAGE: _diagram,
    **_table(
        {
            "extensionElements": _extension,
            "process": _process,
            "collaboration": _collaboration,
            "globalConversation": _collaboration,
            "participant": _participant,
            "laneSet": _lane_set,
            "childLaneSet": _lane_set,
            "lane": _lane,
            **dict.fromkeys(_ACTIVITIES, _activity),
            "sendTask": _messaging_task,
            "receiveTask": _receive_task,
            "callActivity": _call,
            **dict.fromkeys(_SUB_PROCESSES, _sub_process),
            **dict.fromkeys(_GATEWAYS, _node(NodeKind.CONTROL)),
            **_EVENTS,
            "sequenceFlow": _sequence_flow,
            "conditionExpression": _condition,
            "messageFlow": _message_flow,
            "message": _message,
            "signal": _signal,
            "association": _association,
            **_ITEMS,
            "dataState": _state,
            "dataInputAssociation": _data_input,
            "dataOutputAssociation": _data_output,
            **_DEFINITIONS,
            **dict.fromkeys(_TEXTS, _reference),
        }
    ),
}
_ENDINGS: dict[str, OnEnd] = {
    "process": _process_end,
    "collaboration": _collaboration_end,
    "globalConversation": _collaboration_end,
    "laneSet": _lane_set_end,
    "childLaneSet": _lane_set_end,
    "lane": _lane_end,
    **dict.fromkeys((*_ACTIVITIES, "sendTask", "receiveTask", "callActivity", *_GATEWAYS, *_EVENTS), _node_end),
    **dict.fromkeys(_SUB_PROCESSES, _sub_process_end),
    **dict.fromkeys(_ITEMS, _item_end),
    **dict.fromkeys(("dataInputAssociation", "dataOutputAssociation"), _data_association_end),
    **dict.fromkeys(_DEFINITIONS, _definition_end),
    **_TEXTS,
}
ENDS: dict[str, OnEnd] = {MODEL + SEPARATOR + tag: handler for tag, handler in _ENDINGS.items()}


@lru_cache(maxsize=256)
def vocabulary(bindings: Bindings) -> tuple[StartOf, EndOf, frozenset[str]]:
    """The two tables and the names of ``extensionElements``, as a document with ``bindings`` spells them."""
    starts = {spelled: handler for name, handler in STARTS.items() for spelled in spellings(name, bindings)}
    ends = {spelled: handler for name, handler in ENDS.items() for spelled in spellings(name, bindings)}
    return starts.get, ends.get, frozenset(spellings(EXTENSION, bindings))


_TAG_END = re.compile(rb"BPMNDiagram\s*>\s*(?:<(?:[^\s<>/:]+:)?BPMNDiagram[\s>]|</[^<>]*>\s*\Z)")


def nothing_but_diagrams(data: bytes, start: int) -> bool:
    """Whether after byte ``start``, where a diagram begins, only diagrams and the root's end follow.

    Every end tag of a diagram must be followed by the next diagram or by the last end tag; a diagram
    in one empty tag spoils it. So whatever is in comments, no element outside a diagram is missed.
    """
    at = data.find(b"BPMNDiagram", start)
    closed = False
    while at != -1:
        tag = data.rfind(b"<", 0, at)
        if data[tag + 1 : tag + 2] == b"/":
            closed = True
            if not _TAG_END.match(data, at):
                return False
        elif data[at : data.find(b"<", at)].rstrip().endswith(b"/>"):
            return False
        at = data.find(b"BPMNDiagram", at + 1)
    return closed
