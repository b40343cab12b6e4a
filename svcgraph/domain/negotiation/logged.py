"""One line of a contract's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svcgraph.domain.contract import Contract
from svcgraph.domain.negotiation.effects import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A change, the contract before it (None: at first) and after.

    ``number`` is that of the copy of the file before it, by which ``contracts diff`` and ``show`` know that state;
    0 and no day for what the contract was at first.
    """

    contract: Contract
    before: Contract | None = None
    number: int = 0
    day: date | None = None
    changes: tuple[Weighed, ...] = ()
