from dataclasses import replace

from check_values import DELIVERABLE, FACTS, REPORT, graph, handoff, text, with_contract, with_deliverable

from svcgraph.domain.contract import Presence

UNMAPPED = {"name": text("Test", "Recovery test"), "from_map": (), "presence": Presence.NOT_MAPPED}
EXPECTING = with_contract(expectations=(replace(DELIVERABLE, **UNMAPPED | {"id": "e1"}),))
INVALID = (
    (
        with_deliverable(**UNMAPPED),
        "d1",
        "“Recovery test” is on no map",
        "«\u00a0Test\u00a0» ne figure sur aucune carte",
    ),
    (EXPECTING, "e1", "the expectation “Recovery test” is on no map", "l’attente «\u00a0Test\u00a0»"),
)
VALID = (
    FACTS,
    replace(  # an expectation passes from the client to the supplier
        EXPECTING, graph=graph(handoff("sales1", "marketing2", REPORT.fr), handoff("marketing1", "sales1", "test"))
    ),
    with_deliverable(presence=Presence.VANISHED),
)
