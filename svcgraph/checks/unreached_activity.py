"""No flow leads to an activity: as drawn, it is never done."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding, listed
from svcgraph.checks._reached import Reached
from svcgraph.domain.facts import Facts
from svcgraph.domain.identity.performers import node_place
from svcgraph.domain.process import ProcessMap
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unreached-activity"
SEVERITY = Severity.WARNING
FINDS = mark("No flow leads to an activity")

UNREACHED = mark(
    "The process never comes to {what_en}: no flow leads there from where it begins. "
    "Draw what comes before, or take the activity away."
)
ALONE = mark("No flow leads to {what_en} or away from it. Draw what comes before and after, or take the activity away.")


def check(facts: Facts) -> Iterator[Fault]:
    """The first of the activities that work cannot come to from where its process begins (F1 to F5)."""
    for drawn in facts.maps:
        reached = Reached(drawn)
        for node in reached.unreached():
            message = ALONE if reached.is_alone(node) else UNREACHED
            yield finding(CODE, SEVERITY, node_place(drawn, node), message, what=_named(drawn, node))


def _named(drawn: ProcessMap, node: int) -> Text:
    name = drawn.nodes.names[node]
    return listed((Text(name, name),)) if name else Text("cette activité", "this activity")
