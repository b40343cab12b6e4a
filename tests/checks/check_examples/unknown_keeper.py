from datetime import date

from check_values import FACTS, ORGANISATION, replace_first, with_indicator, with_organisation

INVALID = (
    (with_indicator(keeper="yann"), "d1.c1.i1", "Yann Kerbrat", "depuis le 1er juillet 2026"),
    (with_indicator(keeper="Jean Inconnu"), "d1.c1.i1", "not among the people", "ne figure pas parmi les personnes"),
    (with_indicator(keeper=""), "d1.c1.i1", "nobody keeps", "personne ne tient à jour"),
    (
        with_organisation(promises=replace_first(ORGANISATION.promises, keeper="yann")),
        "e1",
        "the indicator of “Refund”",
        "«\u00a0Remboursement\u00a0»",
    ),
)
VALID = (
    FACTS,
    with_indicator(keeper="Théo  masson".replace("  ", " ")),  # a name that one person bears
    with_indicator(keeper="", build_before=date(2027, 1, 31)),
)
