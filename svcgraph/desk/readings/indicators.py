"""What a person means by ``CS-01/d1.c1``, ``E1`` or an indicator's own id."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.contract import Contract, Criterion
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Promise, promise_reference
from svcgraph.domain.questions import criteria
from svcgraph.engine.clauses import PROMISES
from svcgraph.errors import UsageError
from svcgraph.i18n import mark
from svcgraph.story import Story

NO_INDICATOR = mark("nothing called {name} is measured: give a clause (CS-01/d1.c1) or a promise (E1)")
NOT_IN_FORCE = mark("{name}: its contract is not in force, so nothing is measured yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An indicator by its id in readings, and whose it is: a criterion of a contract, or a promise."""

    id: str
    contract: Contract | None = None
    criterion: Criterion | None = None
    promise: Promise | None = None
    expected: bool = False  # of the client: it owes it

    @property
    def called(self) -> str:
        """CS-07/d1.c1, E1."""
        if self.contract and self.criterion:
            return f"{self.contract.reference or self.contract.id}/{self.criterion.id}"
        return promise_reference(self.promise.id) if self.promise else self.id


class Indicators:
    """Everything that is measured in a workspace, by all its names."""

    def __init__(self, story: Story) -> None:
        self._named: dict[str, Measured] = {}
        self._sleeping: set[str] = set()
        for contract in story.contracts:
            self._enter(contract, in_force=contract.status.binding)
        for promise in story.organisation.promises:
            one = Measured(id=f"{PROMISES}/{promise.id}", promise=promise)
            self._named |= {same(promise.id): one, same(one.id): one}

    def _enter(self, contract: Contract, *, in_force: bool) -> None:
        expected = {one.id for group in contract.expectations for one in group.criteria}
        for criterion in criteria(contract):
            own = criterion.indicator.id if criterion.indicator else f"{criterion.id}.i1"
            full = f"{contract.id}/{own}"
            names = [f"{owner}/{short}" for owner in (contract.id, contract.reference) for short in (criterion.id, own)]
            if not in_force:
                self._sleeping |= {same(name) for name in names}
                continue
            one = Measured(id=full, contract=contract, criterion=criterion, expected=criterion.id in expected)
            self._named |= {same(name): one for name in names}

    def find(self, name: str) -> Measured | None:
        return self._named.get(same(name.strip()))

    def require(self, name: str) -> Measured:
        """Raises `UsageError` for what is not measured."""
        found = self.find(name)
        if found is None:
            raise UsageError(NOT_IN_FORCE if same(name) in self._sleeping else NO_INDICATOR, name=name)
        return found
