"""An external promise is a wish: nobody can tell whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._sentence import Reading, read
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unmeasurable-promise"
SEVERITY = Severity.WARNING
FINDS = mark("An external promise is a wish")

EMPTY = mark("Promise {promise}, “{deliverable_en}”: it has no objective. Write what the external client was promised.")
MESSAGES = {
    Reading.WISH: mark(
        "Promise {promise}, “{deliverable_en}”: “{objective_en}” cannot be measured: reading stopped {stopped_en}, "
        "where {expected_en} was expected. Say it as a deadline, a lead time, a limit, a share, or yes or no."
    ),
    Reading.CONTRADICTORY: mark(
        "Promise {promise}, “{deliverable_en}”: it says “{objective_fr}” in French and “{objective_en}” in English, "
        "which is not the same. Make one follow the other."
    ),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Promises that the engine cannot judge (`4-attainment`)."""
    for promise in facts.organisation.promises:
        found = read(promise.objective)
        message = MESSAGES.get(found.reading) if promise.objective else EMPTY
        if message:
            place = Place(file=facts.organisation_file, line=promise.line, element=promise.id)
            told = {"promise": promise.id, "deliverable": promise.deliverable}
            yield finding(CODE, SEVERITY, place, message, **told, **found.told)
