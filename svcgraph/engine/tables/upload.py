"""What is due, as Arrow tables for `svcgraph.engine.tables.expression` to join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective.occurrence import Occurrence
from svcgraph.engine.due import Moment
from svcgraph.engine.finding import Index
from svcgraph.engine.tables.pieces import EPOCH, MICRO, NotInPieces, Piece, pieces
from svcgraph.engine.tables.schedules import Nature, Planned, Schedule, first_too_late

if TYPE_CHECKING:
    import pyarrow as pa

DAY_MICROS = 86_400 * MICRO


def clause_table(planned: Iterable[Planned]) -> pa.Table:
    """The clauses that are counted by the engine; the others have no schedule, so that their readings are known."""
    import pyarrow as pa

    rows = []
    for number, one in enumerate(planned):
        schedule = one.schedule
        by_case = schedule is not None and schedule.nature is Nature.LEAD_TIME
        clocked = schedule is not None and schedule.nature is Nature.SHARE and any(map(_clocked, schedule.runs))
        rows.append((one.clause.indicator, number, schedule.number if schedule else None, by_case, clocked))
    kinds = (pa.string(), pa.int64(), pa.int64(), pa.bool_(), pa.bool_())
    return _table(("c_indicator", "clause", "schedule", "by_case", "clocked"), kinds, rows)


def span_table(schedules: Iterable[Schedule], spans: tuple[Period, ...], now: Moment) -> pa.Table:
    """Which occurrence a reading for each of ``spans`` means, and until when a delivery "before 10:00" counts."""
    import pyarrow as pa

    rows = [row for schedule in schedules for row in _spans(schedule, spans, now)]
    names = ("s_schedule", "s_first", "s_last", "s_occurrence", "s_limit")
    return _table(names, (pa.int64(), pa.date32(), pa.date32(), pa.int64(), pa.timestamp("us")), rows)


def piece_table(schedules: Iterable[Schedule], now: Moment, first: date, last: date) -> tuple[pa.Table, frozenset[int]]:
    """The pieces of all lead times, cut at UTC midnights, and the schedules that have none: Python counts those."""
    import pyarrow as pa

    rows: list[tuple[Any, ...]] = []
    without: set[int] = set()
    for schedule in schedules:
        try:
            found = list(pieces(schedule, now, first, last))
        except NotInPieces:
            without.add(schedule.number)
            continue
        rows += [row for piece in found for row in _days(schedule.number, piece)]
    moment = pa.timestamp("us")
    kinds = (pa.int64(), pa.date32(), moment, moment, pa.int64(), moment, pa.int64(), pa.bool_())
    names = ("schedule", "day", "begin", "end", "occurrence", "limit", "allowed", "past")
    return _table(tuple(f"p_{name}" for name in names), kinds, rows), frozenset(without)


def gone_table(replaced: Iterable[tuple[int, str]]) -> pa.Table:
    """Readings that others replace, by clause and id, numbered in this order."""
    import pyarrow as pa

    rows = [(clause, identity, number) for number, (clause, identity) in enumerate(replaced)]
    return _table(("g_clause", "g_id", "gone"), (pa.int64(), pa.string(), pa.int64()), rows)


def word_table(spans: Iterable[tuple[str, Period]]) -> pa.Table:
    """What the words of “for” mean."""
    import pyarrow as pa

    rows = [(words, span.first, span.last) for words, span in spans]
    return _table(("span_words", "span_first", "span_last"), (pa.string(), pa.date32(), pa.date32()), rows)


def _table(names: tuple[str, ...], kinds: tuple[pa.DataType, ...], rows: list[tuple[Any, ...]]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        {name: pa.array(list(cells), kind) for name, kind, cells in zip(names, kinds, columns, strict=True)}
    )


def _clocked(run: Any) -> bool:
    return run.term.statement is not None and run.term.statement.clock is not None


def _spans(schedule: Schedule, spans: tuple[Period, ...], now: Moment) -> Iterator[tuple[Any, ...]]:
    indexes = [(run, Index(run.due)) for run in schedule.runs]
    for span in spans:
        for run, index in indexes:
            at = index.find(span)
            if at is not None:
                limit = _clock_limit(schedule, run.term, span, now)
                yield schedule.number, span.first, span.last, run.start + at, limit
                break


def _clock_limit(schedule: Schedule, term: Any, span: Period, now: Moment) -> datetime | None:
    statement = term.statement
    if schedule.nature is not Nature.SHARE or statement is None or statement.clock is None:
        return None
    due = now.calendar_of(term).moment(span.last, statement.clock)
    return _moment(
        first_too_late(Occurrence(nominal=span.first, day=span.last, due=due, strict=statement.strict)) * MICRO
    )


def _days(schedule: int, piece: Piece) -> Iterator[tuple[Any, ...]]:
    """One row for every UTC day of a piece."""
    limit = None if piece.limit is None else _moment(piece.limit * MICRO)
    begin = piece.begin
    while begin < piece.end:
        midnight = begin // DAY_MICROS * DAY_MICROS
        end = min(piece.end, midnight + DAY_MICROS)
        day = (EPOCH + timedelta(microseconds=midnight)).date()
        yield schedule, day, _moment(begin), _moment(end), piece.occurrence, limit, piece.allowed, piece.past
        begin = end


def _moment(micros: int) -> datetime:
    return (EPOCH + timedelta(microseconds=micros)).astimezone(UTC).replace(tzinfo=None)
