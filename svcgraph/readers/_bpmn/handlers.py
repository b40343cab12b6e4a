"""What each tag does to the collector: small handlers, one or two a tag (rules L4 and "Words")."""

from __future__ import annotations

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, NodeKind
from svcgraph.intake.xml import Attributes
from svcgraph.readers._bpmn.collector import Collector, OnStart
from svcgraph.readers._bpmn.drawing import Shapes, nothing_but_diagrams
from svcgraph.readers._bpmn.facts import (
    CATCHES,
    OBJECT,
    OBJECT_REFERENCE,
    AssociationFact,
    DefinitionFact,
    ItemFact,
    LaneFact,
    MessageFlowFact,
    PoolFact,
    ProcessFact,
    parent_of,
)
from svcgraph.readers._bpmn.performers import Performers


def extension(self: Collector, _: Attributes) -> None:
    self.skip_extension()


def diagram(self: Collector, _: Attributes) -> None:
    first = not self.pages
    self.pages += 1
    if not nothing_but_diagrams(self.events.data, self.parser.CurrentByteIndex):
        return
    self.performers = Performers(self.facts)  # the model is complete
    if self.performers.place() or not first:  # pages passed by: the drawing has to be read as a whole
        self.events.switch(None, None)
    else:
        self.shapes = Shapes(self.events, inside=True)


# Processes, pools, lanes


def process(self: Collector, attributes: Attributes) -> None:
    self.process = len(self.facts.processes)
    fact = ProcessFact(attributes.get("id"), clean(attributes.get("name")), self.parser.CurrentByteIndex)
    self.facts.processes.append(fact)


def process_end(self: Collector) -> None:
    self.process = self.parent = self.owner = NONE


def collaboration(self: Collector, _: Attributes) -> None:
    self.in_collaboration = True


def collaboration_end(self: Collector) -> None:
    self.in_collaboration = False


def choreography(self: Collector, attributes: Attributes) -> None:
    place = self.parser.CurrentByteIndex
    self.facts.choreographies.append((attributes.get("id", ""), clean(attributes.get("name")), place))
    self.skip_choreography()


def participant(self: Collector, attributes: Attributes) -> None:
    if self.in_collaboration:
        fact = PoolFact(
            attributes.get("id"),
            clean(attributes.get("name")),
            attributes.get("processRef"),
            len(self.facts.nodes),
            self.parser.CurrentByteIndex,
        )
        self.facts.pools.append(fact)


def lane_set(self: Collector, _: Attributes) -> None:
    self.lane_sets.append(len(self.facts.lane_set_sizes))
    self.facts.lane_set_sizes.append(0)


def lane_set_end(self: Collector) -> None:
    self.lane_sets.pop()


def lane(self: Collector, attributes: Attributes) -> None:
    self.deeper()
    facts = self.facts
    lane_set = self.lane_sets[-1] if self.lane_sets else NONE
    if lane_set != NONE:
        facts.lane_set_sizes[lane_set] += 1
    name = clean(attributes.get("name"))
    place = self.parser.CurrentByteIndex
    facts.lanes.append(LaneFact(attributes.get("id"), name, self.lane, lane_set, self.process, self.parent, place))
    self.lane = len(facts.lanes) - 1


def lane_end(self: Collector) -> None:
    self.depth -= 1
    self.stop_listening()
    self.lane = self.facts.lanes[self.lane].parent


def flow_node_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.lane != NONE:
        self.facts.flow_node_references.append((self.lane, text))


# Flow nodes


def node(kind: NodeKind, side: int = 0) -> OnStart:
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


boundary_node = node(NodeKind.BOUNDARY, CATCHES)
activity_node = node(NodeKind.ACTIVITY)
call_node = node(NodeKind.CALL)
sub_process_node = node(NodeKind.SUBPROCESS)
event_sub_process_node = node(NodeKind.EVENT_SUBPROCESS)


def boundary(self: Collector, attributes: Attributes) -> None:
    boundary_node(self, attributes)
    if "attachedToRef" in attributes:
        self.facts.attachments.append((self.owner, attributes["attachedToRef"]))


def activity(self: Collector, attributes: Attributes) -> None:
    activity_node(self, attributes)
    if "isForCompensation" in attributes:
        compensation(self, attributes)


def compensation(self: Collector, attributes: Attributes) -> None:
    if is_true(attributes, "isForCompensation"):
        self.facts.compensation.add(self.owner)


