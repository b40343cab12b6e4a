"""Which occurrence a reading means: by its nominal date, or by the measured period around it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective.occurrence import Occurrence


class Index:
    """Finds the occurrence that a reading names, without looking through all of them."""

    def __init__(self, due: tuple[Occurrence, ...]) -> None:
        self._due = due
        self._nominal = [one.nominal for one in due]
        self._spans = bool(due) and due[0].span is not None

    def find(self, span: Period) -> int | None:
        """The occurrence of that nominal date; of a period, the only one whose nominal date lies in it."""
        if self._spans:
            at = self.around(span.first)
            whole = self._due[at].span if at is not None else None
            return at if whole and whole.first <= span.first and span.last <= whole.last else None
        first = bisect_left(self._nominal, span.first)
        after = first
        while after < len(self._nominal) and self._nominal[after] <= span.last and after < first + 2:
            after += 1
        return first if after - first == 1 else None

    def around(self, day: date) -> int | None:
        """The measured period in which ``day`` lies."""
        at = bisect_left(self._nominal, day)
        for candidate in (at, at - 1):
            if 0 <= candidate < len(self._due):
                span = self._due[candidate].span
                if span is not None and span.first <= day <= span.last:
                    return candidate
        return None


def nearest(days: list[date], wanted: date) -> date | None:
    """Of sorted ``days`` the one nearest to ``wanted``."""
    at = bisect_left(days, wanted)
    return min(days[max(at - 1, 0) : at + 1], key=lambda day: abs((day - wanted).days), default=None)
