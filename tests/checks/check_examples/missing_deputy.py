from dataclasses import replace
from datetime import date

from check_values import CRITERION, DELIVERABLE, FACTS, INDICATOR, with_contract, with_indicator

from svcgraph.domain.contract import Party


def expecting(**changes):
    """The contract with an expectation whose indicator is as ``changes`` say."""
    criterion = replace(CRITERION, id="e1.c1", indicator=replace(INDICATOR, id="e1.c1.i1", **changes))
    return with_contract(expectations=(replace(DELIVERABLE, id="e1", criteria=(criterion,)),))


INVALID = (
    (with_indicator(deputy=""), "d1.c1.i1", "nobody stands in for Théo Masson", "pas de suppléant pour Théo Masson"),
    (with_indicator(deputy="theo"), "d1.c1.i1", "nobody stands in", "pas de suppléant"),
    (with_indicator(deputy="yann"), "d1.c1.i1", "Yann Kerbrat, deputy", "ne fait plus partie"),
    (with_indicator(deputy="Jean Inconnu"), "d1.c1.i1", "not among the people", "ne figure pas parmi"),
    (
        with_contract(supplier=Party(service="sales", deputy="yann")),
        "supplier",
        "deputy for Sales, left",
        "en suppléance pour «\u00a0Ventes\u00a0»",
    ),
    (with_contract(client=Party(service="marketing", deputy="x")), "client", "x, deputy for Marketing", "x, en suppl"),
    (expecting(deputy="yann"), "e1.c1.i1", "Yann Kerbrat, deputy", "Yann Kerbrat, en suppléance"),
)
VALID = (FACTS, expecting(deputy=""), with_indicator(deputy="", build_before=date(2027, 1, 31)))
