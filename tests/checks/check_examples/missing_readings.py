from dataclasses import replace
from datetime import date

from check_values import FACTS, attained, result, with_indicator

from svcgraph.domain.attainment import Counts

SHORT = attained(result("d1.c1", Counts(due=13, known=10, met=10)))
PROMISE = attained(promises=(result("e1", Counts(due=3, known=1), contract=""),))
INVALID = (
    (
        replace(FACTS, attainment=SHORT),
        "d1.c1",
        "3 of 13 readings missing from 1 August 2026 to 31 October 2026. Théo Masson",
        "relevés manquants, 3 sur 13 attendus, du 1er août 2026 au 31 octobre 2026",
    ),
    (replace(with_indicator(keeper="yann"), attainment=SHORT), "d1.c1", "Yann Kerbrat, who keeps them, left", "Yann"),
    (replace(with_indicator(keeper="x"), attainment=SHORT), "d1.c1", "not among the people", "Dire qui les fournit"),
    (replace(with_indicator(keeper=""), attainment=SHORT), "d1.c1", "nobody keeps them", "personne n’est chargé"),
    (replace(FACTS, attainment=PROMISE), "e1", "e1, “Refund”: 2 of 3 readings missing", "À Lise Aubry de les fournir"),
)
VALID = (
    FACTS,
    replace(FACTS, attainment=SHORT, as_of=date(2026, 10, 30)),
    replace(FACTS, attainment=attained(result("d1.c1", Counts(due=0, known=0, excused=3)))),
)
