"""A quality criterion has no objective: every criterion has one (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-objective"
SEVERITY = Severity.WARNING
FINDS = mark("A quality criterion has no objective")

PLAIN = mark("{of}: “{what_en}” has no objective. Agree on the level to reach, such as “at least 95 %”.")
BUILDING = mark(
    "{of}: “{what_en}” has no objective; its measure is to be built before {before_en}. Agree on the level with it."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Criteria of contracts in force without a sentence that says the level to reach."""
    for clause in clauses(facts):
        criterion = clause.criterion
        if criterion.objective is not None and criterion.objective.text:
            continue
        planned = criterion.indicator.build_before if criterion.indicator else None
        before = planned if planned and planned > facts.as_of else None
        told = {"of": title(clause.contract), "what": criterion.text} | ({"before": before} if before else {})
        place = at(clause.contract, criterion.id, criterion.line)
        yield finding(CODE, SEVERITY, place, BUILDING if before else PLAIN, **told)
