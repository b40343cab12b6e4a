from dataclasses import replace

from check_values import DELIVERABLE, FACTS, with_contract, with_deliverable

from svcgraph.domain.contract import ClauseState, Presence

INVALID = (
    (
        with_deliverable(presence=Presence.VANISHED),
        "d1",
        "“Sales report” is no longer on the map",
        "«\u00a0Rapport des ventes\u00a0» n’est plus dans la cartographie",
    ),
    (  # by the name that people would look for on the map
        with_deliverable(presence=Presence.VANISHED, from_map=("Ventes de la semaine",)),
        "d1",
        "“Sales report”, called “Ventes de la semaine” on the map, is no longer there",
        "appelé «\u00a0Ventes de la semaine\u00a0» dans la cartographie, n’y est plus",
    ),
)
VALID = (
    FACTS,
    with_contract(expectations=(replace(DELIVERABLE, id="e1", presence=Presence.VANISHED),)),
    with_deliverable(presence=Presence.VANISHED, state=ClauseState.DECLINED),
)
