from check_values import FACTS, with_contract

from svcgraph.domain.contract import Serves

INVALID = (
    (
        with_contract(serves=Serves(promises=("e1", "e9"))),
        "serves",
        "CS-01 serves “e9”, which is no promise of the organisation file",
        "CS-01 sert «\u00a0e9\u00a0»",
    ),
)
VALID = (FACTS, with_contract(serves=Serves()))
