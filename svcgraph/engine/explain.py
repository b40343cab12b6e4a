"""What a person means by ``CS-01``, ``CS-01/d1.c1``, ``E1`` or a service's name, and how its verdict came about."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.whatif import Unknown, service_id
from svcgraph.engine.account import Account, ContractAccount, contract_account, promise_account
from svcgraph.engine.clauses import PROMISES
from svcgraph.engine.judge import Desk
from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.i18n import mark

NOBODY = mark("nothing is called {name}: give a contract (CS-01), a clause (CS-01/d1.c1), a promise (E1) or a service")
NO_CLAUSE = mark("{contract} has no clause {clause}. It has: {known}")
NOT_IN_FORCE = mark("{contract} is not in force: only contracts in force are judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """A service has no verdict: the contracts in which it supplies, and those in which it is the client."""

    service: str
    supplied: tuple[ContractAccount, ...] = ()
    received: tuple[ContractAccount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAccount:
    """One clause of a contract, or a promise (then without ``contract``)."""

    account: Account
    contract: Contract | None = None


Explained = ContractAccount | ClauseAccount | ServiceAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Where to look: everything due, and over which period. ``grows``: no period was asked for."""

    desk: Desk
    contracts: tuple[Contract, ...]
    organisation: Organisation
    graph: ServiceGraph
    period: Period
    grows: bool

    def explain(self, name: str) -> Explained:
        """Raises `UsageError` for a name that nothing has, `SvcgraphError` for a contract that is not in force."""
        owner, _, clause = name.strip().partition("/")
        if same(owner) == PROMISES:
            owner, clause = clause, ""
        if contract := self._contract(owner):
            whole = self._whole(contract)
            return self._clause(whole, clause) if clause else whole
        promise = next((one.id for one in self.organisation.promises if same(one.id) == same(owner)), None)
        account = promise_account(self.desk, promise, self.period, grows=self.grows) if promise and not clause else None
        return ClauseAccount(account=account) if account else self._service(name)

    def _contract(self, name: str) -> Contract | None:
        """By id or reference; one in force first, where two have the same reference."""
        found = [one for one in self.contracts if same(name) in {same(one.id), same(one.reference or one.id)}]
        return min(found, key=lambda one: (not one.in_force(self.desk.as_of), one.id), default=None)

    def _whole(self, contract: Contract) -> ContractAccount:
        account = contract_account(self.desk, contract.id, self.period, grows=self.grows)
        if account is None:
            shown = contract.reference or contract.id
            raise SvcgraphError(NOT_IN_FORCE, contract=shown)
        return account

    def _clause(self, whole: ContractAccount, clause: str) -> ClauseAccount:
        accounts = (*whole.objectives, *whole.expectations)
        wanted = same(clause)
        for one in accounts:
            if wanted in {same(one.clause.criterion), same(one.clause.indicator.partition("/")[2])}:
                return ClauseAccount(account=one, contract=whole.contract)
        known = ", ".join(one.clause.criterion for one in accounts)
        shown = whole.contract.reference or whole.contract.id
        raise UsageError(NO_CLAUSE, contract=shown, clause=clause, known=known)

    def _service(self, name: str) -> ServiceAccount:
        try:
            service = service_id(self.graph, self.organisation, name)
        except Unknown as unknown:
            raise UsageError(NOBODY, name=name) from unknown
        agreed = [one.contract for one in self.desk.agreements]
        return ServiceAccount(
            service=service,
            supplied=tuple(self._whole(one) for one in agreed if one.supplier.service == service),
            received=tuple(self._whole(one) for one in agreed if one.client.service == service),
        )
