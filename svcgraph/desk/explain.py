"""``svcgraph explain``: how a verdict came about. Nothing is written."""

from __future__ import annotations

from svcgraph import ledgers
from svcgraph.domain import inheritance
from svcgraph.domain.attainment import Period
from svcgraph.engine.explain import Explained, Question
from svcgraph.engine.judge import Desk, lay_out
from svcgraph.store.calendar import calendars_asked, work_calendar
from svcgraph.story import Story


def laid_out(story: Story, period: Period | None = None) -> Desk:
    """All that was or will be due around ``period`` (else the one judged), each with what was read of it.

    For explanations, histories and lists of what is to be entered; counted by the workspace's engine.
    """
    workspace, organisation = story.workspace, story.organisation
    history = tuple(map(inheritance.resolver(organisation), workspace.history))
    with ledgers.opened(workspace.root, workspace.settings, workspace.sources, workspace.readings) as (ledger, _):
        return lay_out(
            story.contracts,
            history=history,
            promises=organisation.promises,
            readings=(),
            calendar=work_calendar(organisation.calendar),
            as_of=story.as_of,
            period=period or story.attainment.period,
            calendars=calendars_asked((*story.contracts, *history), organisation.calendar),
            ledger=ledger,
        )


def explain(story: Story, name: str, *, asked: bool = False) -> Explained:
    """How the verdict on a contract, clause or promise came about over the story's period; a service's contracts.

    ``asked``: somebody asked for just this period, so that no objective looks back further. Raises `UsageError` for a
    name that nothing has, `SvcgraphError` for what is not judged.
    """
    period = story.attainment.period
    question = Question(
        desk=laid_out(story),
        contracts=story.contracts,
        organisation=story.organisation,
        graph=story.graph,
        period=period,
        grows=not asked and period != story.workspace.settings.period,
    )
    return question.explain(name)
