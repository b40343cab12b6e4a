from check_values import FACTS, ORGANISATION, replace_first, text, with_organisation


def promising(french, english=""):
    return with_organisation(promises=replace_first(ORGANISATION.promises, objective=text(french, english)))


INVALID = (
    (
        promising("dans les meilleurs délais", "as fast as we can"),
        "e1",
        "Promise e1, “Refund”: “as fast as we can” cannot be measured",
        "«\u00a0dans les meilleurs délais\u00a0» n’est pas mesurable",
    ),
    (
        promising("95 % sous 2 jours ouvrés", "95 % within 3 working days"),
        "e1",
        "it says “95 % sous 2 jours ouvrés” in French",
        "ce qui n’est pas la même chose",
    ),
    (promising(""), "e1", "it has no objective", "pas d’objectif"),
)
VALID = (FACTS, promising("tous les mardis avant 10 heures"))
