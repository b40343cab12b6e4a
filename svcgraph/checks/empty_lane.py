"""A lane holds nothing: its service is drawn, and does nothing in the process."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.domain.identity.directory import SEPARATOR
from svcgraph.domain.identity.performers import place_of
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "empty-lane"
SEVERITY = Severity.NOTE
FINDS = mark("A lane holds nothing")


def check(facts: Facts) -> Iterator[Fault]:
    """Lanes without any activity or event, in pools that have some; a closed pool (S7) is another party."""
    for drawn in facts.maps:
        for number in _empty(drawn):
            performer = drawn.performers[number]
            yield finding(
                CODE,
                SEVERITY,
                place_of(drawn.file, performer),
                mark("Nothing stands in the lane “{lane}”. Draw in it what it does, or take it away."),
                lane=SEPARATOR.join(performer.path),
            )


def _empty(drawn: ProcessMap) -> Iterator[int]:
    ends = {end for one in drawn.message_flows for end in (one.source_pool, one.target_pool)}
    busy = {*drawn.nodes.performers, *drawn.whole, *ends}
    return (number for number in drawn.services if number not in busy and not drawn.performers[number].external)
