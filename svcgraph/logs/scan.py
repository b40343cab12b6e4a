"""A large Parquet log looked at by an engine before it counts: which service, which events, which time zone.

The same decisions and sentences as `intake.log.settle` takes for a log in memory, from counts instead of events.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.log import ALL, Asked, Candidate
from svcgraph.intake.log.collect import known, plain
from svcgraph.intake.log.names import SERVICE, rank
from svcgraph.intake.log.parquet import Opened
from svcgraph.intake.log.settle import choose, lifecycle_to_count, tell_lifecycle, tell_services, tell_zones
from svcgraph.logs.relations import renamed
from svcgraph.logs.zones import offsets

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from svcgraph.logs.engines import Engine

ACTIVITIES = 100_000  # different ones of a log


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What was decided. ``service``: the column; ``services``: its values and what they are called, None for none.

    ``events`` has case, activity, service, time and place, all events that count.
    """

    events: ir.Table
    holes: bool
    names: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    attribute: str


def scan(engine: Engine, log: Opened, asked: Asked, faults: FaultList) -> Scanned:
    """Looks at the log; what is found goes to ``faults``. Raises Unreadable when nothing is left to count."""
    file = log.file
    raw = _complete(engine, engine.raw, file, faults)
    candidates = _candidates(engine, raw, log)
    taken = choose(candidates, asked, file, faults)
    raw = _counted_once(engine, raw, asked, file, faults)
    seen = _seen(engine, raw)
    values = _values(engine, raw, f"service{taken}")
    called = {value: known(value) for value in values if value is not None}
    names = tuple(sorted({name for name in called.values() if name is not None}))
    missing = sum(number for value, number in values.items() if value is None or called[value] is None)
    ways = sorted({value.strip() for value, name in called.items() if name is None and value.strip()})
    tell_services(len(names), missing, ways, file, faults)
    if log.is_naive:
        tell_zones(seen["timed"], 0, asked.timezone, file, faults)
    if seen["number"] != seen["timed"]:
        said = mark("{number} events have no moment: they keep their place in the file, waiting times leave them out.")
        without = seen["number"] - seen["timed"]
        faults.add("bad-moment", Place(file=file), said, severity=Severity.WARNING, number=without)
    events = raw.select(
        "case",
        "place",
        activity=renamed(raw.activity, {value: plain(value) for value in _values(engine, raw, "activity") if value}),
        service=renamed(raw[f"service{taken}"], called),
        time=_utc(raw.time, log, asked, seen),
    )
    return Scanned(
        events=events,
        holes=seen["number"] != seen["timed"],
        names=names,
        candidates=tuple(replace(one, taken=place == taken) for place, one in enumerate(candidates)),
        attribute=candidates[taken].name,
    )


def _complete(engine: Engine, raw: ir.Table, file: str, faults: FaultList) -> ir.Table:
    """Events with a case and an activity."""
    good = raw.case.notnull() & (raw.case != "") & raw.activity.notnull() & (raw.activity.strip() != "")
    left = engine.number(raw.filter(~good.fill_null(False)).count())
    if left:
        said = mark("{number} events name no case or no activity: they are left out.")
        faults.add("no-case", Place(file=file), said, severity=Severity.WARNING, number=left)
        return raw.filter(good)
    return raw


def _candidates(engine: Engine, raw: ir.Table, log: Opened) -> list[Candidate]:
    """The columns that may mean *service*, counted as `intake.log.settle` counts them."""
    found = []
    for number, place in enumerate(log.columns.services):
        name = log.columns.names[place]
        values = [(known(value or ""), events) for value, events in _values(engine, raw, f"service{number}").items()]
        named = [(value, events) for value, events in values if value]
        distinct, events = len({value for value, _ in named}), sum(number for _, number in named)
        found.append(Candidate(name=name, distinct=distinct, events=events, usual=rank(SERVICE, name) >= 0))
    return found


def _seen(engine: Engine, raw: ir.Table) -> dict[str, Any]:
    """How many events there are, how many have a time, the first and the last time."""
    time = raw.time
    return engine.rows(raw.aggregate(number=raw.count(), timed=time.count(), first=time.min(), last=time.max()))[0]


def _values(engine: Engine, raw: ir.Table, column: str) -> Counter[str | None]:
    """The different values of a column, and how many events have each."""
    counted = raw.group_by(column).aggregate(number=raw.count()).limit(ACTIVITIES)
    return Counter({row[column]: int(row["number"]) for row in engine.rows(counted)})


def _counted_once(engine: Engine, raw: ir.Table, asked: Asked, file: str, faults: FaultList) -> ir.Table:
    if "lifecycle" not in raw.columns:
        return raw
    values = _values(engine, raw, "lifecycle")
    counts: Counter[str] = Counter()
    for value, number in values.items():
        if name := known(value or ""):
            counts[name.casefold()] += number
    counted = lifecycle_to_count(counts, asked.lifecycle)
    if counted == ALL:
        return raw
    missing = sum(values.values()) - sum(counts.values())
    tell_lifecycle(counts, counted, missing, file, faults)
    if sum(counts.values()) == counts[counted]:
        return raw
    wanted = [value for value in values if value is not None and (known(value) or counted).casefold() == counted]
    return raw.filter(raw.lifecycle.isnull() | raw.lifecycle.isin(wanted))


def _utc(time: ir.Value, log: Opened, asked: Asked, seen: dict[str, Any]) -> ir.Value:
    """By the clock on the wall of the log's zone, as UTC."""
    if not log.is_naive or seen["first"] is None:
        return time
    import ibis

    *changes, last = offsets(asked.timezone, int(seen["first"]), int(seen["last"]))
    if not changes:
        return time - last.offset
    return time - ibis.cases(*((time < one.until, one.offset) for one in changes), else_=last.offset)
