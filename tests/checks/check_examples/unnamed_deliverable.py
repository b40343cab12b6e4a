from dataclasses import replace

from check_values import FACTS, graph, handoff, with_deliverable

UNNAMED = graph(handoff("sales1", "marketing2", "Do sales1", named=False))
NAMELESS = graph(replace(handoff("sales1", "marketing2", "", named=False), source_name=""))
INVALID = (
    (replace(FACTS, graph=NAMELESS), "sales1", "after an activity without a name", "après une activité sans nom"),
    (
        replace(FACTS, graph=UNNAMED),
        "sales1",
        "does not name what Sales hands to Marketing after “Do sales1”",
        "ce que «\u00a0Ventes\u00a0» remet à «\u00a0Marketing\u00a0»",
    ),
    (
        replace(with_deliverable(from_map=("Do sales1 → Do marketing2",), needs_name=True), graph=UNNAMED),
        "sales1",
        "does not name",
        "ne nomme pas",
    ),
)
VALID = (
    FACTS,
    replace(
        with_deliverable(from_map=("do SALES1 → do marketing2",)), graph=UNNAMED
    ),  # the contract has named it since
    replace(FACTS, graph=graph(handoff("sales1", "member2", "Do sales1", named=False))),
)
