"""A story's agendas: one with everything, and one for each person and service."""

from __future__ import annotations

from svcgraph.i18n import Words
from svcgraph.store.calendar import work_calendar
from svcgraph.story import Story
from svcgraph.views.agenda import Agenda, agendas
from svcgraph.views.agenda.desk import Desk


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