def is_true(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, "").strip() in ("true", "1")


def messaging_task(self: Collector, attributes: Attributes) -> None:
    activity(self, attributes)
    if "messageRef" in attributes:
        self.facts.message_references.append((self.owner, attributes["messageRef"]))


def receive_task(self: Collector, attributes: Attributes) -> None:
    messaging_task(self, attributes)
    self.facts.receive_tasks.append(self.owner)


def call(self: Collector, attributes: Attributes) -> None:
    call_node(self, attributes)
    compensation(self, attributes)
    self.facts.calls.append((self.owner, attributes.get("calledElement", "")))


def node_end(self: Collector) -> None:
    self.owner = self.parent


def sub_process(self: Collector, attributes: Attributes) -> None:
    self.deeper()
    of_event = is_true(attributes, "triggeredByEvent")
    (event_sub_process_node if of_event else sub_process_node)(self, attributes)
    compensation(self, attributes)
    self.parent = self.owner


def sub_process_end(self: Collector) -> None:
    self.depth -= 1
    self.owner = self.parent = parent_of(self.facts.nodes[self.parent])


# Flows and what they carry


def sequence_flow(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    name = get("name")
    if name:
        name = " ".join(name.split())
    self.facts.flows.append((get("id"), name or "", get("sourceRef"), get("targetRef")))


def condition(self: Collector, _: Attributes) -> None:
    """BPMN has conditionExpression in sequence flows only: it is the last one's."""
    if self.facts.flows:
        self.facts.conditional.add(len(self.facts.flows) - 1)


def message_flow(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    self.facts.message_flows.append(
        MessageFlowFact(get("id"), clean(get("name")), get("sourceRef"), get("targetRef"), get("messageRef"))
    )


def message(self: Collector, attributes: Attributes) -> None:
    self.facts.messages.append((attributes.get("id"), clean(attributes.get("name"))))


def signal(self: Collector, attributes: Attributes) -> None:
    self.facts.signals.append((attributes.get("id"), clean(attributes.get("name"))))


def association(self: Collector, attributes: Attributes) -> None:
    get = attributes.get
    self.facts.associations.append(
        AssociationFact(
            get("id"), get("sourceRef"), get("targetRef"), get("associationDirection"), len(self.facts.flows)
        )
    )


# Data


def item(kind: str, reference: str = "") -> OnStart:
    def handler(self: Collector, attributes: Attributes) -> None:
        get = attributes.get
        self.item = len(self.facts.items)
        process = self.process if kind in (OBJECT, OBJECT_REFERENCE) else NONE
        fact = ItemFact(kind, get("id"), clean(get("name")), get(reference) if reference else None, process)
        self.facts.items.append(fact)

    return handler


def item_end(self: Collector) -> None:
    self.item = NONE


def state(self: Collector, attributes: Attributes) -> None:
    if self.item != NONE:
        self.facts.states.setdefault(self.item, clean(attributes.get("name")))


def data_input(self: Collector, _: Attributes) -> None:
    self.output = False


def data_output(self: Collector, _: Attributes) -> None:
    self.output = True


def data_association_end(self: Collector) -> None:
    self.stop_listening()
    self.output = None


def reference(self: Collector, _: Attributes) -> None:
    self.listen()


def source_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.output is False and self.owner != NONE:
        self.facts.inputs.append((self.owner, text))


def target_reference_end(self: Collector) -> None:
    text = self.heard()
    if self.output is True and self.owner != NONE:
        self.facts.outputs.append((self.owner, text))


# Event definitions


def definition(kind: str, reference: str = "") -> OnStart:
    def handler(self: Collector, attributes: Attributes) -> None:
        get = attributes.get
        fact = DefinitionFact(kind, get("id"), clean(get("name")), get(reference) if reference else None)
        self.definition = fact
        self.facts.definitions.append(fact)
        if self.owner != NONE:
            self.facts.owned_definitions.append((self.owner, fact))

    return handler


def definition_end(self: Collector) -> None:
    self.stop_listening()
    self.definition = None


def definition_reference_end(self: Collector) -> None:
    text = self.heard()
    self.stop_listening()
    if self.owner != NONE:
        self.facts.definition_references.append((self.owner, text))


def link_end(self: Collector) -> None:
    text = self.heard()
    if self.definition is not None:
        self.definition.points.append(text)
