from dataclasses import replace
from datetime import date, datetime

from check_values import FACTS, with_contract

from svcgraph.domain.contract import Review

POSTPONED = Review(held=(date(2026, 7, 21),), postponed=(date(2026, 10, 20),), next=datetime(2026, 11, 24, 10))
INVALID = (
    (
        with_contract(review=POSTPONED),
        "review",
        "the review of 20 October 2026 was postponed to 24 November 2026",
        "la réunion de suivi du 20 octobre 2026 est reportée au 24 novembre 2026",
    ),
)
VALID = (
    FACTS,
    with_contract(review=replace(POSTPONED, held=(date(2026, 10, 27),))),
    with_contract(review=replace(POSTPONED, next=None)),
    replace(with_contract(review=POSTPONED), as_of=date(2026, 10, 12)),
)
