"""Lines of a result judged all at once, as `svcgraph.engine.python.Matching` judges them one by one, and added up.

Deadlines and shares of cases are judged as columns, by whole numbers alone; yes or no and measures, of which a period
has one, by Python's own functions. Running totals answer for any window of days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from svcgraph.domain.attainment import Counts, Period
from svcgraph.domain.objective.calendar import seconds
from svcgraph.engine.due import Moment
from svcgraph.engine.outcome import NONE as NOTHING
from svcgraph.engine.outcome import Outcome
from svcgraph.engine.tables.lines import Flags, Lines, Whole
from svcgraph.engine.tables.schedules import Nature, Schedule

LARGEST = 2**62  # products of whole numbers up to there are exact
FIELDS = ("excused", "known", "met", "k", "n", "not_delivered", "late", "beyond", "settled", "provisional")


class Axis:
    """Everything due by one schedule, by number: when, and until when it is open."""

    def __init__(self, schedule: Schedule, now: Moment) -> None:
        due = [one for run in schedule.runs for one in run.due]
        keys = [(one.day, one.nominal) for one in due]
        self.is_ordered = keys == sorted(keys)
        self.nominal = [one.nominal for one in due]
        self.limit: Whole = np.array([seconds(one.due) for one in due], np.int64)
        self.strict: Flags = np.array([one.strict for one in due], np.bool_)
        self.spanned: Flags = np.array([one.span is not None for one in due], np.bool_)
        self.open: Flags = self.limit >= now.end
        self._days = [one.day for one in due]
        self._opened = [0, *np.cumsum(self.open).tolist()]
        self._known: dict[tuple[Period, ...], tuple[list[tuple[int, int]], Whole]] = {}

    def windows(self, windows: tuple[Period, ...]) -> tuple[list[tuple[int, int]], Whole]:
        """How much is due in each, and how much of it is open; and between which numbers it lies, as one array."""
        if windows not in self._known:
            edges = [(bisect_left(self._days, one.first), bisect_right(self._days, one.last)) for one in windows]
            due = [(end - begin, self._opened[end] - self._opened[begin]) for begin, end in edges]
            self._known[windows] = due, np.array(edges, np.int64).reshape(-1, 2)
        return self._known[windows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How the lines of one clause are judged; ``target`` is None where its terms ask for several shares."""

    nature: Nature
    cases: bool
    schedule: int
    target: Fraction | None


