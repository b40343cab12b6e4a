from dataclasses import replace
from datetime import date, datetime

from check_values import with_contract

from svcgraph.domain.contract import Review, Status

INVALID = (
    (with_contract(review=Review()), "review", "CS-01: no review is planned", "aucune réunion de suivi n’est prévue"),
    (
        with_contract(review=Review(held=(date(2026, 10, 12),), next=datetime(2026, 10, 12, 11))),
        "review",
        "Agree on the date of the next one",
        "Convenir",
    ),
)
VALID = (
    with_contract(),
    with_contract(review=Review(missed=(date(2026, 11, 2),))),  # overdue, and told as that
    with_contract(review=Review(), status=Status.DRAFT),
    replace(with_contract(review=Review(held=(date(2026, 12, 1),))), as_of=date(2026, 11, 16)),
)
