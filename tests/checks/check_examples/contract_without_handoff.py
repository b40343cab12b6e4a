from dataclasses import replace

from check_values import FACTS, graph, handoff, with_contract

from svcgraph.domain.contract import Status

REVERSE = graph(handoff("marketing1", "sales2", "Brief"))
INVALID = (
    (
        replace(FACTS, graph=REVERSE),
        "",
        "no map shows Sales handing anything to Marketing",
        "passant de «\u00a0Ventes\u00a0» à «\u00a0Marketing\u00a0»",
    ),
)
VALID = (FACTS, replace(with_contract(status=Status.ENDED), graph=REVERSE))
