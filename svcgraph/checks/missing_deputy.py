"""Nobody would keep the figures, or speak for a party, while somebody is away."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import Clause, clauses, in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._services import Names
from svcgraph.domain.contract import Contract, Indicator
from svcgraph.domain.facts import Facts
from svcgraph.domain.people import Directory, Standing
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "missing-deputy"
SEVERITY = Severity.WARNING
FINDS = mark("Nobody stands in for a keeper or a party")

NONE = mark("{of}: nobody stands in for {keeper}, who keeps the indicator of “{what_en}”. Name a deputy.")
KEEPER = {
    Standing.UNKNOWN: mark(
        "{of}: {deputy}, deputy for the indicator of “{what_en}”, is not among the people of the organisation. "
        "Correct the name, or name another deputy."
    ),
    Standing.LEFT: mark(
        "{of}: {deputy}, deputy for the indicator of “{what_en}”, left the organisation. Name another deputy."
    ),
}
PARTY = {
    Standing.UNKNOWN: mark(
        "{of}: {deputy}, deputy for {service_en}, is not among the people of the organisation. "
        "Correct the name, or name another deputy."
    ),
    Standing.LEFT: mark("{of}: {deputy}, deputy for {service_en}, left the organisation. Name another deputy."),
}


def check(facts: Facts) -> Iterator[Fault]:
    """Deputies of keepers and of the parties, in contracts in force.

    Expectations and measures still to be built do not have to name a deputy; one named must be there.
    """
    people = Directory(facts.organisation, facts.as_of)
    for clause in clauses(facts):
        if clause.criterion.indicator is not None:
            yield from _keeper(people, clause, clause.criterion.indicator)
    names = Names(facts)
    for contract in in_force(facts):
        yield from _parties(people, names, contract)


def _keeper(people: Directory, clause: Clause, indicator: Indicator) -> Iterator[Fault]:
    deputy, keeper = people.who(indicator.deputy), people.who(indicator.keeper)
    optional = clause.expected or indicator.build_before or keeper.standing is Standing.NOBODY
    alone = deputy.standing is Standing.NOBODY or deputy == keeper
    message = (None if optional else NONE) if alone else KEEPER.get(deputy.standing)
    if message:
        place = at(clause.contract, indicator.id, clause.criterion.line)
        told = {"of": title(clause.contract), "what": clause.criterion.text}
        yield finding(CODE, SEVERITY, place, message, **told, keeper=keeper.name, deputy=deputy.name)


def _parties(people: Directory, names: Names, contract: Contract) -> Iterator[Fault]:
    for side, party in (("supplier", contract.supplier), ("client", contract.client)):
        deputy = people.who(party.deputy)
        message = PARTY.get(deputy.standing)
        if message:
            told = {"of": title(contract), "service": names.service(party.service)}
            yield finding(CODE, SEVERITY, at(contract, side), message, **told, deputy=deputy.name)
