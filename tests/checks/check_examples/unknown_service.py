from check_values import FACTS, ORGANISATION, replace_first, with_organisation

INVALID = (
    (
        with_organisation(people=replace_first(ORGANISATION.people, service="marketting")),
        "theo",
        "Théo Masson belongs to “marketting”",
        "le service «\u00a0marketting\u00a0» n’existe pas",
    ),
)
VALID = (
    FACTS,
    with_organisation(
        people=replace_first(ORGANISATION.people, service="trade"),
        services=replace_first(ORGANISATION.services, former_ids=("trade",)),
    ),
)
