from dataclasses import replace

from check_values import FACTS, ORGANISATION, bpmn, flows, lanes, tasks

BODY = tasks("a: Sell", "b: Count") + flows("a>b")
LEGAL = bpmn(lanes("Sales: a", "Legal: b") + BODY)

INVALID = (
    (
        LEGAL,
        "l1",
        "“Legal” is in no line of the organisation file",
        "«\u00a0Legal\u00a0» ne figure pas dans le fichier d’organisation",
    ),
)
VALID = (
    FACTS,
    bpmn(lanes("Sales: a", "marketing: b") + BODY),
    bpmn(lanes("Sales: a", "Lane 2: b") + BODY),  # a tool's name: said when the map is read
    replace(LEGAL, organisation=replace(ORGANISATION, services=())),  # there is no list to be on
)
