"""A reading (*relevé*): what was noted of one indicator, for one occurrence or period. Append only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from svcgraph.domain.attainment import Period
from svcgraph.errors import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One line of `processes/readings/*.csv` (`docs/workspace.md`). Moments are aware.

    ``span`` is what the reading is for: the nominal date of an occurrence, or its period; None for a single case
    of a lead time, which names itself by ``requested_at``. Exactly one of ``value``, ``answer``, ``k`` with ``n``,
    ``delivered_at`` or ``not_delivered`` is given, or none when the reading only excuses.
    """

    indicator: str
    span: Period | None = None
    value: Fraction | None = None
    answer: bool | None = None
    k: int | None = None
    n: int | None = None
    delivered_at: datetime | None = None
    not_delivered: bool = False
    requested_at: datetime | None = None
    recorded_at: datetime | None = None
    unit: str = ""  # of ``value``, as written
    by: str = ""
    source: str = ""
    id: str = ""
    replaces: str = ""
    excused_reason: str = ""
    excused_by: str = ""
    place: Place

    @property
    def excused(self) -> bool:
        """Only the other party accepts an excuse, with a reason: both must be named."""
        return bool(self.excused_reason and self.excused_by)

    @property
    def says_something(self) -> bool:
        return self.not_delivered or any(
            given is not None for given in (self.value, self.answer, self.n, self.delivered_at)
        )
