"""The ledger of readings in tables: an engine counts what it can, and Python what is fetched of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.engine.ledger import Asked, PythonTally
from svcgraph.engine.settle import circular, own_excuse
from svcgraph.engine.tables import expression, upload
from svcgraph.engine.tables.connections import Connection
from svcgraph.engine.tables.counter import MOST_TOLD, Board, Counter
from svcgraph.engine.tables.expression import Due
from svcgraph.engine.tables.fetching import Fetcher
from svcgraph.engine.tables.rows import is_measure
from svcgraph.engine.tables.schedules import Nature, Planned, Planner
from svcgraph.engine.tables.tally import TableTally
from svcgraph.engine.units import fits
from svcgraph.errors import FaultList, Place
from svcgraph.i18n import mark

if TYPE_CHECKING:
    import ibis.expr.types as ir

DAY = timedelta(days=1)


class TableLedger:
    """Readings in one database. ``given`` are the columns of `svcgraph.engine.tables.rows` that hold anything."""

    def __init__(self, connection: Connection, fetcher: Fetcher, zone: WorkCalendar, given: frozenset[str]) -> None:
        self._explains = False
        self._connection, self._fetcher, self._given, self._zone = connection, fetcher, given, zone
        self._rows = fetcher.rows
        self._spans: tuple[Period, ...] = ()
        self._requests: tuple[datetime, datetime] | None = None
        self._mixed = False
        self._look()

    def _look(self) -> None:
        """A look over all rows: the periods that readings are for, when the first and last case
        began, and whether any is more than a bare case."""
        spans = self._rows.filter(self._rows["first"].notnull()).select("first", "last").distinct()
        found = self._connection.asked(spans).to_pylist()
        self._spans = tuple(sorted((Period(**row) for row in found), key=lambda span: (span.first, span.last)))
        request = self._rows["requested_at"]
        wanted = {"first": request.min(), "last": request.max(), "mixed": expression.mixed(self._rows)}
        begun = self._connection.asked(self._rows.aggregate(**wanted)).to_pylist()[0]
        if begun["first"] is not None:
            self._requests = begun["first"], begun["last"]
        self._mixed = bool(begun["mixed"])

    def explaining(self) -> TableLedger:
        """The same; what is counted from now on has its readings with it, where those of an occurrence are few."""
        self._explains = True
        return self

    @property
    def fetched(self) -> int:
        """How many readings were brought back."""
        return self._fetcher.fetched

    def extent(self) -> tuple[date, ...]:
        """As `svcgraph.engine.ledger.extent_of`."""
        firsts = [span.first for span in self._spans]
        if self._requests:
            firsts.append(self._zone.local(self._requests[0].replace(tzinfo=UTC)).date())
        return (*([min(firsts)] if firsts else []), *([max(span.last for span in self._spans)] if self._spans else []))

    def places(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Place]]:
        """The first reading of each, in the order of files and lines."""
        named = self._rows.filter(self._rows["indicator"].notnull()).select("indicator").distinct()
        strange = [one for one in self._connection.asked(named).column("indicator").to_pylist() if wanted(one)]
        found: dict[str, Place] = {}
        for reading in self.readings_of(strange[:MOST_TOLD]):
            found[reading.indicator] = min(found.get(reading.indicator, reading.place), reading.place)
        return iter(found.items())

    def readings_of(self, indicators: Iterable[str]) -> tuple[Reading, ...]:
        """All readings of some indicators, brought back."""
        wanted = sorted(set(indicators))
        if not wanted:
            return ()
        rows = self._rows.filter(self._rows["indicator"].isin(wanted))
        return tuple(reading for reading, _, _ in self._fetcher.readings(rows) if reading is not None)

    def tally(self, asked: Asked, told: FaultList, /) -> TableTally:
        """Counts all clauses in one go, and fetches what the engine left to Python."""
        planner = Planner(asked.life, asked.now)
        planned = list(planner.plan(asked.clauses))
        corrections = self._corrections(asked)
        forced = self._forced(planned, corrections)
        planned = [_by_python(one) if one.clause.indicator in forced else one for one in planned]
        pieces, without = self._pieces(planner, asked)
        planned = [_by_python(one) if one.schedule and one.schedule.number in without else one for one in planned]
        replaced = _replaced(planned, corrections)
        due = self._due(planner, planned, pieces, replaced, asked)
        counter = Counter(self._connection, self._fetcher, due, asked)
        lines = counter.lines(len(planned))
        self._tell_odd(lines.odd, told)
        board = Board.of(tuple(planned), lines)
        return TableTally(
            asked=asked,
            board=board,
            python=PythonTally(self.readings_of(board.by_python), asked),
            left=counter.left_to_python(board),
            shown=counter.few(board) if self._explains else {},
            unplaced=counter.unplaced(board),
            found=frozenset(replaced[number] for number in lines.gone),
            corrections=corrections,
        )

    def _corrections(self, asked: Asked) -> dict[str, list[Reading]]:
        """The known readings that replace others, by their indicator."""
        found: dict[str, list[Reading]] = {}
        if "replaces" in self._given:
            known = expression.sound(self._rows) & expression.known(self._rows, asked.now.end, asked.as_of)
            for reading, _, _ in self._fetcher.readings(self._rows.filter(self._rows["replaces"].notnull() & known)):
                if reading is not None:
                    found.setdefault(reading.indicator, []).append(reading)
        return found

    def _forced(self, planned: list[Planned], corrections: dict[str, list[Reading]]) -> frozenset[str]:
        """The indicators that Python counts: their readings are at odds with each other or with their clause."""
        found = {one.clause.indicator for one in planned if one.schedule is None}
        found |= {name for name, readings in corrections.items() if circular(readings)}
        found |= {one.indicator for one in self._fetcher.memory if not is_measure(one)}
        units = self._pairs("unit") if "unit" in self._given else {}
        excusers = self._pairs("excused_by") if {"excused_by", "excused_reason"} <= self._given else {}
        for one in planned:
            clause = one.clause
            if any(own_excuse(name, clause.owing) for name in excusers.get(clause.indicator, ())):
                found.add(clause.indicator)
            if not all(_fits(unit, one) for unit in units.get(clause.indicator, ())):
                found.add(clause.indicator)
        return frozenset(found)

    def _pairs(self, column: str) -> dict[str, list[str]]:
        """What stands in a column that is mostly empty, by indicator."""
        rows = self._rows.filter(self._rows[column].notnull() & self._rows["indicator"].notnull())
        found: dict[str, list[str]] = {}
        for row in self._connection.asked(rows.select("indicator", column).distinct()).to_pylist():
            found.setdefault(row["indicator"], []).append(row[column])
        return found

    def _pieces(self, planner: Planner, asked: Asked) -> tuple[ir.Table | None, frozenset[int]]:
        cases = [one for one in planner.schedules if one.nature is Nature.LEAD_TIME]
        if not cases or self._requests is None:
            return None, frozenset()
        years = asked.now.calendar.years
        first = max(self._requests[0].date() - DAY, date(years[0] + 1, 1, 1))
        last = min(self._requests[1].date() + DAY, date(years[1] - 2, 12, 31))
        if first > last:
            return None, frozenset()
        table, without = upload.piece_table(cases, asked.now, first, last)
        return self._connection.uploaded("svcgraph_pieces", table), without

    def _due(
        self,
        planner: Planner,
        planned: list[Planned],
        pieces: ir.Table | None,
        replaced: tuple[tuple[int, str], ...],
        asked: Asked,
    ) -> Due:
        put = self._connection.uploaded
        gone = put("svcgraph_gone", upload.gone_table(replaced)) if replaced else None
        natures = {one.schedule.nature for one in planned if one.schedule}
        return Due(
            clauses=put("svcgraph_clauses", upload.clause_table(planned)),
            spans=put("svcgraph_spans", upload.span_table(planner.schedules, self._spans, asked.now)),
            pieces=pieces,
            gone=gone,
            mixed=self._mixed,
            moving=True,
            measures=bool(natures & {Nature.MEASURE, Nature.PERCENT}),
        )

    def _tell_odd(self, number: int, told: FaultList) -> None:
        """What is no reading, with the words of whoever reads it. Those in memory were told when they were read."""
        if not number:
            return
        rows = self._rows.filter(expression.odd(self._rows)).limit(MOST_TOLD)
        faults = [fault for _, found, _ in self._fetcher.readings(rows) for fault in found]
        told.faults.extend(sorted(faults, key=lambda fault: (fault.place, fault.code)))
        if number > MOST_TOLD:
            said = mark("… and {number} more lines with faults.")
            told.add("more-faults", Place(file=faults[0].place.file if faults else ""), said, number=number - MOST_TOLD)


def _by_python(planned: Planned) -> Planned:
    return Planned(clause=planned.clause, reason=planned.reason or "readings")


def _replaced(planned: list[Planned], corrections: dict[str, list[Reading]]) -> tuple[tuple[int, str], ...]:
    """The ids that are replaced, with their clause."""
    pairs = {
        (number, reading.replaces)
        for number, one in enumerate(planned)
        if one.schedule
        for reading in corrections.get(one.clause.indicator, ())
    }
    return tuple(sorted(pairs))


def _fits(unit: str, planned: Planned) -> bool:
    bounds = [term.statement.bounds for term in planned.terms if term.statement and term.statement.bounds]
    return all(fits(unit, one) for one in bounds)
