"""``svcgraph contracts show``: a contract as it is now, or as it was. Reads, writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svcgraph.desk.diff import states
from svcgraph.desk.step import UNKNOWN
from svcgraph.desk.suspend import suspended_since
from svcgraph.domain.contract import Contract
from svcgraph.errors import UsageError
from svcgraph.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A contract, the version of it that is in force where that is another one, and since when it is suspended."""

    contract: Contract
    in_force: Contract | None = None
    suspended: date | None = None


def versions_shown(story: Story, name: str, version: str = "") -> tuple[Shown, ...]:
    """The contracts with that id or reference as they are now; or the one version of it that was asked for.

    Raises UsageError for a contract or version that is not there.
    """
    if version:
        return (Shown(contract=states(story, name).pick(version)),)
    found = [one for one in story.on_the_table if name in (one.id, one.reference)]
    if not found:
        raise UsageError(UNKNOWN, id=name)
    return tuple(
        Shown(contract=one, in_force=_in_force(story, one), suspended=suspended_since(story, one)) for one in found
    )


def _in_force(story: Story, contract: Contract) -> Contract | None:
    found = next((one for one in story.contracts if one.id == contract.id), None)
    other = found is not None and found != contract and found.in_force(story.as_of)
    return found if other else None
