"""The organisation file puts somebody into a service that it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unknown-service"
SEVERITY = Severity.WARNING
FINDS = mark("Somebody belongs to a service that does not exist")


def check(facts: Facts) -> Iterator[Fault]:
    """People of a service whose id is neither a service's nor a former one's."""
    known = {name for service in facts.organisation.services for name in (service.id, *service.former_ids)}
    for person in facts.organisation.people:
        if person.service and person.service not in known:
            yield finding(
                CODE,
                SEVERITY,
                Place(file=facts.organisation_file, line=person.line, element=person.id),
                mark("{person} belongs to “{service}”, which is no service of the organisation. Correct the id."),
                person=person.name,
                service=person.service,
            )
