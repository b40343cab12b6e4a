from dataclasses import replace

from check_values import FACTS, REPORT, graph, handoff

from svcgraph.domain.handoff import Via


def drawn(*handoffs, steps=()):
    return replace(FACTS, graph=graph(handoff("sales1", "marketing2", REPORT.fr), *handoffs, steps=steps))


INVALID = (
    (  # 2 → 9 → 2
        drawn(handoff("marketing2", "sales9", "List"), handoff("sales9", "marketing2", "Completed report")),
        "marketing2",
        "between Marketing and Sales: “List” one way, “Completed report” the other",
        "Reprise entre «\u00a0Marketing\u00a0» et «\u00a0Ventes\u00a0»",
    ),
    (  # back to an earlier activity of the same service, by message
        drawn(handoff("marketing3", "sales1", "Remark", Via.MESSAGE), steps=(("marketing2", "marketing3"),)),
        "sales1",
        "“Rapport des ventes” one way, “Remark” the other",
        "«\u00a0Remark\u00a0» dans l’autre",
    ),
    (
        drawn(handoff("marketing2", "members3", "Liste des pièces manquantes")),
        "marketing2",
        "“Liste des pièces manquantes” from Marketing to members reads as rework",
        "a tout d’une reprise",
    ),
)
STORED = drawn(handoff("marketing3", "sales1", "Remark", Via.MESSAGE), steps=(("marketing2", "marketing3"),))
VALID = (
    FACTS,
    replace(STORED, graph=replace(STORED.graph, stored=(("marketing2", "marketing3"),))),  # lies until it is read
    drawn(handoff("marketing2", "sales3", "Sales decision")),  # question and answer, work goes on
    drawn(handoff("marketing2", "sales1", "Figures of last month", Via.DATA)),
    drawn(handoff("marketing2", "actuarial3", "Request"), handoff("actuarial3", "sales1", "Rate")),  # three services
    drawn(handoff("marketing2", "member3", "Missing documents", Via.MESSAGE)),
)
