from check_values import FACTS, ORGANISATION, replace_first, with_organisation

INVALID = (
    (
        with_organisation(departments=replace_first(ORGANISATION.departments, head="nobody-known")),
        "dcr",
        "nobody-known, head of Sales division",
        "responsable de «\u00a0Direction commerciale\u00a0»",
    ),
    (
        with_organisation(services=replace_first(ORGANISATION.services, head="yann")),
        "sales",
        "Yann Kerbrat, head of Sales, left",
        "ne fait plus partie",
    ),
)
VALID = (FACTS, with_organisation(departments=replace_first(ORGANISATION.departments, head="")))
