"""Works out the chains of an organisation: graph, contracts, agreed times, verdicts and a calendar in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from svcgraph.domain.attainment import Attainment, IndicatorResult, Period
from svcgraph.domain.chain import Chain, Link, Path, TimedClause, figures
from svcgraph.domain.chain.cover import Ledger
from svcgraph.domain.chain.fitting import Floors, fitted
from svcgraph.domain.chain.routes import Routes, Ways
from svcgraph.domain.chain.times import Dates
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, handed_over
from svcgraph.domain.names import same
from svcgraph.domain.objective.calendar import WorkCalendar, add_months
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text

MONTHS = 12  # that promises with dates are looked at ahead
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivery:
    """One thing delivered to an external party, promised or not."""

    party: str
    deliverable: Text
    finals: tuple[ServiceHandoff, ...]
    promise: Promise | None = None


def chains(
    graph: ServiceGraph,
    contracts: Iterable[Contract],
    organisation: Organisation,
    attainment: Attainment | None,
    *,
    clauses: Iterable[TimedClause],
    calendar: WorkCalendar,
    as_of: date,
    promised_only: bool = False,
    floors: Floors = Floors(),
) -> tuple[Chain, ...]:
    """One chain for each promise of the organisation file, in its order, then for what else external parties get.

    ``promised_only`` leaves these out. ``clauses`` are the times of contracts in force and of promises as read from
    their sentences. Dates are those of the 12 months after ``as_of``.
    """
    timed = tuple(clauses)
    ledger = Ledger(graph, contracts, organisation, attainment=attainment, clauses=timed, as_of=as_of)
    desk = _Desk(
        ways=Ways(graph, ledger),
        ledger=ledger,
        dates=Dates(calendar, Period(first=as_of + DAY, last=add_months(as_of, MONTHS))),
        promised={one.criterion: one for one in timed if not one.contract},
        measured={one.clause: one for one in attainment.promises} if attainment else {},
        floors=floors,
    )
    deliveries = _deliveries(graph, organisation)
    return tuple(desk.chain(one) for one in deliveries if one.promise or not promised_only)


def untenable(found: Iterable[Chain]) -> tuple[str, ...]:
    """The ids of the promises that the agreed times cannot keep, always or on some dates."""
    return tuple(chain.promise for chain in found if chain.promise and chain.fit.untenable)


def _deliveries(graph: ServiceGraph, organisation: Organisation) -> Iterator[_Delivery]:
    taken: set[ServiceHandoff] = set()
    for promise in organisation.promises:
        names = promise.from_map or tuple(name for name in (promise.deliverable.fr, promise.deliverable.en) if name)
        finals = handed_over(graph, promise.party, names)
        taken.update(finals)
        yield _Delivery(party=promise.party, deliverable=promise.deliverable, finals=finals, promise=promise)
    outside = {service.id for service in graph.services if service.external}
    others: dict[tuple[str, str], list[ServiceHandoff]] = {}
    for one in graph.handoffs:
        if one.client in outside and one.supplier not in outside and one not in taken:
            others.setdefault((one.client, same(one.deliverable)), []).append(one)
    for party, key in sorted(others):
        given = tuple(others[party, key])
        yield _Delivery(party=party, deliverable=Text(given[0].deliverable, given[0].deliverable), finals=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every chain is worked out from."""

    ways: Ways
    ledger: Ledger
    dates: Dates
    promised: dict[str, TimedClause]
    measured: dict[str, IndicatorResult]
    floors: Floors

    def chain(self, delivery: _Delivery) -> Chain:
        promise = delivery.promise.id if delivery.promise else ""
        routes = self.ways.routes(delivery.finals)
        clause = self.promised.get(promise)
        target = clause.target if clause else Fraction(1)
        blank = Chain(
            promise=promise,
            party=delivery.party,
            deliverable=delivery.deliverable,
            objective=delivery.promise.objective if delivery.promise else Text(),
            clause=clause,
            target=target,
            result=self.measured.get(promise),
            paths=routes.paths,
            links=_links(routes, self.ledger, delivery.finals),
            loops=routes.loops,
            truncated=routes.truncated,
            worst=figures.worst(routes.paths),
            critical=_longest(routes.paths),
            weakest=figures.weakest(routes.paths, target, self.ledger.expected),
            together=figures.odds(_once(routes.paths)),
            lift=figures.lift(routes.paths),
        )
        return fitted(blank, self.dates, self.floors)


def _links(routes: Routes, ledger: Ledger, finals: tuple[ServiceHandoff, ...]) -> tuple[Link, ...]:
    return tuple(ledger.link(handoff, delivery=handoff in finals) for handoff in routes.handoffs)


def _once(paths: tuple[Path, ...]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(link for path in paths for link in path.links))


def _longest(paths: tuple[Path, ...]) -> int:
    """Before times are compared: the path with the most handoffs."""
    return max(range(len(paths)), key=lambda place: (len(paths[place].links), -place), default=-1)
