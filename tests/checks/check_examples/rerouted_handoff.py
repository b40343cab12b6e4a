from dataclasses import replace

from check_values import ORGANISATION, REPORT, graph, handoff, text, with_deliverable

from svcgraph.domain.contract import Presence
from svcgraph.domain.organisation import ServiceEntry

LEGAL = ServiceEntry(id="legal", name=text("Juridique", "Legal"))


def moved(*handoffs, **changes):
    facts = with_deliverable(presence=Presence.VANISHED, **changes)
    return replace(facts, graph=graph(*handoffs))


INVALID = (
    (
        moved(handoff("sales1", "actuarial2", REPORT.fr)),
        "d1",
        "“Sales report” no longer passes from Sales to Marketing; processes/o2.bpmn shows it from Sales to actuarial",
        "le montre de «\u00a0Ventes\u00a0» à «\u00a0actuarial\u00a0»",
    ),
    (  # perhaps the client under another name
        moved(handoff("sales1", "actuarial2", REPORT.fr)),
        "d1",
        "If “actuarial” is Marketing, write it there as an alias",
        "Si «\u00a0actuarial\u00a0» est «\u00a0Marketing\u00a0», l’inscrire comme alias",
    ),
    (  # a service that the organisation file lists
        replace(
            moved(handoff("sales1", "legal2", REPORT.fr)),
            organisation=replace(ORGANISATION, services=(*ORGANISATION.services, LEGAL)),
        ),
        "d1",
        "from Sales to Legal. Negotiate it between these two",
        "Le négocier entre ces deux services",
    ),
    (
        moved(handoff("actuarial1", "marketing2", REPORT.fr)),
        "d1",
        "shows it from actuarial to Marketing",
        "ne passe plus de «\u00a0Ventes\u00a0» à «\u00a0Marketing\u00a0»",
    ),
)
VALID = (
    with_deliverable(),
    moved(handoff("sales1", "actuarial2", "Another thing")),  # gone altogether
    moved(handoff("actuarial1", "legal2", REPORT.fr)),  # the same name between two others
    moved(handoff("sales1", "actuarial2", REPORT.fr), from_map=()),  # never was on the map
)
