from check_values import FACTS, with_contract, with_deliverable

from svcgraph.domain.contract import ClauseState, Status

INVALID = (
    (
        with_deliverable(state=ClauseState.PROPOSED),
        "d1",
        "the map proposes “Sales report”",
        "la cartographie propose «\u00a0Rapport des ventes\u00a0»",
    ),
    (with_deliverable(state=ClauseState.OBSERVED), "d1", "not negotiated", "qui n’est pas négocié"),
)
VALID = (
    FACTS,
    with_deliverable(state=ClauseState.DECLINED),
    with_contract(
        status=Status.DRAFT, deliverables=with_deliverable(state=ClauseState.OBSERVED).contracts[0].deliverables
    ),
)
