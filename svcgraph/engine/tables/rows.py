"""Readings of any table in one shape: typed columns of known names, moments in UTC without a zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from svcgraph.domain.attainment.reading import Reading

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

DECIMALS, LARGEST = 6, 10**12  # measures are DECIMAL(18,6) (`7-rulings`)
TEXTS = ("indicator", "id", "replaces", "excused_reason", "excused_by", "unit", "by", "source")
MOMENTS = ("delivered_at", "requested_at", "recorded_at")
COUNTS = ("k", "n")
MEMORY = 0  # the origin of readings that Python read; those of other sources count from 1
ZONE_YEARS = (2000, 2060)

TYPES = {
    **dict.fromkeys(TEXTS, "string"),
    **dict.fromkeys(MOMENTS, "timestamp(6)"),
    **dict.fromkeys(COUNTS, "int64"),
    "first": "date",
    "last": "date",
    "words": "string",  # of “for”, where it is text
    "unread": "boolean",  # the words of “for” are no date and no period
    "value": "decimal(18, 6)",
    "unfit": "boolean",  # a number that is no measure
    "answer": "boolean",
    "not_delivered": "boolean",
    "origin": "int64",
    "line": "int64",
    "key": "string",
    "file": "string",
}


class NotTyped(Exception):
    """A column that has not the type that an engine can count by: the source is read row by row instead."""

    def __init__(self, column: str, kind: str) -> None:
        super().__init__(column, kind)
        self.column, self.kind = column, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a source's columns are called, by our keys; ``indicator``: one for all rows.

    ``instants``: their columns whose moments are UTC though their type has no zone.
    """

    names: dict[str, str]
    instants: frozenset[str] = frozenset()
    indicator: str = ""


def shaped(
    table: ir.Table, columns: Columns, *, zone: str, origin: int, line: ir.Value, key: ir.Value, file: ir.Value
) -> ir.Table:
    """``table`` in the shape of `TYPES`, but for “for” given as text: that is the column ``words`` (see `with_spans`).

    Raises `NotTyped`.
    """
    import ibis

    def given(name: str) -> ir.Value | None:
        return table[columns.names[name]] if name in columns.names else None

    made = {name: _text(given(name), name) for name in TEXTS}
    if columns.indicator:
        made["indicator"] = ibis.literal(columns.indicator)
    for name in MOMENTS:
        made[name] = _moment(given(name), name, zone if columns.names.get(name) not in columns.instants else "")
    made |= {name: _typed(given(name), name, "is_integer", "int64") for name in COUNTS}
    made |= {name: _typed(given(name), name, "is_boolean", "boolean") for name in ("answer", "not_delivered")}
    made |= _value(given("value"), made["answer"])
    made |= _span(given("span"))
    placed = {"origin": ibis.literal(origin, "int64"), "line": line.cast("int64"), "key": key, "file": file}
    return table.select(**made, **placed)


def with_spans(table: ir.Table, spans: ir.Table) -> ir.Table:
    """``table`` with the period that its ``words`` mean; ``spans`` has those of all words that mean one."""
    joined = table.left_join(spans, [table["words"] == spans["span_words"]])
    first = joined["first"].coalesce(joined["span_first"])
    last = joined["last"].coalesce(joined["span_last"])
    unread = joined["words"].notnull() & joined["span_first"].isnull()
    return joined.mutate(first=first, last=last, unread=unread).select(*TYPES)


