from dataclasses import replace
from datetime import date

from check_values import DELIVERABLE, FACTS, GRAPH, REPORT, graph, handoff, text, with_contract

from svcgraph.domain.contract import Presence, Status

BOTH = graph(handoff("sales1", "marketing2", REPORT.fr), handoff("marketing3", "sales4", "Brief"))
NAMELESS = graph(handoff("sales1", "marketing2", "", named=False))
UNNAMED = graph(handoff("sales1", "marketing2", "Do sales1", named=False))
INVALID = (
    (
        replace(with_contract(status=Status.PROPOSED), graph=UNNAMED),
        "sales1",
        "covers what comes out of “Do sales1”",
        "ne couvre ce qui sort de «\u00a0Do sales1\u00a0»",
    ),
    (
        replace(with_contract(status=Status.PROPOSED), graph=NAMELESS),
        "sales1",
        "covers what “Do marketing2” receives",
        "ne couvre ce que reçoit «\u00a0Do marketing2\u00a0»",
    ),
    (
        with_contract(status=Status.PROPOSED),
        "sales1",
        "Sales → Marketing: no contract in force covers “Rapport des ventes”",
        "aucun contrat en vigueur ne couvre «\u00a0Rapport des ventes\u00a0»",
    ),
    (with_contract(end=date(2026, 11, 16)), "sales1", "Negotiate the draft", "Négocier le projet"),
    (replace(FACTS, graph=BOTH), "marketing3", "Marketing → Sales", "ne couvre «\u00a0Brief\u00a0»"),
)
VALID = (
    FACTS,
    replace(  # the reverse flow is an expectation of the contract
        with_contract(
            expectations=(replace(DELIVERABLE, id="e1", name=text("brief"), from_map=(), presence=Presence.NOT_MAPPED),)
        ),
        graph=BOTH,
    ),
    replace(FACTS, graph=graph(*GRAPH.handoffs, handoff("marketing3", "member4", "Bulletin"))),
)
