"""One head of service negotiates more files at once than a person can (`7-rulings`: at most three)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.facts import Facts
from svcgraph.domain.negotiation.portfolio import FILES_PER_HEAD
from svcgraph.domain.organisation import Person
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark

CODE = "crowded-head"
SEVERITY = Severity.WARNING
FINDS = mark("A head of service has more than three open files")
OPEN = frozenset({Status.PROPOSED, Status.NEGOTIATION})


def check(facts: Facts) -> Iterator[Fault]:
    """Heads whose services negotiate with more than three others; both directions of a pair are one file."""
    people = Directory(facts.organisation, facts.as_of)
    heads = {service.id: people.who(service.head) for service in facts.organisation.services}
    files: dict[Person, set[frozenset[str]]] = {}
    for contract in facts.contracts:
        for head in _heads(contract):
            who = heads.get(head)
            if who and who.person and who.standing is Standing.PRESENT:
                pair = frozenset({contract.supplier.service, contract.client.service})
                files.setdefault(who.person, set()).add(pair)
    for person, pairs in files.items():
        if len(pairs) > FILES_PER_HEAD:
            yield _told(facts, person, len(pairs))


def _heads(contract: Contract) -> tuple[str, ...]:
    return (contract.supplier.service, contract.client.service) if contract.status in OPEN else ()


def _told(facts: Facts, person: Person, number: int) -> Fault:
    message = mark(
        "{head} negotiates {number} files at once. More than {limit} are not negotiated well: "
        "put the last ones off until the first are signed (svcgraph portfolio)."
    )
    place = Place(file=facts.organisation_file, line=person.line, element=person.id)
    return finding(CODE, SEVERITY, place, message, head=person.name, number=number, limit=FILES_PER_HEAD)
