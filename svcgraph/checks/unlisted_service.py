"""A pool, lane or actor of a map is no service that the organisation file knows."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._drawn import performer_places
from svcgraph.checks._finding import finding
from svcgraph.domain.default_names import is_default
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.identity.directory import SEPARATOR
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "unlisted-service"
SEVERITY = Severity.WARNING
FINDS = mark("A pool or lane is no service of the organisation file")


def check(facts: Facts) -> Iterator[Fault]:
    """Services of the maps that an organisation file with services does not name, each once.

    Those without a name, or with a drawing tool's own, are said when the maps are read (`7-rulings`).
    """
    if not facts.organisation.services:
        return
    places = performer_places(facts.maps)
    for service in facts.graph.services:
        where = _place(service, places)
        if where and not service.listed:
            yield finding(
                CODE,
                SEVERITY,
                where,
                mark(
                    "“{name}” is in no line of the organisation file. Add it as a service or an external party, "
                    "or as an alias of one that is there (svcgraph services --suggest)."
                ),
                name=service.name.read("fr"),
            )


def _place(service: Service, places: dict[str, Place]) -> Place | None:
    """Where the service is first drawn under a name that a person gave."""
    named = (label for label in service.performers if not _nameless(label))
    return min((places[label] for label in named if label in places), default=None)


def _nameless(label: str) -> bool:
    leaf = label.rpartition(SEPARATOR)[2].rpartition(": ")[2]
    return leaf.startswith("#") or is_default(leaf)
