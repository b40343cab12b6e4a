"""An objective is a wish: svcgraph cannot read a level to reach in it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._sentence import measurable
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unmeasurable-objective"
SEVERITY = Severity.WARNING


def check(facts: Facts) -> Iterator[Fault]:
    """Objectives of contracts in force whose sentence reads in neither language (`4-attainment`)."""
    for clause in clauses(facts):
        objective = clause.criterion.objective
        if objective is None or not objective.text or measurable(objective.text):
            continue
        yield finding(
            CODE,
            SEVERITY,
            at(clause.contract, clause.criterion.id, clause.criterion.line),
            mark(
                "{of}: the objective “{objective_en}” cannot be measured. "
                "Say it as a deadline, a lead time, a limit, a share, or yes or no."
            ),
            of=title(clause.contract),
            objective=objective.text,
        )
