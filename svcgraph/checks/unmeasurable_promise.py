"""An external promise is a wish: nobody can tell whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._sentence import measurable
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unmeasurable-promise"
SEVERITY = Severity.WARNING

MESSAGE = mark(
    "Promise {promise}, “{deliverable_en}”: “{objective_en}” cannot be measured. "
    "Say it as a deadline, a lead time, a limit, a share, or yes or no."
)
EMPTY = mark("Promise {promise}, “{deliverable_en}”: it has no objective. Write what the external client was promised.")


def check(facts: Facts) -> Iterator[Fault]:
    """Promises whose objective reads in neither language (`4-attainment`)."""
    for promise in facts.organisation.promises:
        if measurable(promise.objective):
            continue
        yield finding(
            CODE,
            SEVERITY,
            Place(file=facts.organisation_file, line=promise.line, element=promise.id),
            MESSAGE if promise.objective else EMPTY,
            promise=promise.id,
            deliverable=promise.deliverable,
            objective=promise.objective,
        )
