"""A service belongs to no department, where the organisation has departments."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "service-without-department"
SEVERITY = Severity.WARNING
FINDS = mark("A service belongs to no department")

NONE = mark("{service_en} belongs to no department. Write which in the organisation file.")
UNKNOWN = mark("{service_en} belongs to “{department}”, which is no department of the organisation. Correct the id.")


def check(facts: Facts) -> Iterator[Fault]:
    """Services with an unknown department, or with none although some departments exist."""
    known = {department.id for department in facts.organisation.departments}
    for service in facts.organisation.services:
        if service.department not in known and (service.department or known):
            place = Place(file=facts.organisation_file, line=service.line, element=service.id)
            message = UNKNOWN if service.department else NONE
            yield finding(CODE, SEVERITY, place, message, service=service.name, department=service.department)
