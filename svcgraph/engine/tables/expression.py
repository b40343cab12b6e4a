"""The counts as one Ibis expression: readings, joined with what is due, one line for every occurrence.

Three steps. `standing` are the readings that are sound and were known, each with the clause it is for; `placed` puts
them to their occurrences; `counted` sums up. Bare cases of lead times, which are most of what is ever very much, take
a way of their own (`_bare_cases`) with nothing to look at but their moments. Everything an engine does is here, and is
the same for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACE = ("clause", "occurrence", "gone")
SUMMED = (
    *("rows", "bad", "odd", "excused", "said", "own", "yes", "no", "undelivered", "deliveries", "values", "shares"),
    *("k", "n", "case_k", "case_n", "twice"),
)
MEASURES = ("lower_half", "upper_half", "lower_95", "upper_95", "latest")
GREATEST = ("delivered", "most", *MEASURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What readings are joined with. None where nothing of that kind is due, or nothing was corrected.

    ``clauses``: c_indicator, clause, schedule, by_case, clocked. ``spans``: s_schedule, s_first, s_last, s_occurrence,
    s_limit. ``pieces``: p_schedule, p_day, p_begin, p_end, p_occurrence, p_limit, p_allowed, p_past. ``gone``:
    g_clause, g_id, gone, the readings that another one replaces.
    """

    clauses: ir.Table
    spans: ir.Table | None
    pieces: ir.Table | None
    gone: ir.Table | None
    mixed: bool  # whether any row is a request and something else than its delivery
    moving: bool  # whether any piece has p_allowed
    measures: bool  # whether any clause is a measure


def sound(rows: ir.Table) -> ir.Value:
    """Whether a row is a reading: what `svcgraph.store.readings.row` refuses is none."""
    number = _one(rows["value"].notnull() | rows["unfit"])
    given = number + _one(rows["answer"].notnull()) + _one(rows["delivered_at"].notnull()) + _one(rows["n"].notnull())
    given = given + _one(_said_no(rows))
    halves = rows["k"].isnull() == rows["n"].isnull()
    share = rows["n"].isnull() | ((rows["k"] <= rows["n"]) & (rows["k"] >= 0))
    named = rows["first"].notnull() | rows["requested_at"].notnull()
    filled = (given > 0) | excused(rows) | rows["requested_at"].notnull()
    fine = rows["indicator"].notnull() & (given <= 1) & halves & share & named & filled
    return fine & ~rows["unread"] & ~rows["unfit"]


def excused(rows: ir.Table) -> ir.Value:
    """A reason, and the name of who accepted it."""
    return rows["excused_reason"].notnull() & rows["excused_by"].notnull()


def odd(rows: ir.Table) -> ir.Value:
    """Whether something of the row is to be told: it is no reading, or half an excuse."""
    return ~sound(rows) | (rows["excused_reason"].isnull() != rows["excused_by"].isnull())


def known(rows: ir.Table, end: int, as_of: date) -> ir.Value:
    """Whether a reading was known before ``end`` (UTC seconds), the end of ``as_of``: as recorded, else from the
    delivery, else from its period's end, else from the request (`svcgraph.engine.settle.known_at`)."""
    import ibis

    moment = _moment(end)
    by_moment = rows["recorded_at"].coalesce(rows["delivered_at"])
    otherwise = ibis.ifelse(
        rows["last"].notnull(), rows["last"] <= ibis.literal(as_of), (rows["requested_at"] < moment).fill_null(False)
    )
    return ibis.ifelse(by_moment.notnull(), by_moment < moment, otherwise)


