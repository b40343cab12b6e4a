"""Numbers on paper ⇄ clause ids."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.clause_numbers import number
from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.records import split_id


def new_id(prefix: str, printed: str, taken: Iterable[str]) -> str:
    """The id for a new clause: the number printed beside it, unless another clause has it, else the next one."""
    held = set(taken)
    wanted = f"{prefix}{printed.rsplit('.', maxsplit=1)[-1]}"
    if printed.rsplit(".", maxsplit=1)[-1].isdecimal() and len(printed) < 9 and wanted not in held:
        return wanted
    return f"{prefix}{1 + max((split_id(one)[1] for one in held if split_id(one)[0] == prefix), default=0)}"


def clause_of(printed: str, contract: Contract) -> str:
    """The criterion that a number names (``1.2`` is d1.c2); what names none stays as it was written."""
    criteria = (one.id for item in (*contract.deliverables, *contract.expectations) for one in item.criteria)
    return next((clause for clause in criteria if number(clause) == printed), printed)


def expectation_of(printed: str, contract: Contract) -> str:
    """The expectation that a number names; what names none stays as it was written."""
    return next(
        (item.id for item in contract.expectations if number(item.id) == printed.split(".", maxsplit=1)[0]), printed
    )


def deliverable_of(printed: str, contract: Contract) -> str:
    """The deliverable that a number names, "" for none."""
    return next((item.id for item in contract.deliverables if number(item.id) == printed), "")
