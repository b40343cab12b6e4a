from check_values import FACTS, bpmn, flows, lanes, tasks

BODY = tasks("a: Sell", "b: Count") + '<startEvent id="s"/>' + flows("s>a", "a>b")

INVALID = (
    (
        bpmn(lanes("Sales: s a b", "Marketing:") + BODY),
        "l1",
        "Nothing stands in the lane “Shop / Marketing”",
        "Le couloir «\u00a0Shop / Marketing\u00a0» est vide",
    ),
)
VALID = (
    FACTS,
    bpmn(lanes("Sales: a b", "Marketing: s") + BODY),  # an event is something
    bpmn(lanes("Sales:", "Marketing:")),  # a pool with nothing in it at all is another party (S7)
)
