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
    (
        acting(),
        "p2",
        "“Automate” was due on 30 October 2026 and is not done. Inès Caron",
        "l’action «\u00a0Automatiser\u00a0» était due le 30 octobre 2026",
    ),
    (acting(owner=""), "p2", "Do it, drop it", "La faire, l’abandonner"),
    (acting(status="done", done_on=date(2026, 11, 20)), "p2", "is not done", "n’est pas faite"),
)
VALID = (
    FACTS,
    acting(status="done", done_on=date(2026, 11, 2)),
    acting(status="dropped"),
    acting(due=date(2026, 11, 16)),
    acting(due=None),
)
