from datetime import date

from check_values import FACTS, with_criterion, with_indicator

INVALID = (
    (with_criterion(indicator=None), "d1.c1", "has no indicator", "n’a pas d’indicateur"),
    (
        with_indicator(build_before=date(2026, 11, 1), build_by="lise"),
        "d1.c1",
        "was to be built by Lise Aubry before 1 November 2026",
        "était à construire par Lise Aubry avant le 1er novembre 2026",
    ),
    (with_indicator(build_before=date(2026, 11, 1)), "d1.c1", "was to be built before", "était à construire avant le"),
)
VALID = (FACTS, with_indicator(build_before=date(2027, 1, 31)))
