"""Handovers as one relational expression (Ibis), the same for every engine; the figures of `logs.handovers`.

Moments are integers (microseconds of UTC), so that no engine's own idea of a time zone comes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from svcgraph.domain.event_log import NO_TIME
from svcgraph.domain.handover import Handover, Handovers, Step, Waiting
from svcgraph.logs.handovers import EVIDENCE, HALF, MOST, in_order, rounded, steps_in_order

if TYPE_CHECKING:
    import ibis.expr.types as ir

PAIR = ("supplier", "client")
ACTIVITIES = ("source", "target")


def moves(events: ir.Table, *, holes: bool) -> ir.Table:
    """Every two events of a case that follow each other directly.

    ``events``: case, activity, service (or null), time (or null), place (its number in the file). ``holes``: some
    events have no time; these stay behind the one before them.
    """
    import ibis

    key = "time"
    if holes:
        so_far = ibis.window(group_by="case", order_by="place", preceding=(None, 0))
        timed = events.mutate(number=events.time.count().over(so_far))  # of the times so far: one of each number
        events, key = timed.mutate(key=timed.time.max().over(group_by=["case", "number"]).coalesce(NO_TIME)), "key"
    along = ibis.window(group_by="case", order_by=[key, "place"])
    paired = events.select(
        "case",
        supplier=events.service.lag().over(along),
        client=events.service,
        source=events.activity.lag().over(along),
        target=events.activity,
        wait=events.time - events.time.lag().over(along),
    )
    return paired.filter(paired.source.notnull())


def counted(found: ir.Table, *keys: str) -> ir.Table:
    """How often, in how many cases, and the waiting times, per different value of ``keys``."""
    known = found.filter(found.supplier.notnull(), found.client.notnull())
    return known.group_by(*keys).aggregate(
        count=known.count(),
        cases=known.case.nunique(),
        median=known.wait.quantile(HALF),
        p95=known.wait.quantile(MOST),
    )


def evidence(found: ir.Table) -> ir.Table:
    """Of each handover between two services the first few cases, by their ids."""
    import ibis

    known = found.filter(found.supplier.notnull(), found.client.notnull())
    each = known.select(*PAIR, "case").distinct()
    numbered = each.mutate(number=ibis.row_number().over(group_by=PAIR, order_by="case"))
    return numbered.filter(numbered.number < EVIDENCE).drop("number")


def figures(totals: tuple[int, int, int], pairs: Rows, steps: Rows, cases: Rows) -> Handovers:
    """What the engine counted, as the domain has it. ``totals``: events, cases, unknown steps."""
    by_pair: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for row in steps:
        by_pair[row["supplier"], row["client"]].append(
            Step(source=row["source"], target=row["target"], waiting=_waiting(row))
        )
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in cases:
        named[row["supplier"], row["client"]].append(row["case"])
    handovers = [_handover(row, by_pair, named) for row in pairs]
    return Handovers(
        between=in_order(one for one in handovers if not one.within),
        within=in_order(one for one in handovers if one.within),
        events=totals[0],
        cases=totals[1],
        unknown=totals[2],
    )


Rows = Iterable[dict[str, Any]]


def _handover(
    row: dict[str, Any], steps: dict[tuple[str, str], list[Step]], cases: dict[tuple[str, str], list[str]]
) -> Handover:
    ends = (row["supplier"], row["client"])
    return Handover(
        supplier=ends[0],
        client=ends[1],
        waiting=_waiting(row),
        steps=steps_in_order(steps[ends]),
        evidence=tuple(sorted(cases[ends])),
    )


def _waiting(row: dict[str, Any]) -> Waiting:
    median, p95 = row["median"], row["p95"]
    return Waiting(
        count=int(row["count"]),
        cases=int(row["cases"]),
        median=rounded(None if median is None else float(median)),
        p95=rounded(None if p95 is None else float(p95)),
    )


def renamed(column: ir.Value, names: Mapping[str, str | None]) -> ir.Value:
    """The column with the values that are called otherwise replaced."""
    import ibis

    changed = [(value, name) for value, name in names.items() if value != name]
    if not changed:
        return column
    return ibis.cases(*((column == value, ibis.literal(name, type="string")) for value, name in changed), else_=column)
