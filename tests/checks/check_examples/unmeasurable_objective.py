from check_values import FACTS, text, with_criterion

from svcgraph.domain.contract import Objective


def aiming(french, english=""):
    return with_criterion(objective=Objective(text=text(french, english)))


INVALID = (
    (
        aiming("dès que possible", "as soon as possible"),
        "d1.c1",
        "the objective “as soon as possible” cannot be measured",
        "l’objectif «\u00a0dès que possible\u00a0» n’est pas mesurable",
    ),
    (
        aiming("au moins 95 %", "nearly always"),
        "d1.c1",
        "cannot be measured: reading stopped at “nearly” (character 1), where",
        "l’objectif «\u00a0nearly always\u00a0» n’est pas mesurable",
    ),
    (
        aiming("95 % sous 2 jours ouvrés", "95 % within 3 working days"),
        "d1.c1",
        "says “95 % sous 2 jours ouvrés” in French and “95 % within 3 working days” in English",
        "dit «\u00a095 % sous 2 jours ouvrés\u00a0» en français et «\u00a095 % within 3 working days\u00a0» en anglais",
    ),
)
VALID = (FACTS, aiming("95 % sous 2 jours ouvrés"), aiming("at least 95 %"), with_criterion(objective=None))