def standing(rows: ir.Table, due: Due, end: int, as_of: date) -> ir.Table:
    """Sound readings that were known, each with its clause; what is no reading stays, as ``bad`` and of no clause."""
    import ibis

    marked = rows.mutate(bad=~sound(rows), odd=odd(rows), known=known(rows, end, as_of))
    marked = marked.filter(marked["odd"] | marked["known"])
    named = _unless(marked["bad"] | ~marked["known"], marked["indicator"], "string")
    joined = marked.mutate(named=named).left_join(due.clauses, [("named", "c_indicator")])
    if due.gone is None:
        return joined.mutate(gone=ibis.null("int64"))
    return _with_gone(joined, due.gone)


def _with_gone(rows: ir.Table, gone: ir.Table) -> ir.Table:
    return rows.left_join(gone, [("clause", "g_clause"), ("id", "g_id")])


def placed(rows: ir.Table, due: Due) -> ir.Table:
    """Standing readings with their occurrence: cases by the moment of their request, others by what they are for."""
    import ibis

    case = (rows["by_case"] & rows["requested_at"].notnull()).fill_null(False)
    day = _unless(~case, rows["requested_at"].cast("date"), "date")
    found = rows.mutate(case=case, day=day, for_first=_unless(case, rows["first"], "date"))
    if due.spans is None:
        none = {"s_occurrence": ibis.null("int64"), "s_limit": ibis.null("timestamp(6)")}
        found = found.mutate(**none)
    else:
        found = found.left_join(due.spans, [("schedule", "s_schedule"), ("for_first", "s_first"), ("last", "s_last")])
    if due.pieces is None:
        return found.mutate(occurrence=found["s_occurrence"])
    found = _in_pieces(found, due.pieces)
    return found.mutate(occurrence=found["p_occurrence"].coalesce(found["s_occurrence"]))


def _in_pieces(rows: ir.Table, pieces: ir.Table) -> ir.Table:
    """Cases with the piece of the year in which they began."""
    request = rows["requested_at"]
    within = [request >= pieces["p_begin"], request < pieces["p_end"]]
    return rows.left_join(pieces, [("schedule", "p_schedule"), ("day", "p_day"), *within])


def counted(rows: ir.Table, due: Due, end: int, as_of: date) -> ir.Table:
    """All readings summed up: one line a clause, occurrence and replaced reading."""
    if due.pieces is None:
        return _summed(_of_all(placed(standing(rows, due, end, as_of), due), due))
    bare = is_bare_case(rows) if due.mixed else rows["requested_at"].notnull()
    rest = ~bare if due.mixed else rows["requested_at"].isnull()
    others = _of_all(placed(standing(rows.filter(rest), due, end, as_of), due), due)
    return _summed((*others, _bare_cases(rows.filter(bare), due, due.pieces, end)))


def _summed(lines: tuple[ir.Table, ...]) -> ir.Table:
    """Lines of all ways as one a place; once, for a line is wide and there may be very many."""
    every = lines[0].union(*(_like(lines[0], one) for one in lines[1:])) if lines[1:] else lines[0]
    sums = {name: every[name].sum() for name in (*SUMMED, "total")}
    greatest = {name: every[name].max() for name in GREATEST}
    return every.group_by(*PLACE).aggregate(**sums, least=every["least"].min(), **greatest)


def mixed(rows: ir.Table) -> ir.Value:
    """Whether any request is more than a bare case."""
    beside = beside_a_case(rows)
    found = beside[0]
    for other in beside[1:]:
        found = found | other
    return (rows["requested_at"].notnull() & found).any().fill_null(False)


def is_bare_case(rows: ir.Table) -> ir.Value:
    """Whether a row is a request and perhaps its delivery, and nothing else: always sound, and for no period."""
    found = rows["requested_at"].notnull()
    for other in beside_a_case(rows):
        found = found & ~other
    return found


def beside_a_case(rows: ir.Table) -> tuple[ir.Value, ...]:
    """What makes of a request something else than a bare case: each of these alone."""
    names = ("first", "words", "value", "answer", "k", "n", "excused_reason", "excused_by")
    twice = _said_no(rows) & rows["delivered_at"].notnull()
    return (*(rows[name].notnull() for name in names), rows["unfit"], twice, rows["indicator"].isnull())


