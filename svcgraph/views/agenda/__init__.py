"""What stands in people's calendars: review meetings, due days of actions, readings to note. `Agenda` is neutral."""

from svcgraph.views.agenda.agendas import agendas
from svcgraph.views.agenda.shapes import Agenda

__all__ = ["Agenda", "agendas"]
