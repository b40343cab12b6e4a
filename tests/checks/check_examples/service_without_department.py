from check_values import FACTS, ORGANISATION, replace_first, with_organisation

INVALID = (
    (
        with_organisation(services=replace_first(ORGANISATION.services, department="")),
        "sales",
        "Sales belongs to no department",
        "«\u00a0Ventes\u00a0» n’a pas de direction de rattachement",
    ),
    (
        with_organisation(services=replace_first(ORGANISATION.services, department="dcx")),
        "sales",
        "“dcx”, which is no department",
        "rattachement, «\u00a0dcx\u00a0», n’existe pas",
    ),
)
VALID = (
    FACTS,
    with_organisation(departments=(), services=replace_first(ORGANISATION.services[:1], department="")),
)