def _bare_cases(rows: ir.Table, due: Due, pieces: ir.Table, end: int) -> ir.Table:
    """Bare cases summed up, as `_of_all` would."""
    import ibis

    when = rows["recorded_at"].coalesce(rows["delivered_at"], rows["requested_at"])
    known = rows.filter(when < _moment(end)).left_join(due.clauses, [("indicator", "c_indicator")])
    known = known.mutate(gone=ibis.null("int64")) if due.gone is None else _with_gone(known, due.gone)
    day = _unless(~known["by_case"].fill_null(False), known["requested_at"].cast("date"), "date")
    found = _in_pieces(known.mutate(day=day), pieces)
    delivered, placed_ = found["delivered_at"], found["p_occurrence"].notnull()
    kept = placed_ & _in_time(found, moving=due.moving).fill_null(False)
    judged = placed_ & (delivered.notnull() | _said_no(found) | found["p_past"].fill_null(False))
    keyed = found.mutate(occurrence=found["p_occurrence"], kept=kept, judged=judged)
    sums = {"rows": keyed.count(), "case_k": _number(keyed["kept"]), "case_n": _number(keyed["judged"])}
    summed = keyed.group_by(*PLACE).aggregate(**sums)
    return summed.mutate(said=summed["rows"])


def _like(table: ir.Table, narrow: ir.Table) -> ir.Table:
    """``narrow`` with all columns of ``table``: none and nothing where it has not that column."""
    import ibis

    def column(name: str) -> ir.Value:
        kind = table[name].type()
        if name in narrow.columns:
            return narrow[name].cast(kind)
        return ibis.literal(0).cast(kind) if name in SUMMED else ibis.null(kind)

    return narrow.select(**{name: column(name) for name in table.columns})


def _of_all(rows: ir.Table, due: Due) -> tuple[ir.Table, ...]:
    """Placed readings of all kinds, one line a day or period that they are for; then the values by their ranks."""
    says = _says(rows)
    plain = rows.mutate(**_cases(rows, due), said=says | rows["requested_at"].notnull())
    apart = plain["case"] | plain["at_clock"]
    keyed = plain.mutate(from_day=_unless(apart, plain["first"], "date"), to_day=_unless(apart, plain["last"], "date"))
    days = keyed.group_by(*PLACE, "from_day", "to_day").aggregate(**_sums(keyed))
    if not due.measures:
        return (_lines(days),)
    values = days.filter(days["value"].notnull()).select(*PLACE, "from_day", "to_day", "value")
    return _lines(days), _ranked(values).select(*PLACE, *MEASURES)


def _sums(rows: ir.Table) -> dict[str, ir.Value]:
    said = rows["said"] & ~rows["bad"]
    own = said & ~rows["case"] & ~rows["at_clock"]
    return {
        "rows": rows.count(),
        "bad": _number(rows["bad"]),
        "odd": _number(rows["odd"]),
        "excused": _number(excused(rows) & ~rows["bad"]),
        "said": _number(said),
        "own": _number(own),
        "yes": _number(own & rows["answer"].fill_null(False)),
        "no": _number(own & (~rows["answer"]).fill_null(False)),
        "undelivered": _number(own & _said_no(rows)),
        "deliveries": _number(own & rows["delivered_at"].notnull()),
        "values": _number(own & rows["value"].notnull()),
        "shares": _number(own & rows["n"].notnull()),
        "delivered": _unless(~own, rows["delivered_at"], "timestamp(6)").max(),
        "value": _unless(~own, rows["value"], "decimal(18, 6)").max(),
        "k": _unless(~own, rows["k"], "int64").sum(),
        "n": _unless(~own, rows["n"], "int64").sum(),
        "case_k": _number(rows["kept"]),
        "case_n": _number(rows["judged"]),
    }


