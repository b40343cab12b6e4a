"""What an occurrence or period is called in files: 2026-08-10, 2026-08, 2026-Q3, 2026; `parse_period` reads them."""

from __future__ import annotations

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective import Every
from svcgraph.domain.objective.period import around


def period_name(period: Period) -> str:
    """The shortest name of ``period``; one that has none is first..last."""
    first = period.first
    names = {
        Every.DAY: first.isoformat(),
        Every.MONTH: f"{first:%Y-%m}",
        Every.QUARTER: f"{first:%Y}-Q{(first.month + 2) // 3}",
        Every.YEAR: f"{first:%Y}",
    }
    for every, name in names.items():
        if around(first, every) == period:
            return name
    return f"{first.isoformat()}..{period.last.isoformat()}"
