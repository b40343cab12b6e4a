"""Which clauses of contracts in force are about a handoff (rule O5), and how they are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.chain import Agreement, Link, TimedClause
from svcgraph.domain.chain.figures import lowest
from svcgraph.domain.chain.times import length
from svcgraph.domain.contract import ClauseState, Contract, Deliverable
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import Pair, handoff_name, matching, pair_of
from svcgraph.domain.organisation import Organisation


class Ledger:
    """The contracts in force on a day, their times and verdicts, asked handoff by handoff."""

    def __init__(
        self,
        graph: ServiceGraph,
        contracts: Iterable[Contract],
        organisation: Organisation,
        *,
        attainment: Attainment | None,
        clauses: Iterable[TimedClause],
        as_of: date,
    ) -> None:
        former = {old: service.id for service in organisation.services for old in service.former_ids}
        self._owed: dict[Pair, list[tuple[Agreement, Deliverable]]] = defaultdict(list)
        self._criteria: dict[tuple[str, str], tuple[str, ...]] = {}
        for contract in contracts:
            if contract.in_force(as_of):
                self._enter(contract, pair_of(contract, former))
        self._times = {(one.contract, one.criterion): one for one in clauses if one.contract}
        judged = attainment.contracts if attainment else ()
        self._verdicts = {one.contract: one.verdict for one in judged}
        self._results = {
            (result.contract, result.clause): result
            for one in judged
            for result in (*one.objectives, *one.expectations)
        }
        self.expected = tuple(result for one in judged for result in one.expectations)
        self._beside: dict[str, list[ServiceHandoff]] = defaultdict(list)
        for handoff in graph.handoffs:
            if handoff.source:
                self._beside[handoff.source].append(handoff)
        self._known: dict[ServiceHandoff, Link] = {}

    def _enter(self, contract: Contract, pair: Pair) -> None:
        """What the supplier hands over, and what its client hands back as expected."""
        for groups, owing, expected in (
            (contract.deliverables, pair, False),
            (contract.expectations, pair[::-1], True),
        ):
            for group in groups:
                if group.state is ClauseState.NEGOTIATED:
                    entry = Agreement(
                        contract=contract.id, reference=contract.reference, group=group.id, expectation=expected
                    )
                    self._owed[owing].append((entry, group))
                    self._criteria[contract.id, group.id] = tuple(one.id for one in group.criteria)

    def link(self, handoff: ServiceHandoff, *, delivery: bool = False) -> Link:
        """The handoff with what was agreed about it; bound by its activity where it has no time of its own."""
        if handoff not in self._known:
            self._known[handoff] = self._made(handoff, delivery)
        return self._known[handoff]

    def _made(self, handoff: ServiceHandoff, delivery: bool) -> Link:
        agreements = self._agreements(handoff)
        clause = self._time(agreements)
        if clause is None:
            beside = self._by_activity(handoff)
            if beside is not None and not agreements:
                return self._borrowed(handoff, *beside, delivery)
            clause = beside[1] if beside else None
        result, share = lowest(self._results_of(agreements))
        return Link(
            handoff=handoff,
            agreements=agreements,
            delivery=delivery,
            clause=clause,
            verdict=self._verdict(agreements),
            result=result,
            share=share,
        )

    def _borrowed(self, handoff: ServiceHandoff, agreement: Agreement, clause: TimedClause, delivery: bool) -> Link:
        """Only the time of the other output bounds this one, not what else was agreed about that."""
        result, share = lowest(filter(None, [self._results.get((clause.contract, clause.criterion))]))
        return Link(
            handoff=handoff,
            agreements=(agreement,),
            by_activity=True,
            delivery=delivery,
            clause=clause,
            verdict=self._verdicts.get(clause.contract),
            result=result,
            share=share,
        )

    def _agreements(self, handoff: ServiceHandoff) -> tuple[Agreement, ...]:
        name = same(handoff_name(handoff))
        owed = self._owed.get((handoff.supplier, handoff.client), ())
        return tuple(entry for entry, group in owed if name in matching.keys(group))

    def _by_activity(self, handoff: ServiceHandoff) -> tuple[Agreement, TimedClause] | None:
        """The tightest time that was agreed about another output of the same activity."""
        found = []
        for other in self._beside.get(handoff.source, ()):
            for entry in self._agreements(other) if other != handoff else ():
                clause = self._time((entry,))
                if clause is not None:
                    found.append((entry, clause))
        return min(found, key=lambda one: (length(one[1]), one[1].id), default=None)

    def _time(self, agreements: Iterable[Agreement]) -> TimedClause | None:
        """The time among the criteria: the key one, else the first lead time, else the first deadline."""
        clauses = [
            self._times[entry.contract, criterion]
            for entry in agreements
            for criterion in self._criteria[entry.contract, entry.group]
            if (entry.contract, criterion) in self._times
        ]
        return min(clauses, key=lambda one: (not one.key, one.statement.duration is None), default=None)

    def _results_of(self, agreements: Iterable[Agreement]) -> Iterable[IndicatorResult]:
        for entry in agreements:
            for criterion in self._criteria[entry.contract, entry.group]:
                if (entry.contract, criterion) in self._results:
                    yield self._results[entry.contract, criterion]

    def _verdict(self, agreements: tuple[Agreement, ...]) -> Verdict | None:
        return self._verdicts.get(agreements[0].contract) if agreements else None
