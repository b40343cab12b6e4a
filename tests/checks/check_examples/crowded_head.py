from dataclasses import replace

from check_values import CONTRACT, FACTS, ORGANISATION

from svcgraph.domain.contract import Party, Status


def negotiating(*clients, status=Status.NEGOTIATION):
    contracts = (replace(CONTRACT, id=f"sales--{one}", client=Party(service=one), status=status) for one in clients)
    return replace(FACTS, contracts=tuple(contracts))


def both_ways(facts):
    there = replace(facts.contracts[0], supplier=facts.contracts[0].client, client=facts.contracts[0].supplier)
    return replace(facts, contracts=(*facts.contracts, there))


LEFT = replace(ORGANISATION, services=(replace(ORGANISATION.services[0], head="yann"), *ORGANISATION.services[1:]))

INVALID = (
    (
        negotiating("a", "b", "c", "d"),
        "ines",
        "Inès Caron negotiates 4 files at once. More than 3 are not negotiated well",
        "Inès Caron négocie 4 dossiers à la fois",
    ),
)
VALID = (
    negotiating("a", "b", "c"),
    both_ways(negotiating("a", "b", "c")),  # one file, both directions
    negotiating("a", "b", "c", "d", status=Status.DRAFT),  # not begun
    replace(negotiating("a", "b", "c", "d"), organisation=LEFT),
)
