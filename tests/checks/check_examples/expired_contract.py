from dataclasses import replace
from datetime import date

from check_values import FACTS, with_contract

from svcgraph.domain.contract import Status

INVALID = (
    (
        replace(FACTS, as_of=date(2027, 3, 1)),
        "",
        "CS-01 is no longer in force since 1 March 2027",
        "CS-01 n’est plus en vigueur depuis le 1er mars 2027",
    ),
)
VALID = (
    FACTS,
    replace(FACTS, as_of=date(2027, 2, 28)),
    replace(with_contract(status=Status.ENDED), as_of=date(2027, 3, 1)),
    replace(with_contract(end=None), as_of=date(2027, 3, 1)),
)