def _lines(days: ir.Table) -> ir.Table:
    """Days and periods as lines of the result."""
    import ibis

    sums = {name: days[name].cast("int64") for name in SUMMED if name != "twice"}
    sums["twice"] = ((days["values"] > 1) | (days["shares"] > 1)).ifelse(1, 0).cast("int64")
    value = days["value"]
    nothing = {name: ibis.null("decimal(18, 6)") for name in MEASURES}
    places = {name: days[name] for name in PLACE}
    kept = {"delivered": _second(days["delivered"]), "total": value, "least": value, "most": value}
    return days.select(**places, **sums, **kept, **nothing)


def _ranked(days: ir.Table) -> ir.Table:
    """Every value with its rank; what lies at the ranks that a median, a p95 or the last value is made of."""
    import ibis

    within = [days[name] for name in PLACE]
    rank = ibis.row_number().over(group_by=within, order_by=days["value"])
    last = ibis.row_number().over(group_by=within, order_by=[days["to_day"].desc(), days["from_day"].desc()])
    many = days["value"].count().over(group_by=within)
    known = days.mutate(rank=rank, back=last, many=many)
    top = known["many"] - 1
    low = ((top * 95) // 100).cast("int64")

    def at(rank: ir.Value) -> ir.Value:
        return _unless(known["rank"] != rank, known["value"], "decimal(18, 6)")

    return known.mutate(
        lower_half=at((top // 2).cast("int64")),
        upper_half=at((known["many"] // 2).cast("int64")),
        lower_95=at(low),
        upper_95=at(ibis.ifelse(low < top, low + 1, low)),
        latest=_unless(known["back"] != 0, known["value"], "decimal(18, 6)"),
    )


def _cases(rows: ir.Table, due: Due) -> dict[str, ir.Value]:
    """Whether a reading is one case, whether it is judged yet, and whether it kept its time."""

    delivered, no = rows["delivered_at"], _said_no(rows)
    at_clock = rows["clocked"].fill_null(False) & ~rows["case"] & (delivered.notnull() | no)
    kept: ir.Value = (at_clock & (delivered < rows["s_limit"])).fill_null(False)
    judged: ir.Value = at_clock
    if due.pieces is not None:
        kept = kept | (rows["case"] & _in_time(rows, moving=due.moving)).fill_null(False)
        judged = judged | (rows["case"] & (delivered.notnull() | no | rows["p_past"].fill_null(False)))
    inside = rows["occurrence"].notnull() & ~rows["bad"]
    return {"at_clock": at_clock, "kept": kept & inside, "judged": judged & inside}


def _in_time(rows: ir.Table, *, moving: bool) -> ir.Value:
    import ibis

    delivered = rows["delivered_at"]
    fixed = delivered < rows["p_limit"]
    if not moving:
        return fixed
    until = rows["requested_at"].truncate("s") + rows["p_allowed"].as_interval("s")
    return ibis.ifelse(rows["p_allowed"].notnull(), delivered < until, fixed)


def _moment(seconds: int) -> ir.Value:
    import ibis

    return ibis.literal(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), "timestamp(6)")


def _second(moment: ir.Value) -> ir.Value:
    """UTC seconds, fractions dropped: truncated first, for PostgreSQL rounds."""
    return moment.truncate("s").epoch_seconds().cast("int64")


def _says(rows: ir.Table) -> ir.Value:
    parts = (rows[name].notnull() for name in ("value", "answer", "n", "delivered_at"))
    found = _said_no(rows)
    for part in parts:
        found = found | part
    return found


def _said_no(rows: ir.Table) -> ir.Value:
    return rows["not_delivered"].fill_null(False)


def _one(test: ir.Value) -> ir.Value:
    return test.fill_null(False).ifelse(1, 0)


def _number(test: ir.Value) -> ir.Value:
    return test.count(where=test)


def _unless(test: ir.Value, value: ir.Value, kind: str) -> ir.Value:
    import ibis

    return ibis.ifelse(test, ibis.null(kind), value)
