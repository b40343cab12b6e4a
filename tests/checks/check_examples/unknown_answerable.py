from check_values import FACTS, ORGANISATION, replace_first, with_organisation


def answering(person):
    return with_organisation(promises=replace_first(ORGANISATION.promises, answerable=person))


INVALID = (
    (
        answering(""),
        "e1",
        "Promise e1, “Refund”: nobody answers for it",
        "«\u00a0Remboursement\u00a0»\u00a0: personne n’en répond",
    ),
    (
        answering("paul"),
        "e1",
        "paul, who answers for it, is not among the people",
        "paul, qui en répond, ne figure pas",
    ),
    (answering("yann"), "e1", "Yann Kerbrat, who answers for it, left", "Yann Kerbrat, qui en répond, a quitté"),
)
VALID = (FACTS, with_organisation(promises=()))
