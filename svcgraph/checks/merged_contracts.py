"""Two contracts have come to bind the same two services, because services were merged."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names, Passages
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.domain.negotiation import Pair
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "merged-contracts"
SEVERITY = Severity.WARNING
FINDS = mark("Two contracts have come to bind the same two services")


def check(facts: Facts) -> Iterator[Fault]:
    """Contracts in force that name different parties which are one pair now (`7-rulings`: never merged silently)."""
    passages, names = Passages(facts), Names(facts)
    pairs: dict[Pair, list[Contract]] = {}
    for contract in in_force(facts):
        pairs.setdefault(passages.parties(contract), []).append(contract)
    for (supplier, client), contracts in pairs.items():
        first, *others = contracts
        for other in others:
            if _written(other) != _written(first):
                yield finding(
                    CODE,
                    SEVERITY,
                    at(other),
                    mark(
                        "{of} and {first} now bind the same services, {supplier_en} and {client_en}. "
                        "Agree on one contract and end the other."
                    ),
                    of=title(other),
                    first=title(first),
                    supplier=names.service(supplier),
                    client=names.service(client),
                )


def _written(contract: Contract) -> Pair:
    return contract.supplier.service, contract.client.service
