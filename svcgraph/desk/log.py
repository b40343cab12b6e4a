"""``svcgraph contracts log``: what became of a contract, change by change. Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from svcgraph.desk.step import UNKNOWN, named
from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.changes import compare
from svcgraph.domain.negotiation.effects import weigh
from svcgraph.domain.negotiation.logged import Logged
from svcgraph.errors import UsageError
from svcgraph.sentences.reader import SentenceReader
from svcgraph.store.contracts.history import Past, past
from svcgraph.story import Story


def log(story: Story, name: str) -> tuple[Logged, ...]:
    """What every command changed, oldest first; before them what the file was when the first one came.

    A change by hand is told with the command that came before it. Raises UsageError for a contract that nobody has.
    """
    contract_id = named(story, name)
    now = next((one for one in story.workspace.contracts if one.id == contract_id), None)
    if now is None:
        raise UsageError(UNKNOWN, id=name)
    known = [one for one in past(story.workspace.root, contract_id) if one.contract is not None]
    return tuple(_logged(known, now))


def _logged(known: list[Past], now: Contract) -> Iterator[Logged]:
    states = [one.contract for one in known if one.contract is not None] + [now]
    yield Logged(contract=states[0])
    for one, (before, after) in zip(known, pairwise(states), strict=True):
        changes = weigh(compare(before, after), after, SentenceReader())
        number, day = one.copy.number, one.copy.replaced_on
        yield Logged(number=number, day=day, before=before, contract=after, changes=changes)
