from check_values import FACTS, bpmn, flows, tasks

INVALID = (
    (
        bpmn(tasks("a: Sell", "b: ") + flows("a>b")),
        "b",
        "The activity of “Shop” after “Sell” has no name",
        "L’activité de «\u00a0Shop\u00a0» qui suit «\u00a0Sell\u00a0» n’a pas de nom",
    ),
    (bpmn('<task id="a" name="&#10; "/>'), "a", "Name it with a verb", "La nommer avec un verbe"),
)
VALID = (
    FACTS,
    bpmn(tasks("a: Sell", "b: Count") + flows("a>b")),
    bpmn('<exclusiveGateway id="g"/><startEvent id="s"/>'),
    bpmn(f'<subProcess id="all">{tasks("a: Sell")}</subProcess>'),
)
