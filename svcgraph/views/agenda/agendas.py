"""All agendas of a workspace: one with everything, one a person, one a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcgraph.i18n import mark
from svcgraph.views.agenda.actions import actions
from svcgraph.views.agenda.desk import Desk
from svcgraph.views.agenda.meetings import meetings
from svcgraph.views.agenda.readings import readings
from svcgraph.views.agenda.shapes import Agenda, Event

EVERYTHING = "all"


def agendas(desk: Desk) -> Iterator[Agenda]:
    """Everything first, then people and services by id; who has nothing to come has no agenda."""
    events = (*meetings(desk), *actions(desk), *readings(desk))
    name = desk.organisation.name.read(desk.words.language)
    yield _agenda(desk, EVERYTHING, name, events)
    persons = ((one.id, one.name) for one in desk.organisation.people)
    yield from _each(desk, "people", persons, events, lambda event: event.people)
    services = ((one.id, desk.wording.service(one.id)) for one in desk.organisation.services)
    yield from _each(desk, "services", services, events, lambda event: event.services)


def _each(
    desk: Desk,
    folder: str,
    named: Iterator[tuple[str, str]],
    events: tuple[Event, ...],
    whose: Callable[[Event], tuple[str, ...]],
) -> Iterator[Agenda]:
    mine: dict[str, list[Event]] = {}
    for event in events:
        for one in whose(event):
            mine.setdefault(one, []).append(event)
    for identity, name in sorted(named):
        if identity in mine:
            yield _agenda(desk, f"{folder}/{identity}", name, tuple(mine[identity]))


def _agenda(desk: Desk, file: str, name: str, events: tuple[Event, ...]) -> Agenda:
    return Agenda(
        file=file,
        name=desk.words(mark("Service agreements – {name}"), name=name or desk.workspace),
        language=desk.words.language,
        timezone=desk.calendar.timezone,
        events=tuple(sorted(events, key=lambda event: event.uid)),
    )
