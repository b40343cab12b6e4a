"""``svcgraph explain``: how a verdict came about. Nothing is written."""

from __future__ import annotations

from svcgraph.engine.explain import Explained, Question
from svcgraph.outputs._laid_out import laid_out
from svcgraph.story import Story


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
