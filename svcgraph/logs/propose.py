"""Readings for lead times and deadlines of contracts, from the moments in a log: for a person to confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.contract import ClauseState, Contract, Deliverable
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.objective import Kind
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.occurrence import Occurrence, due_of, occurrences
from svcgraph.domain.proposal import Proposals, ProposedReading
from svcgraph.engine.clauses import Clause, contract_clauses
from svcgraph.errors import FaultList
from svcgraph.logs.passages import Passage

AROUND = timedelta(days=31)  # occurrences are looked for that far around the log
CASES = 3  # named as evidence of a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """What is known: who hands over what on the maps, and the working calendar of the organisation."""

    graph: ServiceGraph
    calendar: WorkCalendar
    day: date

    def for_all(self, contracts: Iterable[Contract], found: Iterable[Passage]) -> Proposals:
        """Readings for every indicator of a lead time or a deadline in ``contracts``, in their order."""
        by_pair: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for one in found:
            by_pair[one.supplier, one.client].append(one)
        readings: list[ProposedReading] = []
        silent: list[str] = []
        for contract in contracts:
            for clause, group, ends in self._clauses(contract):
                made = self._readings(clause, self._about(group, ends, contract, by_pair[ends]))
                readings += made
                silent += [] if made or not by_pair[ends] else [clause.indicator]
        return Proposals(readings=tuple(readings), silent=tuple(silent))

    def _clauses(self, contract: Contract) -> Iterator[tuple[Clause, Deliverable, tuple[str, str]]]:
        """Each clause that has a time, with what it is about, and who hands that to whom."""
        owed, expected = contract_clauses(contract, (), self.day, FaultList())
        supplier, client = contract.supplier.service, contract.client.service
        sides = (
            (owed, contract.deliverables, (supplier, client)),
            (expected, contract.expectations, (client, supplier)),
        )
        for clauses, groups, ends in sides:
            by_criterion = {clause.criterion: clause for clause in clauses}
            for group in (one for one in groups if one.state is ClauseState.NEGOTIATED):
                for criterion in group.criteria:
                    clause = by_criterion.get(criterion.id)
                    if clause and criterion.indicator and _has_time(clause):
                        yield clause, group, ends

    def _about(
        self, group: Deliverable, ends: tuple[str, str], contract: Contract, found: Sequence[Passage]
    ) -> Sequence[Passage]:
        """Those that hand over this deliverable, by the activity that gives it on the map; all where it is alone."""
        names = {same(name) for name in group.from_map}
        activities = {
            same(one.source_name)
            for one in self.graph.handoffs
            if (one.supplier, one.client) == ends and same(one.deliverable) in names
        }
        known = [one for one in found if same(one.activity) in activities]
        given = contract.deliverables if ends[0] == contract.supplier.service else contract.expectations
        alone = sum(one.state is ClauseState.NEGOTIATED for one in given) == 1
        return known or (found if alone else ())

    def _readings(self, clause: Clause, found: Sequence[Passage]) -> list[ProposedReading]:
        statement = clause.now.statement
        if statement is None or not found:
            return []
        if statement.recurrence is not None:
            return list(self._deadlines(clause, found))
        if statement.kind is Kind.SHARE:
            return list(self._shares(clause, found))
        return [
            ProposedReading(
                indicator=clause.indicator,
                requested_at=self.calendar.local(one.came),
                delivered_at=self.calendar.local(one.handed),
                evidence=one.case,
            )
            for one in sorted(found, key=lambda one: (one.came, one.case))
        ]

    def _shares(self, clause: Clause, found: Sequence[Passage]) -> Iterator[ProposedReading]:
        """k of n cases a month, in the month in which they were due."""
        months: dict[str, list[tuple[Passage, bool]]] = defaultdict(list)
        for one in found:
            due = self._due(clause, one)
            if due is not None:
                months[f"{due.day:%Y-%m}"].append((one, due.kept(one.handed)))
        for month, cases in sorted(months.items()):
            late = sorted(one.case for one, kept in cases if not kept)
            yield ProposedReading(
                indicator=clause.indicator,
                span=month,
                k=sum(kept for _, kept in cases),
                n=len(cases),
                evidence=", ".join(late[:CASES]) + (", …" if len(late) > CASES else ""),
            )

    def _due(self, clause: Clause, one: Passage) -> Occurrence | None:
        """When the case was due; None where the calendar knows no holidays."""
        term = clause.now
        if term.statement is None or not self.calendar.years[0] < one.came.year < self.calendar.years[1] - 1:
            return None
        return due_of(term.statement, self.calendar, one.came, cut_off=term.cut_off, day_off=term.day_off)

    def _deadlines(self, clause: Clause, found: Sequence[Passage]) -> Iterator[ProposedReading]:
        """The first delivery for each occurrence: the one that it lies nearest to."""
        term = clause.now
        days = [self.calendar.local(one.handed).date() for one in found]
        first, last = min(days) - AROUND, max(days) + AROUND
        if term.statement is None or not self.calendar.years[0] < first.year <= last.year < self.calendar.years[1] - 1:
            return
        anchor = None if term.first == date.min else term.first
        period = Period(first=first, last=last)
        due = occurrences(term.statement, self.calendar, period, day_off=term.day_off, anchor=anchor)
        taken: dict[date, Passage] = {}
        for one in sorted(found, key=lambda one: one.handed):
            nearest = min(due, key=lambda occurrence: abs(occurrence.due - one.handed), default=None)
            if nearest is not None:
                taken.setdefault(nearest.nominal, one)
        for nominal, one in sorted(taken.items()):
            yield ProposedReading(
                indicator=clause.indicator,
                span=nominal.isoformat(),
                delivered_at=self.calendar.local(one.handed),
                evidence=one.case,
            )


def without_known(proposals: Proposals, known: Iterable[Reading]) -> Proposals:
    """Those for whose date or month nobody has noted anything yet."""
    noted = {(one.indicator, one.span.first) for one in known if one.span is not None}
    new = tuple(one for one in proposals.readings if (one.indicator, _first(one.span)) not in noted)
    return replace(proposals, readings=new, known=len(proposals.readings) - len(new))


def _first(span: str) -> date | None:
    """The first day of ``2026-10`` or ``2026-10-05``."""
    return date.fromisoformat(f"{span}-01"[:10]) if span else None


def _has_time(clause: Clause) -> bool:
    """Whether the objective is a lead time, a share of cases within one, or a deadline."""
    statement = clause.now.statement
    if statement is None or clause.now.timezone or clause.now.calendar:
        return False  # another country's hours or holidays: left to people
    return statement.kind in (Kind.DEADLINE, Kind.LEAD_TIME) or (
        statement.kind is Kind.SHARE and (statement.duration is not None or statement.recurrence is not None)
    )
