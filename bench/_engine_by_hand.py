"""The counts of `bench.engine` in hand-written SQL, by somebody who knows what these indicators are."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path
from time import process_time

from bench._engine_readings import AS_OF, FILES, LIFE, MIDNIGHT, TEN, YEAR, calendar, clauses, days, name_of
from svcgraph.domain.objective.calendar import WorkCalendar, seconds
from svcgraph.engine.due import Moment
from svcgraph.engine.tables.schedules import Nature, Planner
from svcgraph.engine.tables.upload import piece_table

MOMENTS = ("requested_at", "delivered_at", "recorded_at")
_BY_HAND = """
WITH gone AS MATERIALIZED (
  SELECT DISTINCT indicator, replaces FROM readings WHERE replaces IS NOT NULL AND recorded_at < $end
), known AS (
  SELECT r.*, c.number, c.rule FROM readings r JOIN clauses c USING (indicator)
  WHERE r.recorded_at < $end
    AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.indicator = r.indicator AND g.replaces = r.id)
), cases AS (
  SELECT k.number, l.month, count(*) FILTER (delivered_at IS NOT NULL OR l.past) AS n,
         count(*) FILTER (delivered_at < coalesce(l.too_late, requested_at + to_seconds(l.allowed))) AS k
  FROM known k JOIN limits l ON k.rule = l.rule AND k.requested_at::DATE = l.day
   AND k.requested_at >= l.begins AND k.requested_at < l.ends
  WHERE requested_at IS NOT NULL GROUP BY ALL
), clocked AS (
  SELECT k.number, month("for") AS month, count(*) AS n, count(*) FILTER (delivered_at < t.too_late) AS k
  FROM known k JOIN times t ON t.day = k."for" WHERE k.rule = 7 AND delivered_at IS NOT NULL GROUP BY ALL
), deadlines AS (
  SELECT k.number, month("for") AS month, count(*) FILTER (excused_by IS NULL) AS known,
         count(*) FILTER (delivered_at < t.too_late AND excused_by IS NULL) AS met,
         count(*) FILTER (excused_by IS NOT NULL) AS excused
  FROM known k JOIN times t ON t.day = k."for" WHERE k.rule = 8 GROUP BY ALL
), measures AS (
  SELECT number, month("for") AS month, sum(value) / count(*) <= 3 AS met,
         count(*) FILTER (excused_by IS NOT NULL) > 0 AS excused
  FROM known WHERE rule = 9 GROUP BY ALL
)
SELECT number, month, 1 AS due, (n > 0)::INT AS known, NULL::INT AS met, 0 AS excused, k, n
FROM (FROM cases UNION ALL FROM clocked)
UNION ALL SELECT number, month, NULL, known, met, excused, 0, 0 FROM deadlines
UNION ALL SELECT number, month, (NOT excused)::INT, (NOT excused)::INT, (met AND NOT excused)::INT, excused::INT, 0, 0
FROM measures
"""


def count_by_hand(root: Path, indicators: int) -> tuple[float, dict[str, list[int | None]]]:
    """The CPU seconds that the statement takes, and due, known, met, excused, k, n of every indicator and month."""
    import duckdb

    known = calendar()
    rules, times = _limits(known)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("CREATE TABLE limits (rule INT, day DATE, begins TIMESTAMP, ends TIMESTAMP,"
                       " month INT, too_late TIMESTAMP, allowed BIGINT, past BOOL)")  # fmt: skip
    connection.register("pieces", rules)
    connection.execute("INSERT INTO limits SELECT * FROM pieces")
    connection.register("days", times)
    connection.execute("CREATE TABLE times AS SELECT day, too_late::TIMESTAMP AS too_late FROM days")
    connection.execute(
        "CREATE TABLE clauses AS SELECT number, format('service-fournisseur-{:05d}--service-client-{:02d}/d1.c1.i1',"
        " number, number % 97) AS indicator, (CASE WHEN number % 20 = 0 THEN 10 ELSE number % 10 END)::INT AS rule"
        f" FROM range({indicators}) AS n(number)"
    )
    bare = ", ".join(f"make_timestamp(epoch_us({name})) AS {name}" for name in MOMENTS)  # no zone: twice as fast
    connection.execute(
        f"CREATE VIEW readings AS SELECT * REPLACE ({bare}) FROM read_parquet('{root / FILES}/*.parquet')"
    )
    end = known.moment(AS_OF + timedelta(days=1), MIDNIGHT).astimezone(UTC).replace(tzinfo=None)
    begun = process_time()
    rows = connection.execute(_BY_HAND, {"end": end}).fetchall()
    counted = {f"{name_of(number)} {month}": values for number, month, *values in rows}
    return process_time() - begun, counted


def _limits(known: WorkCalendar):  # type: ignore[no-untyped-def]
    """Too late from when on, by rule and moment of request; and by day for what is due at ten."""
    import pyarrow as pa

    now = Moment(calendar=known, end=seconds(known.moment(AS_OF + timedelta(days=1), MIDNIGHT)))
    planner = Planner(LIFE, now)
    planned = list(planner.plan(clauses(20)))
    ruled = {one.schedule.number: 10 if at == 0 else at % 10 for at, one in enumerate(planned) if one.schedule}
    cases = [one for one in planner.schedules if one.nature is Nature.LEAD_TIME]
    table, _ = piece_table(cases, now, YEAR.first, YEAR.last + timedelta(days=8))
    rows = [(ruled[row["p_schedule"]], row) for row in table.to_pylist()]
    moment = pa.timestamp("us")
    pieces = pa.table({
        "rule": pa.array([rule for rule, _ in rows], pa.int32()),
        "day": pa.array([row["p_day"] for _, row in rows]),
        "begins": pa.array([row["p_begin"] for _, row in rows]).cast(moment),
        "ends": pa.array([row["p_end"] for _, row in rows]).cast(moment),
        "month": pa.array([row["p_occurrence"] + 1 for _, row in rows], pa.int32()),
        "too_late": pa.array([row["p_limit"] for _, row in rows], pa.timestamp("us")).cast(moment),
        "allowed": pa.array([row["p_allowed"] for _, row in rows], pa.int64()),
        "past": pa.array([row["p_past"] for _, row in rows]),
    })  # fmt: skip
    ten = [known.moment(day, TEN) for day in days(YEAR)]
    return pieces, pa.table(
        {
            "day": pa.array(list(days(YEAR))),
            "too_late": pa.array([one.astimezone(UTC).replace(tzinfo=None) for one in ten], moment),
        }
    )
