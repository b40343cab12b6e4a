from dataclasses import replace
from datetime import date

from check_values import FACTS, text, with_contract

from svcgraph.domain.contract import Action

ACTION = Action(
    id="p2", action=text("Automatiser", "Automate"), owner="ines", due=date(2026, 10, 30), status="under way", line=55
)


def acting(**changes):
    return with_contract(actions=(replace(ACTION, **changes),))


INVALID = (
    (acting(owner=""), "p2", "nobody is to do “Automate”", "n’a pas de responsable"),
    (acting(owner="yann"), "p2", "Yann Kerbrat, who is to do", "ne fait plus partie"),
    (acting(owner="Jean Inconnu"), "p2", "not among the people", "ne figure pas parmi"),
)
VALID = (FACTS, acting(), acting(owner="", status="dropped"))
