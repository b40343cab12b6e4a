"""How things stood period by period: the same judge over months gone by, with what is known today."""

from __future__ import annotations

from datetime import date, timedelta

from svcgraph import ledgers
from svcgraph.domain.attainment import Attainment, Period
from svcgraph.domain.objective.calendar import add_months
from svcgraph.domain.objective.period import closed_months, month, months_of
from svcgraph.engine.judge import Desk, lay_out
from svcgraph.store.calendar import calendars_asked, work_calendar
from svcgraph.story import Story

MONTHS = 12


def course(story: Story, months: int = MONTHS) -> tuple[Attainment, ...]:
    """The attainment of each of the last closed ``months``, oldest first."""
    whole = closed_months(story.as_of, months)
    desk = _desk(story, whole)
    firsts = [add_months(whole.first, step) for step in range(months)]
    return tuple(desk.attainment(month(first), grows=False) for first in firsts)


def before(story: Story) -> Attainment:
    """The attainment over as many months just before the period that the story judges."""
    judged = story.attainment.period
    earlier = Period(first=add_months(judged.first, -months_of(judged)), last=_eve(judged))
    return _desk(story, earlier).attainment(earlier, grows=False)


def _eve(period: Period) -> date:
    return period.first - timedelta(days=1)


def _desk(story: Story, period: Period) -> Desk:
    workspace, organisation = story.workspace, story.organisation
    known = (*story.contracts, *story.others)
    with ledgers.opened(workspace.root, workspace.settings, workspace.sources, workspace.readings) as (ledger, _):
        return lay_out(
            story.contracts,
            history=story.others,
            promises=organisation.promises,
            readings=(),
            calendar=work_calendar(organisation.calendar),
            as_of=story.as_of,
            period=period,
            calendars=calendars_asked(known, organisation.calendar),
            ledger=ledger,
        )
