from dataclasses import replace

from check_values import CONTRACT, FACTS, result

from svcgraph.domain.attainment import Counts
from svcgraph.domain.attainment.verdict import contract_result
from svcgraph.domain.contract import Status


def excusing(excused, due=10):
    one = result("d1.c1", Counts(due=due, known=due, met=due, excused=excused))
    judged = contract_result(CONTRACT.id, (one,), ())
    return replace(FACTS, attainment=replace(FACTS.attainment, contracts=(judged,)))


INVALID = (
    (
        excusing(2),
        "",
        "CS-01: excused, 2 of 12 occurrences, which is more than 10 %",
        "occurrences neutralisées, 2 sur 12, soit plus de 10\u202f%",
    ),
)
VALID = (
    FACTS,
    excusing(1),  # 1 of 11
    excusing(0, due=0),
    replace(excusing(2), contracts=(replace(CONTRACT, status=Status.SUSPENDED),)),
)
