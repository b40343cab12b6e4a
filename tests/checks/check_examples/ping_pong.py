from dataclasses import replace

from check_values import FACTS, REPORT, graph, handoff

from svcgraph.domain.handoff import Via


def passing(*handoffs, steps=()):
    return replace(FACTS, graph=graph(handoff("sales1", "marketing2", REPORT.fr), *handoffs, steps=steps))


BACK = handoff("marketing2", "sales3", "Question")
AGAIN = handoff("sales3", "marketing4", "Answer")
LAST = handoff("marketing4", "sales5", "Figures")
APART = handoff("marketing6", "sales7", "Figures")

INVALID = (
    (
        passing(BACK, AGAIN, LAST),
        "sales1",
        "changes hands 4 times in a row between Sales and Marketing, from “Do sales1” on",
        "change 4 fois de mains de suite entre «\u00a0Ventes\u00a0» et «\u00a0Marketing\u00a0»",
    ),
    (  # a step inside a service does not break the row
        passing(BACK, AGAIN, APART, steps=(("marketing4", "marketing6"),)),
        "sales1",
        "changes hands 4 times",
        "à partir de «\u00a0Do sales1\u00a0»",
    ),
)
STORED = passing(BACK, AGAIN, APART, steps=(("marketing4", "marketing6"),))
VALID = (
    FACTS,
    replace(STORED, graph=replace(STORED.graph, stored=(("marketing4", "marketing6"),))),  # lies until it is read
    passing(BACK),  # a question and its answer
    passing(BACK, AGAIN),
    passing(BACK, AGAIN, APART),  # another line of work
    passing(BACK, AGAIN, replace(LAST, via=Via.DATA)),
    passing(handoff("marketing2", "sales1", "Back")),  # a loop, whose rounds nobody can count
)
