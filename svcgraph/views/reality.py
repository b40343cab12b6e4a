"""What a log shows, as listings: by pair of services or of activities, and in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.handover import Handovers, Waiting
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.reality import Reality, Relation, Sight
from svcgraph.i18n import Words, mark
from svcgraph.logs.find import Found
from svcgraph.views.tables import Cell, Column, Kind, Table, Term
from svcgraph.views.wording import Wording

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SHOWN = 3  # cases in a terminal's table
SIGHTS = {
    Sight.SHADOW: mark("seen, never drawn"),
    Sight.NEVER_SEEN: mark("drawn, never seen"),
    Sight.CONFIRMED: mark("drawn and seen"),
    Sight.SEEN: mark("seen"),
    Sight.WITHIN: mark("inside one service"),
}


CODES = tuple(sight.value for sight in Sight)


class Told:
    """Names of services, from a workspace where there is one, and the language."""

    def __init__(self, graph: ServiceGraph, organisation: Organisation, words: Words) -> None:
        self.words = words
        self.service = Wording(graph, organisation, words).service

    def sight(self, sight: Sight) -> Term:
        return Term(self.words(SIGHTS[sight]), sight.value)


def services_seen(reality: Reality, found: Found, told: Told) -> Table:
    """One row a supplier and client; what stays inside a service comes last."""
    return Table(
        title=told.words("Handovers in {file}", file=found.file),
        columns=service_columns(told.words),
        rows=tuple(_service_row(one, told) for one in reality.relations),
        notes=tuple(notes(reality, found, told)),
    )


def activities_seen(reality: Reality, found: Found, told: Told) -> Table:
    """One row a pair of activities of two services, or of one."""
    return Table(
        title=told.words("Handovers in {file}", file=found.file),
        columns=activity_columns(told.words),
        rows=tuple(row for one in reality.relations for row in _activity_rows(one, told)),
        notes=tuple(notes(reality, found, told)),
    )


def service_columns(words: Words) -> tuple[Column, ...]:
    """Of `services_seen`."""
    return (
        *_ends(words),
        Column(key="sight", title=words(mark("On the maps")), codes=CODES),
        *_figures(words),
        Column(key="evidence", title=words(mark("Cases, for example")), kind=Kind.LIST),
        Column(key="drawn_in", title=words(mark("Drawn in")), kind=Kind.LIST, wide=True),
        *_ids(),
    )


def activity_columns(words: Words) -> tuple[Column, ...]:
    """Of `activities_seen`."""
    return (
        *_ends(words),
        Column(key="from", title=words(mark("From activity"))),
        Column(key="to", title=words(mark("To activity"))),
        Column(key="sight", title=words(mark("On the maps")), codes=CODES, wide=True),
        *_figures(words),
        *_ids(),
    )


def _ends(words: Words) -> tuple[Column, ...]:
    return Column(key="supplier", title=words(mark("Supplier"))), Column(key="client", title=words(mark("Client")))


def _figures(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="count", title=words(mark("Times")), kind=Kind.NUMBER),
        Column(key="cases", title=words(mark("Cases")), kind=Kind.NUMBER),
        Column(key="median", title=words(mark("Median wait"))),
        Column(key="p95", title=words(mark("95 % wait at most"))),
        Column(key="median_seconds", title=words(mark("Median wait (s)")), kind=Kind.NUMBER, wide=True),
        Column(key="p95_seconds", title=words(mark("95th percentile (s)")), kind=Kind.NUMBER, wide=True),
    )


def _ids() -> tuple[Column, ...]:
    return Column(key="supplier_id", title="", data=True), Column(key="client_id", title="", data=True)


def _service_row(one: Relation, told: Told) -> tuple[Cell, ...]:
    files = tuple(dict.fromkeys(handoff.file for handoff in one.drawn))
    return (
        told.service(one.supplier),
        told.service(one.client),
        told.sight(one.sight),
        *_cells(one.handover.waiting if one.handover else Waiting(count=0, cases=0), told.words),
        one.handover.evidence[:SHOWN] if one.handover else (),
        files,
        one.supplier,
        one.client,
    )


def _activity_rows(one: Relation, told: Told) -> Iterator[tuple[Cell, ...]]:
    for step in one.handover.steps if one.handover else ():
        yield (
            told.service(one.supplier),
            told.service(one.client),
            step.source,
            step.target,
            told.sight(one.sight),
            *_cells(step.waiting, told.words),
            one.supplier,
            one.client,
        )


def _cells(waiting: Waiting, words: Words) -> tuple[Cell, ...]:
    return (
        waiting.count,
        waiting.cases,
        lasting(waiting.median, words),
        lasting(waiting.p95, words),
        waiting.median,
        waiting.p95,
    )


def lasting(seconds: float | None, words: Words) -> str | None:
    """``2 d 4 h``, ``3 h 20 min``, ``45 s``: the two largest units; None of nothing."""
    if seconds is None:
        return None
    whole = round(seconds)
    if whole < MINUTE:
        return words("{n} s", n=whole)
    minutes = round(seconds / MINUTE)
    if minutes < HOUR // MINUTE:
        return words("{n} min", n=minutes)
    if minutes < DAY // MINUTE:
        return _two(words("{n} h", n=minutes // 60), words("{n} min", n=minutes % 60), minutes % 60)
    hours = round(seconds / HOUR)
    return _two(words("{n} d", n=hours // 24), words("{n} h", n=hours % 24), hours % 24)


def _two(large: str, small: str, number: int) -> str:
    return f"{large} {small}" if number else large


def notes(reality: Reality, found: Found, told: Told) -> Iterator[str]:
    """How much was looked at, how the maps and the log agree, who nobody knows."""
    words, handovers = told.words, found.handovers
    yield words(
        "{events} events in {cases} cases; the service is “{attribute}”. Wait: the time from one event to the next.",
        events=handovers.events,
        cases=handovers.cases,
        attribute=found.attribute,
    )
    if handovers.unknown:
        yield words.plural(
            "{n} step from or to an event without a service is not counted.",
            "{n} steps from or to events without a service are not counted.",
            handovers.unknown,
            n=handovers.unknown,
        )
    yield from _agreement(reality, handovers, words)
    if reality.strangers:
        said = mark("Neither the maps nor the organisation file know: {names}. Add these as services or aliases.")
        yield words(said, names=", ".join(reality.strangers))


def _agreement(reality: Reality, handovers: Handovers, words: Words) -> Iterator[str]:
    if any(one.sight is Sight.SEEN for one in reality.relations) or not handovers.between:
        return
    shadows = reality.of(Sight.SHADOW)
    yield words(
        "Pairs of services: {confirmed} drawn and seen, {unseen} drawn and never seen, {shadows} seen and never drawn.",
        confirmed=len(reality.of(Sight.CONFIRMED)),
        unseen=len(reality.of(Sight.NEVER_SEEN)),
        shadows=len(shadows),
    )
    passed = sum(one.waiting.count for one in handovers.between)
    off = sum(one.handover.waiting.count for one in shadows if one.handover)
    if off:
        yield words("{n} of {m} handovers take ways that no map shows.", n=off, m=passed)
    if reality.elsewhere:
        said = mark("Drawn handoffs with a service that the log does not hold: {n}; it can tell nothing of these.")
        yield words(said, n=reality.elsewhere)


def candidates_told(found: Found, words: Words) -> str:
    """Which attribute was taken for the service, and which else there are, with their numbers of values."""
    others = [f"{one.name} ({one.distinct})" for one in found.candidates if not one.taken and one.distinct]
    taken = next((one.distinct for one in found.candidates if one.taken), 0)
    said = mark("Taken for the service: {name} ({n} different). Others: {others}. Say which with --service-attribute.")
    alone = mark("Taken for the service: {name} ({n} different). Nothing else looks like one.")
    return words(said if others else alone, name=found.attribute, n=taken, others=", ".join(others))
