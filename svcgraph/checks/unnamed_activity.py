"""An activity has no name: nobody can say what the service does there, or what it hands over."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.domain.identity.performers import node_place
from svcgraph.domain.process import NONE, NodeKind, ProcessMap
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unnamed-activity"
SEVERITY = Severity.WARNING
FINDS = mark("An activity has no name")
PLAIN = mark("This activity of “{who}” has no name. Name it with a verb: “Check the claim”.")
AFTER = mark("The activity of “{who}” after “{before}” has no name. Name it with a verb: “Check the claim”.")
SHEET = "sheet"  # its reader says the same of a process sheet


def check(facts: Facts) -> Iterator[Fault]:
    """Activities of the maps without a name. A sub-process with activities inside may do without."""
    for drawn in facts.maps:
        if drawn.format != SHEET:
            for node in _unnamed(drawn):
                before = _before(drawn, node)
                told = {"who": _performer(drawn, node), "before": before}
                yield finding(CODE, SEVERITY, node_place(drawn, node), AFTER if before else PLAIN, **told)


def _unnamed(drawn: ProcessMap) -> Iterator[int]:
    holders = frozenset(drawn.nodes.parents)
    for node, (name, kind) in enumerate(zip(drawn.nodes.names, drawn.nodes.kinds, strict=True)):
        if not name and kind < NodeKind.CONTROL and kind != NodeKind.EVENT_SUBPROCESS and node not in holders:
            yield node


def _before(drawn: ProcessMap, node: int) -> str:
    """The name of what a flow leads here from, for whoever looks for the activity on the map; "" if none has one."""
    flows = zip(drawn.flows.sources, drawn.flows.targets, strict=True)
    names = (drawn.nodes.names[source] for source, target in flows if target == node)
    return next(filter(None, names), "")


def _performer(drawn: ProcessMap, node: int) -> str:
    performer = drawn.nodes.performers[node]
    return "?" if performer == NONE else " / ".join(drawn.performers[performer].path)
