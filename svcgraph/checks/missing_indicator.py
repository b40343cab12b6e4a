"""An objective has no indicator: every objective has one (`1-method`)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import clauses
from svcgraph.checks._finding import at, finding, title
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-indicator"
SEVERITY = Severity.WARNING
FINDS = mark("An objective has no indicator")

NONE = mark("{of}: “{what_en}” has no indicator. Agree on what is measured, from where, and by whom.")
LATE = mark("{of}: the measure of “{what_en}” was to be built before {before_en}. Build it, or agree on a new date.")
LATE_BY = mark(
    "{of}: the measure of “{what_en}” was to be built by {builder} before {before_en}. "
    "Build it, or agree on a new date."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Criteria of contracts in force without an indicator, or whose measure should have been built by now."""
    people = Directory(facts.organisation, facts.as_of)
    for clause in clauses(facts):
        indicator, criterion = clause.criterion.indicator, clause.criterion
        place = at(clause.contract, criterion.id, criterion.line)
        told = {"of": title(clause.contract), "what": criterion.text}
        if indicator is None:
            yield finding(CODE, SEVERITY, place, NONE, **told)
        elif indicator.build_before and indicator.build_before <= facts.as_of:
            builder = people.who(indicator.build_by)
            message = LATE if builder.standing is Standing.NOBODY else LATE_BY
            yield finding(CODE, SEVERITY, place, message, **told, builder=builder.name, before=indicator.build_before)
