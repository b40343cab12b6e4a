"""The clauses that checks walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable
from svcgraph.domain.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A criterion with where it stands. ``expected``: it belongs to an expectation of the supplier."""

    contract: Contract
    deliverable: Deliverable
    criterion: Criterion
    expected: bool


def in_force(facts: Facts) -> Iterator[Contract]:
    """Contracts in force on the day: agreed or active, start ≤ day < end (`7-rulings`)."""
    return (contract for contract in facts.contracts if contract.in_force(facts.as_of))


def clauses(facts: Facts) -> Iterator[Clause]:
    """Every criterion of what was negotiated in the contracts in force, expectations after deliverables."""
    for contract in in_force(facts):
        for deliverable, expected in negotiated(contract):
            for criterion in deliverable.criteria:
                yield Clause(contract=contract, deliverable=deliverable, criterion=criterion, expected=expected)


def negotiated(contract: Contract) -> Iterator[tuple[Deliverable, bool]]:
    """What both parties agreed to, and whether it is an expectation."""
    for expected, things in ((False, contract.deliverables), (True, contract.expectations)):
        yield from ((thing, expected) for thing in things if thing.state is ClauseState.NEGOTIATED)
