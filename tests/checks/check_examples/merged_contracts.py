from dataclasses import replace

from check_values import CONTRACT, FACTS, ORGANISATION, replace_first, with_organisation

from svcgraph.domain.contract import Party

SECOND = replace(CONTRACT, id="sales--marketing-2", reference="CS-02", place_file="processes/contracts/second.yaml")
TRADE = replace(SECOND, id="trade--marketing", supplier=Party(service="trade"))
MERGED = with_organisation(services=replace_first(ORGANISATION.services, former_ids=("trade",)))
INVALID = (
    (
        replace(MERGED, contracts=(CONTRACT, TRADE)),
        "",
        "CS-02 and CS-01 now bind the same services, Sales and Marketing",
        "CS-02 et CS-01 lient désormais les mêmes services, «\u00a0Ventes\u00a0» et «\u00a0Marketing\u00a0»",
    ),
)
VALID = (
    FACTS,
    replace(MERGED, contracts=(CONTRACT, SECOND)),  # two contracts of one pair, as people meant it
    replace(MERGED, contracts=(TRADE,)),
)
