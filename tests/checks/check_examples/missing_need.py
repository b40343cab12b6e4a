from check_values import FACTS, text, with_contract

from svcgraph.domain.contract import Serves, Status

INVALID = (
    (
        with_contract(serves=Serves()),
        "serves",
        "CS-01 does not say which need of an external client it serves",
        "ne dit pas quel besoin d’un client externe il sert",
    ),
)
VALID = (
    FACTS,
    with_contract(serves=Serves(text=text("aucun : sert le comité", "none: serves the committee"))),
    with_contract(serves=Serves(), status=Status.DRAFT),
)
