"""What a collected log means: which attribute is the service, which events count, and what a person is told."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from svcgraph.domain.event_log import MISSING, EventLog
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.log import ALL, Asked, Candidate, LogReading
from svcgraph.intake.log.collect import TOLD, Collector, Encoder
from svcgraph.intake.log.moments import DMY, MDY
from svcgraph.intake.log.names import SERVICE, is_personal, rank

COMPLETE, START = "complete", "start"
SERVICES = 5_000  # different values of one log: more are no services
UNLIKELY = 200  # services of one log, from which a person should look again
SHOWN = 12  # candidates and values that a sentence lists


def settle(found: Collector, format_name: str, columns: Sequence[tuple[str, str]]) -> LogReading:
    """The log, its service attribute chosen, each event counted once. Raises Unreadable where there is none."""
    if not found.times:
        said = mark("The log holds no event that has a case and an activity.")
        found.faults.add("no-events", Place(file=found.file), said)
        raise Unreadable(*found.faults.faults)
    candidates = _candidates(found)
    taken = choose(candidates, found.asked, found.file, found.faults)
    keep = _counted_once(found)
    log = EventLog(
        file=found.file,
        format=format_name,
        cases=found.cases.values(keep),
        activities=found.activities.values(keep),
        services=found.services[taken].values(keep),
        times=found.times if keep is None else array("q", [found.times[place] for place in keep]),
        lines=found.lines if keep is None else array("i", [found.lines[place] for place in keep]),
    )
    _tell_services(log, found.services[taken], found.faults)
    _tell_times(found)
    _tell_more(found)
    marked = tuple(replace(one, taken=place == taken) for place, one in enumerate(candidates))
    return LogReading(
        log=log,
        attribute=candidates[taken].name,
        candidates=marked,
        columns=tuple(columns),
        faults=tuple(found.faults.faults),
    )


def _candidates(found: Collector) -> list[Candidate]:
    return [
        Candidate(name=name, distinct=len(encoder.names), events=encoder.present, usual=rank(SERVICE, name) >= 0)
        for name, encoder in zip(found.service_names, found.services, strict=True)
    ]


def choose(candidates: Sequence[Candidate], asked: Asked, file: str, faults: FaultList) -> int:
    """Which candidate is the service: the one asked for, else the first usual name with two values or more.

    Raises Unreadable, with the list, where none is.
    """
    usual = [place for place, one in enumerate(candidates) if one.usual and 1 < one.distinct <= SERVICES]
    alone = [place for place, one in enumerate(candidates) if one.usual and one.distinct == 1]
    asked_for = [place for place, one in enumerate(candidates) if one.name == asked.service and one.distinct]
    best = asked_for if asked.service else sorted(usual or alone, key=lambda p: rank(SERVICE, candidates[p].name))
    if not best:
        said = mark("No attribute tells the service; name one with --service-attribute. There are: {names}.")
        if asked.service:
            said = mark("No event has a value in “{name}”; take another with --service-attribute. There are: {names}.")
        faults.add("no-service", Place(file=file), said, name=asked.service, names=listed(candidates))
        raise Unreadable(*faults.faults)
    taken = candidates[best[0]]
    if taken.distinct > SERVICES:
        said = mark("“{name}” has {number} different values: these are no services.")
        faults.add("no-service", Place(file=file), said, name=taken.name, number=taken.distinct)
        raise Unreadable(*faults.faults)
    return best[0]


def listed(candidates: Sequence[Candidate]) -> str:
    """``org:group (8), org:role (3)``: the names with how many different values each has."""
    shown = [f"{one.name} ({one.distinct})" for one in candidates if one.distinct][:SHOWN]
    return ", ".join(shown) or "–"


def lifecycle_to_count(counts: Counter[str], asked: str) -> str:
    """The lifecycle value that counts, in lower case: the one asked for, else *complete*, else *start*, else `ALL`."""
    if asked:
        return asked.casefold()
    return next((value for value in (COMPLETE, START) if counts[value]), ALL)


def tell_lifecycle(counts: Counter[str], counted: str, missing: int, file: str, faults: FaultList) -> None:
    """Which events count, and how many are left out; raises Unreadable when none is left."""
    kept = counts[counted] + missing
    if not kept:
        said = mark("No event has the lifecycle “{value}”; there are: {values}.")
        values = ", ".join(f"{value} ({number})" for value, number in counts.most_common(SHOWN))
        faults.add("no-events", Place(file=file), said, value=counted, values=values)
        raise Unreadable(*faults.faults)
    left = sum(counts.values()) - counts[counted]
    if left:
        said = mark("Only events with the lifecycle “{value}” count; {number} others are left out ({values}).")
        others = [(value, number) for value, number in counts.most_common() if value != counted]
        values = ", ".join(f"{value} {number}" for value, number in others[:SHOWN])
        faults.add(
            "lifecycle", Place(file=file), said, severity=Severity.NOTE, value=counted, number=left, values=values
        )


def _counted_once(found: Collector) -> list[int] | None:
    """The places of the events that count; None for all."""
    names = [name.casefold() for name in found.lifecycles.names]
    raw = Counter(found.lifecycles.codes)
    counts: Counter[str] = Counter()
    for code, number in raw.items():
        if code != MISSING:
            counts[names[code]] += number
    counted = lifecycle_to_count(counts, found.asked.lifecycle)
    if counted == ALL:
        return None
    tell_lifecycle(counts, counted, raw[MISSING], found.file, found.faults)
    wanted = {code for code, name in enumerate(names) if name == counted} | {MISSING}
    if wanted.issuperset(raw):
        return None
    return [place for place, code in enumerate(found.lifecycles.codes) if code in wanted]


def _tell_services(log: EventLog, encoder: Encoder, faults: FaultList) -> None:
    tell_services(
        len(log.services.names), log.services.codes.count(MISSING), sorted(encoder.ways), log.file, faults
    )  # fmt: skip


def tell_services(distinct: int, missing: int, ways: Sequence[str], file: str, faults: FaultList) -> None:
    """How many events name no service, and whether there are too many services to be true."""
    if missing:
        said = mark("Events that name no service: {number}{ways}. What passes to or from them is not counted.")
        shown = f" ({', '.join(ways[:SHOWN])})" if ways else ""
        faults.add("no-service-named", Place(file=file), said, severity=Severity.WARNING, number=missing, ways=shown)
    if distinct > UNLIKELY:
        said = mark("{number} different services: is this really the attribute? Name another with --service-attribute.")
        faults.add("many-services", Place(file=file), said, severity=Severity.WARNING, number=distinct)


def _tell_times(found: Collector) -> None:
    tell_zones(found.clock.naive, len(found.clock.offsets), found.asked.timezone, found.file, found.faults)
    clock, place = found.clock, Place(file=found.file)
    if clock.slashed:
        said = mark("{number} dates may be day/month or month/day; day/month was taken. Say which with --dates.")
        found.faults.add("slashed-dates", place, said, severity=Severity.WARNING, number=clock.slashed)
    if clock.swapped:
        said = mark("{number} dates make sense only the other way round: try --dates {other}.")
        other = DMY if clock.dates == MDY else MDY
        found.faults.add("swapped-dates", place, said, severity=Severity.WARNING, number=clock.swapped, other=other)


def tell_zones(naive: int, offsets: int, timezone: str, file: str, faults: FaultList) -> None:
    """Which time zone was taken where the log tells none, and that several are mixed."""
    place = Place(file=file)
    if naive:
        said = mark("Moments without a time zone: {number}, taken to be in {zone}.")
        faults.add("naive-moments", place, said, severity=Severity.NOTE, number=naive, zone=timezone)
    if offsets > 1 or (naive and offsets):
        said = mark("Moments with different offsets from UTC ({number}) are compared in UTC.")
        faults.add("mixed-offsets", place, said, severity=Severity.NOTE, number=offsets + bool(naive))


def _tell_more(found: Collector) -> None:
    for code, number in _more(found):
        said = mark("… and {number} more events like these.")
        found.faults.add(code, Place(file=found.file), said, severity=Severity.WARNING, number=number - TOLD)


def _more(found: Collector) -> Iterator[tuple[str, int]]:
    told = (("bad-moment", found.bad_times), ("no-case", found.no_case), ("no-activity", found.no_activity))
    return ((code, number) for code, number in told if number > TOLD)


def refuse_person(name: str, asked: Asked, file: str) -> None:
    """Raises Unreadable when the service asked for is a column that names people, unless people are wanted."""
    if is_personal(name) and not asked.people:
        said = mark("“{name}” names people: handovers between persons are shown only with --with-people.")
        faults = FaultList()
        faults.add("personal", Place(file=file), said, name=name)
        raise Unreadable(*faults.faults)
