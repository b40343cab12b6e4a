"""Work goes back to the service that it came from, because something was missing or wrong.

A list of missing pieces is no deliverable: it calls for a criterion of completeness on what had arrived
(`7-rulings`, "From flows to contracts").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Activity, ServiceHandoff, driven
from svcgraph.domain.handoff import Via
from svcgraph.domain.loops import loops
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "rework-loop"
SEVERITY = Severity.WARNING
FINDS = mark("Work goes back to where it came from")

WORDS = re.compile(
    r"\b(manquante?s?|compl[ée]ments?|incompl[eè]te?s?|à (compléter|corriger|refaire|reprendre)|rejet(s|ée?s?)?"
    r"|missing|incomplete|rework|rejected|rejections?|items to ask for|to be (completed|corrected|redone))\b",
    re.IGNORECASE,
)
LOOP = mark(
    "Work goes round between {supplier_en} and {client_en}: {there_en} one way, {back_en} the other. "
    "Agree on a completeness criterion for what arrives first."
)
NAME = mark(
    "{there_en} from {supplier_en} to {client_en} reads as rework. "
    "Agree on a completeness criterion for what {supplier_en} receives."
)

Edges = list[tuple[str, str]]


def check(facts: Facts) -> Iterator[Fault]:
    """Loops of two services within one file, and handoffs between services named after what is missing."""
    names, passages, told = Names(facts), Passages(facts), set[ServiceHandoff]()
    for there, back in _loops(facts, passages):
        told.update(there, back)
        yield _told(names, LOOP, there, back)
    for handoff in passages.all():
        if handoff not in told and handoff.named and WORDS.search(handoff.deliverable):
            yield _told(names, NAME, (handoff,))


def _loops(facts: Facts, passages: Passages) -> Iterator[tuple[tuple[ServiceHandoff, ...], ...]]:
    """Handoffs there and back on one loop through the activities of the same two services."""
    edges = _edges(facts, passages)
    for supplier, client in passages:
        both = (*passages.between(supplier, client), *passages.between(client, supplier))
        if supplier < client and passages.between(client, supplier):
            pair = [
                edge for key in ({supplier}, {client}, {supplier, client}) for edge in edges.get(frozenset(key), ())
            ]
            for loop in loops(pair):
                yield from _split([handoff for handoff in both if _lies_on(handoff, loop)])


def _edges(facts: Facts, passages: Passages) -> dict[frozenset[str], Edges]:
    """Which activity passes work to which within one file, by the one or two services concerned.

    Only what lies on some loop is kept: on most maps that is little, and a busy service stays cheap.
    """
    activities = {activity.key: activity for activity in facts.graph.activities}
    messages = ((handoff.source, handoff.target) for handoff in passages.all() if _drives(handoff))
    within = [edge for edge in (*driven(facts.graph), *messages) if _in_one_file(activities, edge)]
    loop_of = {node: number for number, loop in enumerate(loops(within)) for node in loop}
    found: dict[frozenset[str], Edges] = {}
    for source, target in within:
        if source in loop_of and loop_of[source] == loop_of.get(target):
            services = frozenset({activities[source].service, activities[target].service})
            found.setdefault(services, []).append((source, target))
    return found


def _in_one_file(activities: dict[str, Activity], edge: tuple[str, str]) -> bool:
    source, target = (activities.get(key) for key in edge)
    return source is not None and target is not None and source.place.file == target.place.file


def _drives(handoff: ServiceHandoff) -> bool:
    """A thing that lies in a store for a later round does not send work back."""
    return handoff.via in (Via.SEQUENCE, Via.MESSAGE)


def _lies_on(handoff: ServiceHandoff, loop: frozenset[str]) -> bool:
    return _drives(handoff) and handoff.source in loop and handoff.target in loop


def _split(handoffs: list[ServiceHandoff]) -> Iterator[tuple[tuple[ServiceHandoff, ...], ...]]:
    """The direction that comes first on the map, then the other; nothing when there is but one."""
    ordered = sorted(handoffs, key=lambda handoff: (handoff.place, handoff.deliverable))
    there = tuple(handoff for handoff in ordered if handoff.supplier == ordered[0].supplier)
    back = tuple(handoff for handoff in ordered if handoff.supplier != ordered[0].supplier)
    if there and back:
        yield there, back


def _told(
    names: Names, message: str, there: tuple[ServiceHandoff, ...], back: tuple[ServiceHandoff, ...] = ()
) -> Fault:
    first = there[0]
    return finding(
        CODE,
        SEVERITY,
        first.place,
        message,
        supplier=names.service(first.supplier, first.place.file),
        client=names.service(first.client, first.place.file),
        there=names.things(there),
        back=names.things(back),
    )
