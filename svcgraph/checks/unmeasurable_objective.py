"""An objective is a wish: svcgraph cannot read a level to reach in it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._sentence import Reading, read
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "unmeasurable-objective"
SEVERITY = Severity.WARNING
FINDS = mark("An objective is a wish")

MESSAGES = {
    Reading.WISH: mark(
        "{of}: the objective “{objective_en}” cannot be measured: reading stopped {stopped_en}, where "
        "{expected_en} was expected. Say it as a deadline, a lead time, a limit, a share, or yes or no."
    ),
    Reading.CONTRADICTORY: mark(
        "{of}: the objective says “{objective_fr}” in French and “{objective_en}” in English, which is not the same. "
        "Make one follow the other."
    ),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Objectives of contracts in force that the engine cannot judge (`4-attainment`)."""
    for clause in clauses(facts):
        objective = clause.criterion.objective
        if objective is None or not objective.text:
            continue
        found = read(objective.text)
        message = MESSAGES.get(found.reading)
        if message:
            place = at(clause.contract, clause.criterion.id, clause.criterion.line)
            yield finding(CODE, SEVERITY, place, message, of=title(clause.contract), **found.told)
