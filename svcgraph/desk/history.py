"""``svcgraph attainment --history``: the periods before the one judged. Nothing is written."""

from __future__ import annotations

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective.period import back
from svcgraph.engine import history
from svcgraph.engine.history import History
from svcgraph.outputs._laid_out import laid_out
from svcgraph.story import Story


def told(story: Story, number: int) -> History:
    """The last ``number`` months, or quarters, half-years or years where one of these was judged; oldest first."""
    periods = back(story.attainment.period, number)
    whole = Period(first=periods[0].first, last=periods[-1].last)
    return history.history(laid_out(story, whole), periods)
