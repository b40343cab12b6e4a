from dataclasses import replace
from datetime import date

from check_values import FACTS, INDICATOR, with_criterion

from svcgraph.domain.contract import Objective

TO_BUILD = replace(INDICATOR, build_before=date(2027, 1, 31))
LATE = replace(INDICATOR, build_before=date(2026, 11, 1))
INVALID = (
    (with_criterion(objective=None), "d1.c1", "“Received before the meeting” has no objective", "n’a pas d’objectif"),
    (
        with_criterion(objective=Objective(), indicator=TO_BUILD),
        "d1.c1",
        "to be built before 31 January 2027",
        "à construire avant le 31 janvier 2027",
    ),
    (with_criterion(objective=None, indicator=LATE), "d1.c1", "such as “at least 95 %”", "par exemple"),
)
VALID = (FACTS,)