class Sums:
    """Running totals over all lines. ``one_by_one`` makes an outcome of a clause's number and a cell."""

    def __init__(
        self, lines: Lines, asked: list[Judged | None], axes: dict[int, Axis], one_by_one: Callable[..., Outcome]
    ) -> None:
        self.lines, self.asked, self.axes = lines, asked, axes
        self._one_by_one = one_by_one
        self._settle()

    def _settle(self) -> None:
        lines = self.lines
        limit, strict, opened, spanned = self._of_axes()
        cases = self._of_clauses(lambda one: one.cases)
        said = lines.number("said") > 0
        known, met, k, n = self._shares(said & cases)
        deadline = said & self._of_clauses(lambda one: one.nature is Nature.DEADLINE)
        delivered = lines.number("delivered")
        timed = deadline & (lines.number("deliveries") > 0)
        late = timed & np.where(strict, delivered >= limit, delivered > limit)
        absent = deadline & (lines.number("undelivered") > 0)
        known |= deadline
        met |= deadline & np.where(timed, ~late, ~absent & (lines.number("yes") > 0))
        beyond = np.zeros(len(said), np.bool_)
        for at, cell in lines.chosen(said & ~cases & ~deadline & self._of_clauses(lambda _: True)):
            one = self._one_by_one(int(lines.clause[at]), cell)
            known[at], met[at], beyond[at] = one.known, one.met, one.beyond_alert
        excused = lines.number("excused") > 0
        counted = known & ~excused
        self._settled = known | excused
        late &= counted
        self._late: Whole = (delivered - limit)[late]
        self._totals = _running(
            {
                "excused": excused,
                "known": counted,
                "met": met & counted,
                "k": np.where(counted, k, 0),
                "n": np.where(counted, n, 0),
                "not_delivered": absent & counted,
                "late": late,
                "beyond": beyond & counted,
                "settled": self._settled & opened,
                "provisional": counted & opened & spanned & (cases | met),
            }
        )

    def _of_clauses(self, test: Callable[[Judged], bool]) -> Flags:
        """By line, what is true of its clause."""
        flags = np.array([one is not None and test(one) for one in self.asked], np.bool_)
        found: Flags = flags[self.lines.clause]
        return found

    def _of_axes(self) -> tuple[Whole, Flags, Flags, Flags]:
        """By line, what is due."""
        starts: dict[int, int] = {}
        length = 0
        for number, axis in self.axes.items():
            starts[number] = length
            length += len(axis.limit)
        first = np.array([starts[one.schedule] if one else 0 for one in self.asked], np.int64)
        at = first[self.lines.clause] + self.lines.occurrence
        names = ("limit", "strict", "open", "spanned")
        columns = (np.concatenate([getattr(one, name) for one in self.axes.values()]) for name in names)
        limit, strict, opened, spanned = (column[at] for column in columns)
        return limit, strict, opened, spanned

    def _shares(self, flags: Flags) -> tuple[Flags, Flags, Whole, Whole]:
        """Known, met, k, n of the lines that count cases."""
        lines = self.lines
        k = np.where(flags, lines.number("k") + lines.number("case_k"), 0)
        n = np.where(flags, lines.number("n") + lines.number("case_n"), 0)
        goals = [one.target if one and one.target is not None else Fraction(1) for one in self.asked]
        above = np.array([one.numerator for one in goals], np.object_)[lines.clause]
        below = np.array([one.denominator for one in goals], np.object_)[lines.clause]
        if len(n) and max(max(below) * int(n.max()), max(above) * int(n.max())) < LARGEST:
            above, below = above.astype(np.int64), below.astype(np.int64)
        noted = flags & (lines.number("shares") > 0)
        known = flags & ((n > 0) | noted)
        met = np.where(n > 0, (k * below >= above * n).astype(np.bool_), noted) & flags
        return known, met, k, n

    def made(self, clause: int, outcomes: Callable[[], tuple[Outcome, ...]]) -> Columned | None:
        """One clause's, unless its outcomes must be looked at one by one."""
        asked = self.asked[clause]
        if asked is None or asked.target is None or not self.axes[asked.schedule].is_ordered:
            return None
        return Columned(self, clause, asked, outcomes)

    def over(self, clause: int, edges: Whole) -> tuple[list[list[int]], list[tuple[int, int]]]:
        """The sums of a clause between the occurrences of each row of ``edges``, and where late ones stand."""
        start, end = self.lines.starts[clause], self.lines.starts[clause + 1]
        at = np.searchsorted(self.lines.occurrence[start:end], edges) + start
        first, last = self._totals[at[:, 0]], self._totals[at[:, 1]]
        late = FIELDS.index("late")
        return (last - first).tolist(), list(zip(first[:, late].tolist(), last[:, late].tolist(), strict=True))

    def late(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(self._late[first:last].tolist())

    def settled(self, clause: int) -> frozenset[int]:
        """The occurrences of a clause that are known or excused."""
        inside = slice(self.lines.starts[clause], self.lines.starts[clause + 1])
        return frozenset(self.lines.occurrence[inside][self._settled[inside]].tolist())


class Columned:
    """One clause of many (`svcgraph.engine.made.Made`); its outcomes are made when somebody looks at them."""

    def __init__(self, sums: Sums, clause: int, asked: Judged, outcomes: Callable[[], tuple[Outcome, ...]]) -> None:
        self._sums, self._clause, self._asked, self._make = sums, clause, asked, outcomes
        self._axis = sums.axes[asked.schedule]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self._make()

    def counts(self, windows: tuple[Period, ...]) -> tuple[Counts, ...]:
        due, edges = self._axis.windows(windows)
        sums, late = self._sums.over(self._clause, edges)
        return tuple(self._counts(*one) for one in zip(due, sums, late, strict=True))

    def _counts(self, planned: tuple[int, int], sums: list[int], at: tuple[int, int]) -> Counts:
        excused, known, met, k, n, not_delivered, late, beyond, settled, provisional = sums
        due = planned[0] - excused
        unknown = due - known
        return Counts(
            due=due,
            known=known,
            met=met,
            excused=excused,
            k=k,
            n=n,
            not_delivered=not_delivered,
            lateness=self._sums.late(*at) if late else (),
            beyond_alert=beyond,
            estimated=Fraction(n, known) * unknown if known and unknown and self._asked.cases else NOTHING,
            open=planned[1] - settled,
            provisional=provisional,
        )

    def target(self, window: Period, default: Fraction) -> Fraction:
        stated = self._asked.target
        return stated if stated is not None and self.counts((window,))[0].due else default

    def missing(self, window: Period) -> tuple[date, ...]:
        (counts,) = self.counts((window,))
        if counts.due == counts.known + counts.open:
            return ()
        begin, end = self._axis.windows((window,))[1][0].tolist()
        settled, axis = self._sums.settled(self._clause), self._axis
        return tuple(axis.nominal[at] for at in range(begin, end) if at not in settled and not axis.open[at])


def _running(columns: dict[str, Whole | Flags]) -> Whole:
    """Running totals, from nothing on: a row a line, a column each of `FIELDS`."""
    table = np.stack([columns[name].astype(np.int64) for name in FIELDS], axis=1)
    totals: Whole = np.concatenate([np.zeros((1, len(FIELDS)), np.int64), np.cumsum(table, axis=0)])
    return totals
