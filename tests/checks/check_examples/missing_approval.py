from dataclasses import replace

from check_values import CONTRACT, FACTS, with_approvals, with_contract

from svcgraph.domain.contract import Status

SUPPLIER, CLIENT = CONTRACT.approvals

INVALID = (
    (
        with_approvals(SUPPLIER),
        "approvals",
        "CS-01 is in force, and Marketing has not signed it",
        "sans la signature de «\u00a0Marketing\u00a0»",
    ),
    (with_approvals(CLIENT), "approvals", "and Sales has not signed it", "«\u00a0Ventes\u00a0»"),
    (with_approvals(), "approvals", "neither side has signed it", "sans aucune signature"),
)
VALID = (
    FACTS,
    with_contract(approvals=(), status=Status.NEGOTIATION),
    with_approvals(SUPPLIER, replace(CLIENT, name="Another")),
)