def in_shape(readings: Iterable[Reading]) -> pa.Table:
    """Readings in memory, in the same shape; ``line`` is their number."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int64": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "timestamp(6)": pa.timestamp("us"),
        "decimal(18, 6)": pa.decimal128(18, 6),
    }
    known = tuple(readings)
    columns = {name: pa.array(list(_column(name, known)), kinds[kind]) for name, kind in TYPES.items()}
    return pa.table(columns)


def is_measure(reading: Reading) -> bool:
    """Whether the value, if there is one, is a DECIMAL(18,6)."""
    value = reading.value
    return value is None or (abs(value) < LARGEST and 10**DECIMALS % value.denominator == 0)


def _column(name: str, readings: tuple[Reading, ...]) -> Iterator[Any]:
    if name in TEXTS:
        return (getattr(one, name) or None for one in readings)
    if name in MOMENTS:
        return (_utc(getattr(one, name)) for one in readings)
    own: dict[str, Callable[[Reading], Any]] = {
        "first": lambda one: one.span and one.span.first,
        "last": lambda one: one.span and one.span.last,
        "value": lambda one: None if one.value is None else _decimal(one),
    }
    if name in own:
        return map(own[name], readings)
    if name == "line":
        return iter(range(len(readings)))
    fixed = {"origin": MEMORY, "unread": False, "unfit": False, "words": None, "key": None, "file": None}
    return (fixed[name] if name in fixed else getattr(one, name) for one in readings)


def _decimal(reading: Reading) -> Decimal:
    scaled = (reading.value or 0) * 10**DECIMALS
    return Decimal(int(scaled)).scaleb(-DECIMALS)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(ZoneInfo("UTC")).replace(tzinfo=None) if moment else None


def _text(column: ir.Value | None, name: str) -> ir.Value:
    found = _typed(column, name, "is_string", "string")
    return found.nullif("") if column is not None else found


def _typed(column: ir.Value | None, name: str, is_kind: str, kind: str) -> ir.Value:
    import ibis

    if column is None:
        return ibis.null(kind)
    if column.type().is_null():
        return column.cast(kind)
    if not getattr(column.type(), is_kind)():
        raise NotTyped(name, str(column.type()))
    return column if is_kind != "is_integer" else column.cast(kind)


def _moment(column: ir.Value | None, name: str, zone: str) -> ir.Value:
    found = _typed(column, name, "is_timestamp", "timestamp(6)")
    kind = found.type()
    if column is None or not kind.is_timestamp():
        return found
    if kind.timezone is not None or not zone:
        return found.cast("timestamp(6)")
    return _from_wall(found.cast("timestamp(6)"), zone)


def _from_wall(moment: ir.Value, zone: str) -> ir.Value:
    """A moment by the clock on the wall in UTC; of an hour that comes twice the first, one that is skipped later."""
    import ibis

    changes = wall_changes(zone)
    branches = [(moment >= ibis.literal(begin, "timestamp(6)"), offset) for begin, offset in reversed(changes[1:])]
    if not branches:
        return moment - ibis.interval(seconds=changes[0][1])
    shifts = ibis.cases(*branches, else_=changes[0][1])
    return moment - shifts.as_interval("s")


def wall_changes(zone: str) -> tuple[tuple[datetime, int], ...]:
    """From when on the clock of ``zone`` shows how many seconds more than UTC, by that clock."""
    place, day = ZoneInfo(zone), timedelta(days=1)

    def offset(wall: datetime) -> int:
        return int((wall.replace(tzinfo=place).utcoffset() or timedelta()).total_seconds())

    at = datetime(ZONE_YEARS[0], 1, 1)
    found = [(at, offset(at))]
    while at.year < ZONE_YEARS[1]:
        if offset(at + day) != found[-1][1]:
            low, high = 0, 86_400
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if offset(at + timedelta(seconds=middle)) != found[-1][1] else (middle, high)
            found.append((at + timedelta(seconds=high), offset(at + timedelta(seconds=high))))
        at += day
    return tuple(found)


def _value(column: ir.Value | None, answer: ir.Value) -> dict[str, ir.Value]:
    """A number with six decimals; a column of yes and no is an answer."""
    import ibis

    none = {"value": ibis.null("decimal(18, 6)"), "unfit": ibis.literal(value=False)}
    if column is None or column.type().is_null():
        return none
    if column.type().is_boolean():
        return {**none, "answer": ibis.coalesce(answer, column)}
    if not column.type().is_numeric():
        raise NotTyped("value", str(column.type()))
    fits = (column < LARGEST) & (column > -LARGEST)
    number = ibis.ifelse(fits, column, ibis.null(column.type())).cast("decimal(18, 6)")
    return {"value": number, "unfit": column.notnull() & ~fits}


def _span(column: ir.Value | None) -> dict[str, ir.Value]:
    import ibis

    none, words = ibis.null("date"), ibis.null("string")
    if column is None or column.type().is_null():
        return {"first": none, "last": none, "words": words}
    if column.type().is_string():
        return {"first": none, "last": none, "words": column.nullif("")}
    if not (column.type().is_date() or column.type().is_timestamp()):
        raise NotTyped("span", str(column.type()))
    day = column.cast("date")
    return {"first": day, "last": day, "words": words}
