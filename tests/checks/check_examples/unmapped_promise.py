from dataclasses import replace

from check_values import FACTS, GRAPH, ORGANISATION, PROMISED, replace_first, with_organisation

from svcgraph.domain.graph import ServiceGraph


def showing(*handoffs):
    return replace(FACTS, graph=replace(GRAPH, handoffs=handoffs))


INVALID = (
    (
        showing(),
        "e1",
        "Promise e1: no map shows “Refund” going to member",
        "aucune carte ne montre «\u00a0Remboursement\u00a0» remis à «\u00a0member\u00a0»",
    ),
    (showing(replace(PROMISED, client="broker")), "e1", "going to member", "Dessiner d’où il part"),
)
VALID = (
    FACTS,
    showing(replace(PROMISED, deliverable="refund")),  # in English on the map
    with_organisation(
        promises=replace_first(ORGANISATION.promises, deliverable=FACTS.contracts[0].title, from_map=("Remboursement",))
    ),
    replace(FACTS, graph=ServiceGraph()),  # no map yet
)
