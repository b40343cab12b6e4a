"""All that was or will be due of a story, with what was read of it: every period is a slice of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from svcgraph import ledgers
from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract
from svcgraph.engine.judge import Desk, lay_out
from svcgraph.engine.ledger import Ledger, PythonLedger
from svcgraph.store.calendar import calendars_asked, work_calendar
from svcgraph.story import Story


def laid_out(story: Story, period: Period | None = None, *, only: Iterable[Contract] | None = None) -> Desk:
    """What is due around ``period`` (else the one judged) of all contracts, or of ``only`` these and no promise.

    For explanations, histories, review sheets and lists of what is to be entered. Counted one by one, so that every
    reading can be named; by the workspace's engine only where it holds readings itself.
    """
    organisation = story.organisation
    contracts = story.contracts if only is None else tuple(only)
    with _ledger(story) as ledger:
        return lay_out(
            contracts,
            history=story.others,
            promises=organisation.promises if only is None else (),
            readings=(),
            calendar=work_calendar(organisation.calendar),
            as_of=story.as_of,
            period=period or story.attainment.period,
            calendars=calendars_asked((*contracts, *story.others), organisation.calendar),
            ledger=ledger,
        )


@contextmanager
def _ledger(story: Story) -> Iterator[Ledger]:
    workspace = story.workspace
    if not workspace.sources:
        yield PythonLedger(workspace.readings)
        return
    with ledgers.opened(workspace.root, workspace.settings, workspace.sources, workspace.readings) as (ledger, _):
        yield ledger.explaining()
