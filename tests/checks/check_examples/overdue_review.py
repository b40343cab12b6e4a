from dataclasses import replace
from datetime import date, datetime

from check_values import FACTS, with_contract

from svcgraph.domain.contract import Review, Status

HELD = (date(2026, 4, 9), date(2026, 7, 8))
INVALID = (
    (
        with_contract(review=Review(held=HELD, missed=(date(2026, 10, 7),))),
        "review",
        "the review of 7 October 2026 was not held",
        "la réunion de suivi du 7 octobre 2026 n’a pas été tenue",
    ),
    (
        with_contract(review=Review(held=HELD, next=datetime(2026, 11, 16, 9))),
        "review",
        "was due on 16 November 2026",
        "était prévue le 16 novembre 2026",
    ),
)
VALID = (
    FACTS,
    with_contract(  # made up for since
        review=Review(missed=(date(2026, 10, 7),), held=(date(2026, 10, 14),), next=datetime(2026, 12, 1, 9))
    ),
    with_contract(review=Review(held=HELD)),  # not planned, and told as that
    with_contract(review=Review(), status=Status.SUSPENDED),
    replace(with_contract(review=Review(held=HELD, missed=(date(2026, 10, 7),))), as_of=date(2026, 6, 15)),
)
