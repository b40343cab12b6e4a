"""So much was excused that the verdict says little of what the client received (`4-attainment`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.attainment import ContractResult
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "much-excused"
SEVERITY = Severity.WARNING
FINDS = mark("More than a tenth of what was due was excused")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force that the attainment flags: over 10 % of the occurrences due were excused."""
    flagged = {result.contract: result for result in facts.attainment.contracts if result.excused_flag}
    for contract in in_force(facts):
        result = flagged.get(contract.id)
        if result:
            excused, due = _counted(result)
            message = mark(
                "{of}: excused, {excused} of {due} occurrences, which is more than 10 %. "
                "Look at the reasons in the next review: the objective or what it depends on may have to change."
            )
            place = at(contract)
            yield finding(CODE, SEVERITY, place, message, of=title(contract), excused=excused, due=due)


def _counted(result: ContractResult) -> tuple[int, int]:
    """The excused ones, and all that would have been due."""
    excused = sum(one.counts.excused for one in result.objectives)
    return excused, excused + sum(one.counts.due for one in result.objectives)
