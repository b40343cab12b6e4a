from dataclasses import replace

from check_values import CRITERION, with_contract, with_deliverable

from svcgraph.domain.contract import Status


def keeping(number):
    """Théo keeps ``number`` indicators."""
    return tuple(replace(CRITERION, id=f"d1.c{index + 1}") for index in range(number))


INVALID = (
    (
        with_deliverable(criteria=keeping(6)),
        "theo",
        "Théo Masson keeps 6 indicators: CS-01 d1.c1, CS-01 d1.c2",
        "Théo Masson tient 6 indicateurs à jour\u00a0:",
    ),
)
VALID = (
    with_deliverable(criteria=keeping(5)),
    with_contract(status=Status.DRAFT, deliverables=with_deliverable(criteria=keeping(6)).contracts[0].deliverables),
)
