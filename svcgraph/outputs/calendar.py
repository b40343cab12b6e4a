"""`outputs/calendar/`: review meetings, actions and readings as .ics, for all, for each person and each service."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.renderers.ics import ics
from svcgraph.store.calendar import work_calendar
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.agenda import Agenda, agendas
from svcgraph.views.agenda.desk import Desk

NAME = "calendar"
SCOPE = ("calendar",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    for agenda in agendas(desk(story, words)):
        yield OutputFile(path=f"calendar/{agenda.file}.ics", content=ics(agenda))


def everything(story: Story, words: Words) -> Agenda:
    """The agenda of the whole workspace."""
    return next(agendas(desk(story, words)))


def desk(story: Story, words: Words) -> Desk:
    """What the events of ``story`` are made from."""
    return Desk(
        workspace=story.workspace.settings.workspace,
        graph=story.graph,
        organisation=story.organisation,
        contracts=story.contracts,
        history=story.workspace.history,
        calendar=work_calendar(story.organisation.calendar),
        as_of=story.as_of,
        words=words,
    )
