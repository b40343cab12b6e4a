from dataclasses import replace
from datetime import date

from check_values import FACTS, attained, result

from svcgraph.domain.attainment import Counts


def recorded(known, due=13, **changes):
    one = replace(result("d1.c1", Counts(due=due, known=known, met=known)), **changes)
    return replace(FACTS, attainment=attained(one))


INVALID = (
    (
        recorded(10),
        "",
        "CS-01: fewer than nine in ten of the readings due are there (“Received before the meeting”: 10 of 13)",
        "moins de 90\u202f% des relevés dus sont là («\u00a0Reçu avant la réunion\u00a0»\u00a0: 10 sur 13)",
    ),
)
VALID = (
    recorded(12),  # 92 %
    recorded(9, due=10),  # 90 % is enough
    recorded(0, due=0),
    replace(recorded(3), as_of=date(2026, 10, 30)),  # the period is not over
)
