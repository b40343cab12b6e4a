from dataclasses import replace

from check_values import CONTRACT, DELIVERABLE, FACTS, REPORT, with_contract, with_deliverable

from svcgraph.domain.text import Text

EARLIER = replace(CONTRACT, version="1.0")


def then(name, now):
    """The deliverable's name in the version before, and today."""
    before = replace(EARLIER, deliverables=(replace(DELIVERABLE, name=name),))
    return replace(with_deliverable(name=now), history=(before,))


INVALID = (
    (
        with_deliverable(name=replace(REPORT, stale="en")),
        "d1",
        "CS-01: the English “Sales report” is older than the French “Rapport des ventes”",
        "l’anglais «\u00a0Sales report\u00a0» est plus ancien",
    ),
    (
        then(REPORT, Text("Rapport hebdomadaire des ventes", REPORT.en)),
        "d1",
        "older than the French “Rapport hebdomadaire des ventes”",
        "Le retraduire",
    ),
    (
        then(REPORT, Text(REPORT.fr, "Weekly sales report")),
        "d1",
        "the French “Rapport des ventes” is older than the English “Weekly sales report”",
        "le français «\u00a0Rapport des ventes\u00a0» est plus ancien",
    ),
    (
        with_contract(title=Text("Rapport", "Report", "fr")),
        "",
        "the French “Rapport” is older",
        "plus ancien que l’anglais «\u00a0Report\u00a0»",
    ),
)
VALID = (
    FACTS,
    then(REPORT, Text("Rapport hebdomadaire", "Weekly report")),
    then(Text("Rapport", "Rapport"), REPORT),  # translated since
    replace(FACTS, history=(EARLIER,)),
)
