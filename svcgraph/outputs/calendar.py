"""`outputs/calendar/`: review meetings, actions and readings as .ics, for all, for each person and each service."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "calendar"
SCOPE = ("calendar",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    from svcgraph.outputs._calendars import desk
    from svcgraph.renderers.ics import ics
    from svcgraph.views.agenda import agendas

    for agenda in agendas(desk(story, words)):
        yield OutputFile(path=f"calendar/{agenda.file}.ics", content=ics(agenda))
