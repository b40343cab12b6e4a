"""The times that were agreed and promised, as read from their sentences: what the chain is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from svcgraph.domain.chain import TimedClause
from svcgraph.domain.contract import Contract
from svcgraph.domain.organisation import Promise
from svcgraph.engine.clauses import Clause, contract_clauses, promise_clause
from svcgraph.errors import FaultList


def agreed_times(contracts: Iterable[Contract], promises: Iterable[Promise], as_of: date) -> tuple[TimedClause, ...]:
    """Lead times and recurring deadlines of contracts in force on ``as_of``, then those of promises.

    What cannot be read, or says nothing about time, is left out: `judge` and `check` speak of it.
    """
    heard = FaultList()  # told where the clauses are judged
    owed = (one for contract in contracts if contract.in_force(as_of) for one in _agreed(contract, as_of, heard))
    promised = (clause for promise in promises if (clause := _timed(promise_clause(promise, heard))))
    return (*owed, *promised)


def _agreed(contract: Contract, as_of: date, heard: FaultList) -> Iterator[TimedClause]:
    for side in contract_clauses(contract, (), as_of, heard):
        for clause in side:
            timed = _timed(clause, contract)
            if timed is not None:
                yield timed


def _timed(clause: Clause, contract: Contract | None = None) -> TimedClause | None:
    statement = clause.now.statement
    if statement is None or not (statement.duration or statement.recurrence):
        return None
    return TimedClause(
        contract=clause.contract,
        reference=contract.reference if contract else "",
        criterion=clause.criterion,
        statement=statement,
        target=clause.now.target,
        key=clause.key,
        day_off=clause.now.day_off,
        cut_off=clause.now.cut_off,
        anchor=contract.start if contract else None,
    )
