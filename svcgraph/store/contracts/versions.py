"""Which states of a contract there are to look at: by its version, ``current``, ``draft``, or a copy's number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.domain.contract import Contract
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

CURRENT = "current"
DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state, under the name by which people ask for it."""

    name: str
    contract: Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states of one contract, oldest first; what stands in `processes/contracts/` comes last, as ``current``."""

    contract_id: str
    states: tuple[State, ...]
    draft: Contract | None = None  # what the map alone proposes for the pair

    def pick(self, name: str) -> Contract:
        """The state called ``name``. Raises UsageError, naming those that there are."""
        known = {state.name: state.contract for state in self.states}
        if CURRENT in known and known[CURRENT].version:
            known.setdefault(known[CURRENT].version, known[CURRENT])
        if self.draft is not None:
            known[DRAFT] = self.draft
        if name not in known:
            said = mark("{id} has no version {version}; there are: {known}")
            raise UsageError(said, id=self.contract_id, version=name, known=", ".join(known))
        return known[name]

    def two(self, asked: tuple[str, ...]) -> tuple[str, str]:
        """What to compare: the two asked for, one with the current state, or (none) the last change.

        Raises UsageError where there is only one state.
        """
        if len(asked) == 2:
            return asked[0], asked[1]
        last = self.states[-1].name if self.states else DRAFT
        if asked:
            return asked[0], last
        if len(self.states) > 1:
            return self.states[-2].name, last
        if self.draft is not None and self.states:
            return DRAFT, last
        raise UsageError(mark("{id} has no other version to compare with"), id=self.contract_id)


def states_of(
    contract_id: str,
    *,
    current: Iterable[Contract],
    history: Iterable[Contract],
    copies: Iterable[tuple[str, Contract]],
    drafts: Iterable[Contract],
) -> States:
    """The states of the contract of that id or reference. Raises UsageError where nobody knows it.

    ``copies``: the file before each change, oldest first, with its number.
    """
    now = next((one for one in current if contract_id in (one.id, one.reference)), None)
    found = now.id if now else contract_id
    agreed = [State(name=one.version, contract=one) for one in history if one.id == found]
    agreed += [State(name=name, contract=one) for name, one in copies if one.id == found]
    if now:
        agreed.append(State(name=CURRENT, contract=now))
    pair = (now.supplier.service, now.client.service) if now else None
    draft = next(
        (one for one in drafts if one.id == found or (one.supplier.service, one.client.service) == pair),
        None,
    )
    if not agreed and draft is None:
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=contract_id)
    return States(contract_id=found, states=tuple(agreed), draft=draft)
