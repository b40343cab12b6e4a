from dataclasses import replace

from check_values import DELIVERABLE, FACTS, with_contract

from svcgraph.domain.contract import ClauseState, Status

LIST = replace(DELIVERABLE, id="e1")

INVALID = (
    (
        with_contract(no_expectations=False),
        "expectations",
        "CS-01: Sales expects nothing of Marketing in return, and nobody said so",
        "«\u00a0Ventes\u00a0» n’attend rien de «\u00a0Marketing\u00a0» en retour",
    ),
    (
        with_contract(no_expectations=False, expectations=(replace(LIST, state=ClauseState.PROPOSED),)),
        "expectations",
        "Ask the supplier what it needs",
        "Demander au fournisseur ce qu’il lui faut",
    ),
)
VALID = (
    FACTS,  # said: none
    with_contract(no_expectations=False, expectations=(LIST,)),
    with_contract(no_expectations=False, status=Status.NEGOTIATION),
)
