"""The table of tag → handler, for the MODEL namespace however a document spells it."""

from __future__ import annotations

from functools import lru_cache

from svcgraph.domain.process import NodeKind
from svcgraph.intake.xml import SEPARATOR, Bindings, spellings
from svcgraph.readers._bpmn import handlers as on
from svcgraph.readers._bpmn.collector import EndOf, OnEnd, OnStart, StartOf
from svcgraph.readers._bpmn.drawing import PAGE
from svcgraph.readers._bpmn.facts import (
    CATCHES,
    EXTENSION,
    MODEL,
    OBJECT,
    OBJECT_REFERENCE,
    PORT,
    STORE,
    STORE_REFERENCE,
    THROWS,
)


def _table(kinds: dict[str, OnStart]) -> dict[str, OnStart]:
    return {MODEL + SEPARATOR + tag: handler for tag, handler in kinds.items()}


_ACTIVITIES = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask")
_SUB_PROCESSES = ("subProcess", "adHocSubProcess", "transaction")
_GATEWAYS = tuple(f"{kind}Gateway" for kind in ("exclusive", "inclusive", "parallel", "eventBased", "complex"))
_TEXTS: dict[str, OnEnd] = {
    "flowNodeRef": on.flow_node_reference_end,
    "sourceRef": on.source_reference_end,
    "targetRef": on.target_reference_end,
    "eventDefinitionRef": on.definition_reference_end,
    "source": on.link_end,
    "target": on.link_end,
}
_EVENTS: dict[str, OnStart] = {
    "startEvent": on.node(NodeKind.START, CATCHES),
    "endEvent": on.node(NodeKind.END, THROWS),
    "intermediateCatchEvent": on.node(NodeKind.EVENT, CATCHES),
    "intermediateThrowEvent": on.node(NodeKind.EVENT, THROWS),
    "implicitThrowEvent": on.node(NodeKind.EVENT, THROWS),
    "boundaryEvent": on.boundary,
}
_DEFINITIONS: dict[str, OnStart] = {
    "linkEventDefinition": on.definition("link"),
    "messageEventDefinition": on.definition("message", "messageRef"),
    "signalEventDefinition": on.definition("signal", "signalRef"),
    "errorEventDefinition": on.definition("error"),
    "cancelEventDefinition": on.definition("cancel"),
}
_ITEMS: dict[str, OnStart] = {
    "dataObject": on.item(OBJECT),
    "dataObjectReference": on.item(OBJECT_REFERENCE, "dataObjectRef"),
    "dataStore": on.item(STORE),
    "dataStoreReference": on.item(STORE_REFERENCE, "dataStoreRef"),
    "dataInput": on.item(PORT),
    "dataOutput": on.item(PORT),
}
STARTS: dict[str, OnStart] = {
    PAGE: on.diagram,
    **_table(
        {
            "extensionElements": on.extension,
            "process": on.process,
            "collaboration": on.collaboration,
            "globalConversation": on.collaboration,
            "choreography": on.choreography,
            "participant": on.participant,
            "laneSet": on.lane_set,
            "childLaneSet": on.lane_set,
            "lane": on.lane,
            **dict.fromkeys(_ACTIVITIES, on.activity),
            "sendTask": on.messaging_task,
            "receiveTask": on.receive_task,
            "callActivity": on.call,
            **dict.fromkeys(_SUB_PROCESSES, on.sub_process),
            **dict.fromkeys(_GATEWAYS, on.node(NodeKind.CONTROL)),
            **_EVENTS,
            "sequenceFlow": on.sequence_flow,
            "conditionExpression": on.condition,
            "messageFlow": on.message_flow,
            "message": on.message,
            "signal": on.signal,
            "association": on.association,
            **_ITEMS,
            "dataState": on.state,
            "dataInputAssociation": on.data_input,
            "dataOutputAssociation": on.data_output,
            **_DEFINITIONS,
            **dict.fromkeys(_TEXTS, on.reference),
        }
    ),
}
_ENDINGS: dict[str, OnEnd] = {
    "process": on.process_end,
    "collaboration": on.collaboration_end,
    "globalConversation": on.collaboration_end,
    "laneSet": on.lane_set_end,
    "childLaneSet": on.lane_set_end,
    "lane": on.lane_end,
    **dict.fromkeys((*_ACTIVITIES, "sendTask", "receiveTask", "callActivity", *_GATEWAYS, *_EVENTS), on.node_end),
    **dict.fromkeys(_SUB_PROCESSES, on.sub_process_end),
    **dict.fromkeys(_ITEMS, on.item_end),
    **dict.fromkeys(("dataInputAssociation", "dataOutputAssociation"), on.data_association_end),
    **dict.fromkeys(_DEFINITIONS, on.definition_end),
    **_TEXTS,
}
ENDS: dict[str, OnEnd] = {MODEL + SEPARATOR + tag: handler for tag, handler in _ENDINGS.items()}


@lru_cache(maxsize=256)
def vocabulary(bindings: Bindings) -> tuple[StartOf, EndOf, frozenset[str]]:
    """The two tables and the names of ``extensionElements``, as a document with ``bindings`` spells them."""
    starts = {spelled: handler for name, handler in STARTS.items() for spelled in spellings(name, bindings)}
    ends = {spelled: handler for name, handler in ENDS.items() for spelled in spellings(name, bindings)}
    return starts.get, ends.get, frozenset(spellings(EXTENSION, bindings))
