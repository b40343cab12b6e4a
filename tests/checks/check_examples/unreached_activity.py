from check_values import FACTS, bpmn, flows, tasks

START = '<startEvent id="s"/>'
BODY = tasks("a: Sell", "b: Count", "c: Tell")
LEADS = "The process never comes to “Tell”: no flow leads there"
MENE = "Le processus n’arrive jamais à «\u00a0Tell\u00a0»"

INVALID = (
    (bpmn(START + BODY + tasks("d: Write") + flows("s>a", "a>b", "c>d", "d>b")), "c", LEADS, MENE),
    (bpmn(START + BODY + '<exclusiveGateway id="g"/>' + flows("s>a", "a>b", "g>c")), "c", LEADS, MENE),
    (
        bpmn(START + BODY + flows("s>a", "a>b")),
        "c",
        "No flow leads to “Tell” or away from it",
        "Aucun flux ne mène à «\u00a0Tell\u00a0» ni n’en part",
    ),
    (bpmn(BODY + flows("a>b")), "c", "No flow leads to “Tell” or away from it", "ni n’en part"),  # no start event
    (bpmn(START + tasks("a: Sell", "c: ") + flows("s>a")), "c", "No flow leads to this activity", "cette activité"),
    (  # a loop that nothing enters; only its first activity is told
        bpmn(START + tasks("a: Sell", "c: Tell", "d: Write") + flows("s>a", "c>d", "d>c")),
        "c",
        LEADS,
        MENE,
    ),
    (  # inside a sub-process that has a start of its own
        bpmn(f'<subProcess id="all"><startEvent id="s"/>{BODY}{flows("s>a", "a>b")}</subProcess>'),
        "c",
        "No flow leads to “Tell”",
        "«\u00a0Tell\u00a0»",
    ),
)
INVALID += (
    (  # only what is attached to it leads there, which waits for a message while it is done
        bpmn(
            START
            + tasks("a: Sell", "c: Tell")
            + '<boundaryEvent id="x" attachedToRef="c"><messageEventDefinition/></boundaryEvent>'
            + flows("s>a", "x>c")
        ),
        "c",
        LEADS,
        MENE,
    ),
)
VALID = (
    FACTS,
    bpmn(START + BODY + flows("s>a", "a>b", "b>c", "c>a")),
    bpmn(tasks("a: Sell", "c: Tell") + flows("a>c")),  # no start event: begins where nothing leads
    bpmn(tasks("a: Sell", "c: Tell")),  # a map without any flow
    bpmn(f'{START}<subProcess id="all">{BODY}</subProcess>{flows("s>all")}'),  # in any order
    bpmn(START + BODY + '<boundaryEvent id="x" attachedToRef="a"/>' + flows("s>a", "a>b", "x>c")),
    bpmn(
        START
        + tasks("a: Sell")
        + f'<subProcess id="e" triggeredByEvent="true">{tasks("c: Tell")}</subProcess>'
        + flows("s>a")
    ),
    bpmn(
        START + tasks("a: Sell") + '<receiveTask id="c" name="Wait for the answer"/>' + flows("s>a")
    ),  # a message begins it
)
