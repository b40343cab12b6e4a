from dataclasses import replace

from check_values import DELIVERABLE, FACTS, text, with_contract, with_deliverable

from svcgraph.domain.contract import ClauseState

LIST = replace(DELIVERABLE, id="e1", name=text("Liste des produits", "List of products"), criteria=())

INVALID = (
    (
        with_deliverable(criteria=()),
        "d1",
        "CS-01: “Sales report” has no quality criterion. Ask the client",
        "«\u00a0Rapport des ventes\u00a0» n’a pas de critère de qualité",
    ),
    (
        with_contract(expectations=(LIST,)),
        "e1",
        "the expectation “List of products” has no quality criterion",
        "l’attente «\u00a0Liste des produits\u00a0»",
    ),
)
VALID = (FACTS, with_deliverable(criteria=(), state=ClauseState.PROPOSED))
