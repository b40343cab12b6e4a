from check_values import FACTS, bpmn, flows, lanes, tasks

BODY = tasks("a: Sell", "b: Count") + flows("a>b")

INVALID = (
    (
        bpmn(lanes("Sales: a", "Serv. Marketing: b") + BODY),
        "l1",
        "“Serv. Marketing” and “Marketing” are probably one service",
        "«\u00a0Serv. Marketing\u00a0» et «\u00a0Marketing\u00a0» sont sans doute un seul service",
    ),
)
VALID = (
    FACTS,
    bpmn(lanes("Sales: a", "Marketing: b") + BODY),
    bpmn(lanes("Sales: a", "Legal: b") + BODY),
)
